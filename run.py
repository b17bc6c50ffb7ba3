"""The two commands: `./run` starts the program, `./run test` tests it.

Standard library only. Sets up `.venv/` beside this file from hashed requirements that
name no addresses, installs missing system libraries when it may, compiles catalogues
and byte code, then hands over. A stamp makes later starts cheap.
"""

import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = sys.platform == "win32"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
OLDEST = (3, 11)

# What Qt links to on a bare Debian 12, found one missing library at a time.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}
TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "xkbcomp": "x11-xkb-utils",
    "openbox": "openbox",
    "pdftotext": "poppler-utils",
    "strace": "strace",
}
PEERS = ("age-encryption@0.3.1",)
"""Other teams' programs that ours is held against; from npm, where there is one."""
DEV_WORDS = ("test", "check", "bench", "stress", "build")


def main(arguments: list[str]) -> int:
    """Set up what the first word needs, then do it."""
    if sys.version_info < OLDEST:
        print("Monitor Desktop needs Python 3.11 or newer.", file=sys.stderr)
        return 5
    word = arguments[0] if arguments else ""
    try:
        set_up(dev=word in DEV_WORDS)
        if word in DEV_WORDS:
            return DEV_COMMANDS[word](arguments[1:])
        return start(arguments)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 5


class SetUpError(Exception):
    """Something a person has to do; the text says what."""


def set_up(*, dev: bool) -> None:
    """Make `.venv/` hold what the locks say."""
    install_libraries(dev=dev)
    if not PYTHON.exists():
        make_environment()
    install(dev=dev)
    compile_catalogues()


def install_peers() -> None:
    """Other teams' programs for the tests; without npm those tests are skipped."""
    npm, folder = shutil.which("npm"), VENV / "peers"
    stamp = folder / "stamp"
    if not npm:
        print("No npm: tests against other programs are skipped.", file=sys.stderr)
        return
    if stamp.exists() and stamp.read_text() == repr(PEERS):
        return
    folder.mkdir(exist_ok=True)
    flags = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = run_quietly([npm, "install", "--prefix", str(folder), *flags, *PEERS])
    if done.returncode:
        print("npm could not install the peers of the tests.", file=sys.stderr)
        return
    stamp.write_text(repr(PEERS))


def make_environment() -> None:
    """Create the virtual environment."""
    print("Setting up, this takes a minute the first time ...", file=sys.stderr)
    done = run_quietly([sys.executable, "-m", "venv", str(VENV)])
    if done.returncode and is_debian_root():
        apt_install(["python3-venv"])
        done = run_quietly([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if done.returncode:
        raise SetUpError(
            "Python's venv module is missing. Type:\n"
            "  sudo apt-get install python3-venv"
        )


def install(*, dev: bool) -> None:
    """Install what the locks say, unless the stamp says it is in place."""
    wider = VENV / "stamp-requirements-dev"
    # The development lock holds everything the program needs, and the same of each.
    name = "requirements-dev" if dev or wider.exists() else "requirements"
    lock = ROOT / f"{name}.lock"
    digest = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f"stamp-{name}"
    if stamp.exists() and stamp.read_text() == digest:
        return
    install_requirements(lock)
    link_sources()
    compile_byte_code()
    stamp.write_text(digest)


def install_requirements(lock: Path) -> None:
    """Install pinned, hashed requirements with uv when it is there, else pip."""
    uv = shutil.which("uv")
    tool = (
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON)]
        if uv
        else [
            str(PYTHON),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ]
    )
    done = run_quietly(
        [*tool, "--require-hashes", "--only-binary", ":all:", "-r", str(lock)]
    )
    if done.returncode:
        last = (done.stderr.strip() or done.stdout.strip()).splitlines()[-1:]
        raise SetUpError(
            "The requirements could not be installed. Is there a "
            f"network?\n  {''.join(last)}"
        )


