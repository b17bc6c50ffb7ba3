"""Where a passphrase comes from: a file, standard input or a hidden prompt.

Never from an argument or the environment: other programs can read those.
"""

import sys
from pathlib import Path

import click

from monitor_desktop.errors import InputRefusedError, InvalidValueError, UsageError


def read_passphrase(source: str | None, prompt: str) -> str:
    """The first line of a file (``-`` for standard input), or what is typed hidden.

    Raises:
        UsageError: NO_SUCH_FILE; WRONG_USAGE without a file or a terminal.
        InvalidValueError: INVALID_VALUE, when it is empty.
    """
    text = _typed(prompt) if source is None else _first_line(source)
    if not text:
        raise InvalidValueError("INVALID_VALUE", field="passphrase", reason="empty")
    return text


def _typed(prompt: str) -> str:
    if not sys.stdin.isatty():
        raise UsageError("WRONG_USAGE", reason="--passphrase-file")
    return str(click.prompt(prompt, hide_input=True, err=True))


def _first_line(source: str) -> str:
    if source == "-":
        return sys.stdin.readline().rstrip("\r\n")
    return first_line(Path(source))


def first_line(path: Path) -> str:
    """The first line of a file.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: UNREADABLE_FILE.
    """
    if path.is_dir():
        raise UsageError("NOT_A_FILE", file=path.name)
    if not path.exists():
        raise UsageError("NO_SUCH_FILE", file=path.name)
    try:
        with path.open(encoding="utf-8-sig") as file:
            return file.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefusedError("UNREADABLE_FILE", file=path.name) from error
