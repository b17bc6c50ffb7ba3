"""Decoding one picture in a process of its own, with little to lose.

A picture from a stranger may be made to break the decoder or to fill the memory. So it
is never decoded where the store is open: this process gets its bytes, has no key, may
use so much memory and time and write no file, and answers with bare pixels. If it
dies, that is the answer.

    [program] --decode-picture show WIDTH HEIGHT   pixels that fit into this box
    [program] --decode-picture clean 0 0           a new file with the pixels alone
    [program] --decode-picture logo WIDTH HEIGHT   a PNG that fits into this box
"""

import struct
import sys
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QImageWriter

from monitor_desktop.services.evidence.media_types import PICTURES, media_type

FLAG: Final = "--decode-picture"
HEAD: Final = struct.Struct(">II")
REFUSED: Final = 4
_MEMORY_BYTES: Final = 2 * 1024 * 1024 * 1024
_ALLOCATION_MB: Final = 512
_CPU_S: Final = 15
_MOST_PIXELS: Final = 120_000_000
_QUALITY: Final = 92
_KINDS: Final = {"logo": "image/png"}
"""What is made, where it is not of the kind of the picture itself."""


def run(arguments: Sequence[str]) -> int:
    """Decode what comes on standard input.

    Args:
        arguments: What to make, width and height of the box.

    Returns:
        0, or 4 when it is no picture this program shows.
    """
    _limit()
    how, width, height = arguments[0], int(arguments[1]), int(arguments[2])
    data = sys.stdin.buffer.read()
    kind = media_type(data[:512])
    if kind not in PICTURES:
        return REFUSED
    image = _decoded(data, kind, QSize(width, height))
    if image is None:
        return REFUSED
    made = _shown(image) if how == "show" else _clean(image, _KINDS.get(how, kind))
    sys.stdout.buffer.write(made)
    return 0


def _limit() -> None:
    """Bound memory, time and files; Windows has no such limits for one process."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  # not on Windows

    for what, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, _CPU_S),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (most, most))


def _decoded(data: bytes, kind: str, box: QSize) -> QImage | None:
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_ALLOCATION_MB)
    # The format is said, so no other decoder is ever asked.
    reader = QImageReader(buffer, QByteArray(kind.removeprefix("image/").encode()))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    if not box.isEmpty() and (
        size.width() > box.width() or size.height() > box.height()
    ):
        reader.setScaledSize(size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image


def _plain(image: QImage, form: QImage.Format) -> QImage:
    """Pixels whose colours are right without the profile that stays behind."""
    made = image.convertToFormat(form)
    space = made.colorSpace()
    if space.isValid() and space.colorModel() is QColorSpace.ColorModel.Rgb:
        made.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    return made


def _shown(image: QImage) -> bytes:
    plain = _plain(image, QImage.Format.Format_RGB32)
    return HEAD.pack(plain.width(), plain.height()) + bytes(plain.constBits())


def _clean(image: QImage, kind: str) -> bytes:
    """The pixels in a new file: texts, comments, profiles and thumbnails stay behind.

    Saving the image that was read would keep PNG texts and JPEG comments.
    """
    has_alpha = image.hasAlphaChannel()
    form = QImage.Format.Format_ARGB32 if has_alpha else QImage.Format.Format_RGB32
    source = _plain(image, form)
    size, line = source.size(), source.bytesPerLine()
    bare = QImage(
        bytes(source.constBits()), size.width(), size.height(), line, form
    ).copy()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    jpeg = kind == "image/jpeg"
    writer = QImageWriter(buffer, QByteArray(b"jpeg" if jpeg else b"png"))
    if jpeg:
        writer.setQuality(_QUALITY)
    if not writer.write(bare):
        return b""
    return bytes(buffer.data().data())