def link_sources() -> None:
    """Make the package importable and give it its console script."""
    site = next(
        iter(VENV.glob("lib/python*/site-packages")), VENV / "Lib/site-packages"
    )
    (site / "monitor_desktop.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    if WINDOWS:
        script = BIN / "monitor-desktop.bat"
        script.write_text(f'@"{PYTHON}" -m monitor_desktop %*\n', encoding="utf-8")
        return
    script = BIN / "monitor-desktop"
    script.write_text(
        f'#!/bin/sh\nexec "{PYTHON}" -m monitor_desktop "$@"\n', encoding="utf-8"
    )
    script.chmod(0o755)


def compile_byte_code() -> None:
    """Byte code makes the first window three times as fast."""
    run_quietly([str(PYTHON), "-m", "compileall", "-q", "-j", "0", str(VENV)])


def compile_catalogues() -> None:
    """Compile each .po that is newer than its .mo."""
    for source in sorted((ROOT / "translations").glob("*/*.po")):
        target = source.parent / "LC_MESSAGES" / f"{source.stem}.mo"
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        target.parent.mkdir(exist_ok=True)
        done = run_quietly(
            [
                str(PYTHON),
                "-m",
                "babel.messages.frontend",
                "compile",
                "-i",
                str(source),
                "-o",
                str(target),
                "-l",
                source.parent.name,
            ]
        )
        if done.returncode:
            raise SetUpError(f"{source.name}: {done.stderr.strip()[-500:]}")


def install_libraries(*, dev: bool) -> None:
    """System packages Qt and the tests need, on Debian and its relatives."""
    if not sys.platform.startswith("linux"):
        return
    wanted = dict(QT_LIBRARIES)
    if dev or os.environ.get("DISPLAY"):
        wanted |= X11_LIBRARIES
    missing = [package for name, package in wanted.items() if not can_load(name)]
    if dev:
        missing += [
            package for name, package in TEST_PROGRAMS.items() if not shutil.which(name)
        ]
    if not missing:
        return
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    if is_debian_root():
        apt_install(missing)
    elif any(not can_load(name) for name in QT_LIBRARIES):
        raise SetUpError(f"Some system libraries are missing. Type:\n  sudo {line}")
    else:
        print(f"Some tests want more. Type:\n  sudo {line}", file=sys.stderr)


def can_load(library: str) -> bool:
    """The dynamic linker finds it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def is_debian_root() -> bool:
    """May install packages here."""
    return not WINDOWS and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(packages: list[str]) -> None:
    """Install Debian packages, refreshing the lists once if that is needed."""
    print(f"Installing {' '.join(packages)} ...", file=sys.stderr)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    if run_quietly(command).returncode:
        run_quietly(["apt-get", "update", "-qq"])
        done = run_quietly(command)
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:]
            raise SetUpError(f"{' '.join(command)}\n  {''.join(last)}")


def run_quietly(command: list[str]) -> "subprocess.CompletedProcess[str]":
    """Run a command; its words are shown only when it fails."""
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    return subprocess.run(
        command, check=False, capture_output=True, text=True, env=environment
    )


def tool_environment() -> dict[str, str]:
    """The environment of tools and tests: without a screen nothing is shown."""
    environment = dict(os.environ)
    screen = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    if sys.platform.startswith("linux") and not screen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def start(arguments: list[str]) -> int:
    """Become the program."""
    return hand_over([str(PYTHON), "-m", "monitor_desktop", *arguments])


def hand_over(command: list[str]) -> int:
    """Replace this process where the system can, else wait for the child."""
    sys.stdout.flush()
    if WINDOWS:
        return subprocess.run(command, check=False).returncode
    os.execv(command[0], command)  # noqa: S606  # no shell on purpose
    return 0


def tool(*command: str) -> int:
    """Run a tool of the environment in the project's folder."""
    return subprocess.run(
        [str(PYTHON), *command], check=False, cwd=ROOT, env=tool_environment()
    ).returncode


def test(arguments: list[str]) -> int:
    """Every test, on two cores."""
    install_peers()
    # They start the program many times, also where nothing may write byte code.
    tool("-m", "compileall", "-q", "src")
    return tool("-m", "pytest", "-n", "2", "-m", "not stress", "-q", "-rs", *arguments)


def stress(arguments: list[str]) -> int:
    """Long fault and load runs, on two cores."""
    os.environ["HYPOTHESIS_PROFILE"] = "stress"
    return tool("-m", "pytest", "-n", "2", "-m", "stress", "-q", *arguments)


def check(_arguments: list[str]) -> int:
    """Format, lint, types, import contracts, catalogues."""
    steps = (
        ("-m", "ruff", "format", "--check", "."),
        ("-m", "ruff", "check", "."),
        ("-m", "mypy"),
        ("-c", "from importlinter.cli import lint_imports_command as c; c()"),
        (".ci/check_catalogues.py",),
    )
    failed = [step[1] for step in steps if tool(*step)]
    print("check: failed" if failed else "check: all is well")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Measurements as ratios against a limit in the same run."""
    return tool("-m", "bench", *arguments)


def build(_arguments: list[str]) -> int:
    """Freeze the program, then let the frozen one test itself."""
    os.environ["PYTHONHASHSEED"] = "0"
    status = tool("-m", "PyInstaller", "--noconfirm", "--clean", "build.spec")
    if status:
        return status
    name = "monitor-desktop.exe" if WINDOWS else "monitor-desktop"
    frozen = ROOT / "dist" / "monitor-desktop" / name
    return subprocess.run(
        [str(frozen), "--selftest"], check=False, env=tool_environment()
    ).returncode


DEV_COMMANDS = {
    "test": test,
    "stress": stress,
    "check": check,
    "bench": bench,
    "build": build,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
