"""Logos: a PNG as an SVG picture that a template can place."""

import base64
import struct
from typing import Final

from monitor_desktop.errors import InputRefusedError

MOST_BYTES: Final = 300_000
_MOST_PIXELS: Final = 4_000
_MARK: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = struct.Struct(">8sI4sII")
_FIRST_CHUNK: Final = b"IHDR"


def svg_of(png: bytes) -> str:
    """An SVG picture of the size of a PNG (ISO/IEC 15948), with the PNG in it.

    Only its size is read here; that the picture itself is whole shows when it is set.

    Raises:
        InputRefusedError: NOT_A_LOGO, for anything but a PNG of at most 300 kB.
    """
    width, height = _size(png)
    text = base64.b64encode(png).decode("ascii")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        'xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" '
        f'xlink:href="data:image/png;base64,{text}"/></svg>'
    )


def _size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    if len(png) > MOST_BYTES or len(png) < _HEADER.size:
        raise InputRefusedError("NOT_A_LOGO")
    mark, _length, chunk, width, height = _HEADER.unpack_from(png)
    sensible = 0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS
    if mark != _MARK or chunk != _FIRST_CHUNK or not sensible:
        raise InputRefusedError("NOT_A_LOGO")
    return width, height
