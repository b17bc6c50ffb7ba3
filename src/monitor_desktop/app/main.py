"""The entry point: a command when words are given, else the window."""

import sys

from monitor_desktop import __version__


def main() -> int:
    """Start the program.

    Returns:
        Exit status of the command line contract.
    """
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"monitor-desktop {__version__}\n")
        return 0
    return 2
