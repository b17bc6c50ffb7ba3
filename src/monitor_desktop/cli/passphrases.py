"""Where a passphrase comes from: a file, standard input or a hidden prompt.

Never from an argument or the environment: other programs can read those.
"""

import sys
from pathlib import Path

import click

from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.services import files


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
    return files.first_line(Path(source))
