"""Pictures of evidence, in memory only: decoded by a child, shown as bare pixels."""

import subprocess
import sys
from collections.abc import Iterable
from typing import Final

from PySide6.QtGui import QImage

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.ui.evidence.picture_child import FLAG, HEAD

LARGEST_BYTES: Final = 64 * 1024 * 1024
_TIMEOUT_S: Final = 30
_MOST_SIDE: Final = 20_000
_LOGO_SIDES: Final = (800, 400, 200)
"""Pixels; 200 are enough for 12 mm of paper."""


def shown(pieces: Iterable[bytes], width: int, height: int) -> QImage:
    """A picture that fits into a box.

    Args:
        pieces: The file.
        width: Of the box, pixels.
        height: Of the box, pixels.

    Raises:
        InputRefusedError: NO_PICTURE, when it is none that is shown here, or its
            decoder died of it.
    """
    answer = _ask(pieces, "show", width, height)
    size = HEAD.size
    wide, high = HEAD.unpack(answer[:size]) if len(answer) > size else (0, 0)
    fits = 0 < wide <= _MOST_SIDE and 0 < high <= _MOST_SIDE
    if not fits or len(answer) != size + wide * high * 4:
        raise InputRefusedError("NO_PICTURE")
    pixels = answer[size:]
    form = QImage.Format.Format_RGB32
    return QImage(pixels, wide, high, wide * 4, form).copy()


def clean(pieces: Iterable[bytes]) -> bytes:
    """A new file with the pixels alone: JPEG of a JPEG, else PNG.

    Raises:
        InputRefusedError: NO_PICTURE.
    """
    answer = _ask(pieces, "clean", 0, 0)
    if not answer:
        raise InputRefusedError("NO_PICTURE")
    return answer


def logo(picture: bytes, most_bytes: int) -> bytes:
    """A PNG of a picture, as large as it may be and no larger than a logo needs.

    Raises:
        InputRefusedError: NO_PICTURE.
    """
    for side in _LOGO_SIDES:
        made = _ask([picture], "logo", side, side)
        if made and len(made) <= most_bytes:
            return made
    raise InputRefusedError("NO_PICTURE")


def _ask(pieces: Iterable[bytes], how: str, width: int, height: int) -> bytes:
    data = bytearray()
    for each in pieces:
        data += each
        if len(data) > LARGEST_BYTES:
            raise InputRefusedError("NO_PICTURE")
    try:
        done = subprocess.run(  # noqa: S603  # this very program
            [*_program(), FLAG, how, str(width), str(height)],
            input=bytes(data),
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError) as error:
        raise InputRefusedError("NO_PICTURE") from error
    if done.returncode:
        raise InputRefusedError("NO_PICTURE")
    return done.stdout


def _program() -> list[str]:
    frozen = getattr(sys, "frozen", False)
    return [sys.executable] if frozen else [sys.executable, "-m", "monitor_desktop"]
