"""Which files a program opened for writing, made, or gave another name."""

import re
import shutil
import subprocess

CALLS = (
    "openat,open,creat,rename,renameat,renameat2,mkdir,mkdirat,"
    "link,linkat,symlink,symlinkat"
)
TRACING = ("strace", "-f", "--seccomp-bpf", "-s", "400", "-e", f"trace={CALLS}")
NOT_FILES = ("/dev/null", "/dev/tty", "/proc/", "/sys/")
FONTS = re.compile(r"/\.cache(/fontconfig(/.*)?)?$")
"""The system's list of fonts, made by whichever program is the first to want it."""
MAKES = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TMPFILE")
PATH = re.compile(r'"((?:[^"\\]|\\.)*)"')


def may_trace(tmp_path):
    """The tool is here, and the system lets it look."""
    tried = ["strace", "-o", str(tmp_path / "tried"), "true"]
    return (
        bool(shutil.which("strace"))
        and not subprocess.run(tried, check=False, capture_output=True).returncode
    )


def written(trace):
    """Paths that were opened for writing, made, or given another name."""
    for line in trace.splitlines():
        opened = "open" in line.split("(")[0]
        if " = -1 " in line or (opened and not MAKES.search(line)):
            continue
        yield from PATH.findall(line)


def kept(paths):
    """Those of them that are files of a person, and would be found later."""
    return [
        each
        for each in paths
        if not each.startswith(NOT_FILES) and not FONTS.search(each)
    ]
