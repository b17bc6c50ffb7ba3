"""The entry point: a command when words are given, else the window."""

import sys
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from monitor_desktop import __version__
from monitor_desktop.app import crash, hardening, places, restarts, screens, wiring
from monitor_desktop.errors import (
    EnvironmentFailedError,
    MonitorError,
    program_incomplete,
)
from monitor_desktop.services.kit import Kit


class Program:
    """The program around commands and window."""

    @cached_property
    def kit(self) -> Kit:
        """What the program brings along."""
        return wiring.kit()

    @property
    def default_profile(self) -> Path:
        """The person's own profile folder."""
        return places.default_profile()

    @property
    def system_language(self) -> str:
        """tg, ru or en."""
        return places.language_of_system()

    def demo(self, folder: Path, language: str) -> Mapping[str, Any]:
        """Two laptops and a hub in a folder, end to end."""
        # The window's library takes longer to load than most commands take to run.
        from monitor_desktop.app import demo  # noqa: PLC0415

        return demo.run(folder, self.kit, language=language)

    def gallery(self, folder: Path, language: str) -> Sequence[str]:
        """Pictures of every page in a folder."""
        from monitor_desktop.app import demo  # noqa: PLC0415  # as above

        return demo.gallery(folder, self.kit, language=language)


def main(arguments: Sequence[str] | None = None) -> int:
    """Start the program.

    Args:
        arguments: Words after the program's name; None takes them from the system.

    Returns:
        Exit status of the command line contract.
    """
    given = sys.argv[1:] if arguments is None else list(arguments)
    if given == ["--version"]:
        sys.stdout.write(f"monitor-desktop {__version__}\n")
        return 0
    if given[:1] == ["--decode-picture"]:
        from monitor_desktop.ui.evidence import picture_child  # noqa: PLC0415  # a child's work

        return picture_child.run(given[1:])
    if given == ["--selftest"]:
        from monitor_desktop.app import selftest  # noqa: PLC0415  # not for commands

        return selftest.run()
    wiring.collect_seldom()
    hardening.harden()
    program = Program()
    if _wants_window(given):
        return _open_window(program, given)
    from monitor_desktop.cli.main import run  # noqa: PLC0415  # not for the window

    return run(given, program)


def _wants_window(arguments: Sequence[str]) -> bool:
    """No command: nothing, or only the profile and language to open with."""
    waiting = iter(arguments)
    for each in waiting:
        name, sign, _ = each.partition("=")
        if name not in {"--profile", "--lang"}:
            return False
        if not sign:
            next(waiting, None)
    return True


def _open_window(program: Program, arguments: Sequence[str]) -> int:
    if not screens.is_wanted():
        # The window system's library would end the program without a word.
        return _refuse_window(program, EnvironmentFailedError("NO_SCREEN"))
    # Loaded only here: commands run without a window system.
    from monitor_desktop.ui.pace import plain_imports  # noqa: PLC0415

    plain_imports.take_back()
    from monitor_desktop.ui.application import (  # noqa: PLC0415
        BEGIN_AGAIN,
        open_window,
    )

    chosen = _chosen(arguments)
    profile = Path(chosen.get("--profile") or program.default_profile)
    language = chosen.get("--lang") or program.system_language
    crash.catch_all()

    def speak(last: str) -> None:
        """Who locked it in Tajik reads Tajik over the passphrase, too."""
        chosen["--lang"] = last

    try:
        status = open_window(
            program.kit, profile, language=language, on_bug=crash.tell, on_leave=speak
        )
    except FileNotFoundError as error:
        ours = program_incomplete(error, program.kit.resources)
        if ours is None:
            raise
        return _refuse_window(program, ours)
    if status != BEGIN_AGAIN:
        return status
    restarts.again([word for option in chosen.items() for word in option])
    return 0


def _chosen(arguments: Sequence[str]) -> dict[str, str]:
    """What the window is opened with, by the name of the option."""
    pairs = [each.split("=", 1) for each in arguments if "=" in each]
    words = [each for each in arguments if "=" not in each]
    return dict(pairs) | dict(zip(words[::2], words[1::2], strict=False))


def _refuse_window(program: Program, error: MonitorError) -> int:
    from monitor_desktop.i18n.error_texts import error_text  # noqa: PLC0415  # seldom

    words = program.kit.catalogues.words(program.system_language)
    sys.stderr.write(f"{error_text(words, error)}\n")
    return error.exit_status
