"""Pictures from strangers: the child dies, the window lives; copies hide nothing."""

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageWriter

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.ui.evidence import pictures

MARK = b"SECRET-MARK"


def encoded(form, width=60, height=40):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#a03010"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(form)).write(image)
    return bytes(buffer.data().data())


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def jpeg_with(marker, data):
    whole = encoded(b"jpeg")
    return whole[:2] + marker + struct.pack(">H", len(data) + 2) + data + whole[2:]


def exif():
    """A little-endian TIFF with an image description."""
    text = MARK + b"\x00"
    entry = struct.pack("<HHII", 0x010E, 2, len(text), 26)
    return b"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00" + entry + bytes(4) + text


def png_with(*chunks):
    whole = encoded(b"png")
    return whole[:33] + b"".join(chunks) + whole[33:]


def webp_with_exif():
    whole = encoded(b"webp")
    body = whole[12:]
    size = struct.pack("<I", 59)[:3] + struct.pack("<I", 39)[:3]
    head = b"VP8X" + struct.pack("<I", 10) + b"\x08\x00\x00\x00" + size
    told = MARK + bytes(len(MARK) % 2)
    tail = b"EXIF" + struct.pack("<I", len(MARK)) + told
    inner = b"WEBP" + head + body + tail
    return b"RIFF" + struct.pack("<I", len(inner)) + inner


HIDING = {
    "exif": jpeg_with(b"\xff\xe1", exif()),
    "xmp": jpeg_with(b"\xff\xe1", b"http://ns.adobe.com/xap/1.0/\x00" + MARK),
    "iptc": jpeg_with(b"\xff\xed", b"Photoshop 3.0\x00" + MARK),
    "jpeg comment": jpeg_with(b"\xff\xfe", MARK),
    "png text": png_with(chunk(b"tEXt", b"Author\x00" + MARK)),
    "png xmp": png_with(
        chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + MARK)
    ),
    "png exif": png_with(chunk(b"eXIf", exif()[6:])),
    "webp": webp_with_exif(),
    "behind the end": encoded(b"png") + MARK,
}


@pytest.mark.parametrize("name", HIDING)
def test_a_copy_has_the_pixels_alone(name, qapp):
    assert MARK in HIDING[name]
    copy = pictures.clean([HIDING[name]])
    assert MARK not in copy
    for word in (b"Exif", b"adobe", b"tEXt", b"iTXt", b"eXIf", b"Photoshop"):
        assert word not in copy
    assert QImage.fromData(copy).size().toTuple() == (60, 40)


JPEG_FRAME = {0xDB, 0xC0, 0xC2, 0xC4, 0xDA}
"""Tables, frame and scan (ITU-T T.81, table B.1): pixels and nothing else."""


def segments(data):
    """Markers of a JPEG up to its scan, and what stands in each."""
    place, found = 2, []
    while data[place] == 0xFF and data[place + 1] != 0xDA:
        (length,) = struct.unpack(">H", data[place + 2 : place + 4])
        found.append((data[place + 1], data[place + 4 : place + 2 + length]))
        place += 2 + length
    return found


def chunks_of(data):
    """Names of the chunks of a PNG, and that nothing stands behind the last."""
    place, found = 8, []
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        found.append(data[place + 4 : place + 8])
        place += 12 + length
    return found


def wide(form):
    """A pure green of Display P3, as phones take pictures."""
    image = QImage(60, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(80, 200, 80))
    image.setColorSpace(QColorSpace(QColorSpace.NamedColorSpace.DisplayP3))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(form))
    writer.setQuality(100)
    assert writer.write(image)
    return bytes(buffer.data().data())


@pytest.mark.parametrize("form", [b"jpeg", b"png"])
def test_the_profile_stays_behind_and_the_colours_are_as_they_were_seen(form, qapp):
    given = wide(form)
    assert any(each in given for each in (b"ICC_PROFILE", b"iCCP"))
    copy = pictures.clean([given])
    if form == b"jpeg":
        kinds = {kind for kind, _ in segments(copy)}
        assert kinds - JPEG_FRAME <= {0xE0}
        (jfif,) = (told for kind, told in segments(copy) if kind == 0xE0)
        assert (jfif[:5], jfif[-2:]) == (b"JFIF\0", bytes(2))  # and no thumbnail
    else:
        assert set(chunks_of(copy)) <= {b"IHDR", b"pHYs", b"IDAT", b"IEND"}
    bare = QImage.fromData(copy)
    assert not bare.colorSpace().isValid()
    seen = QImage.fromData(given)
    seen.convertToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    shown = pictures.shown([given], 60, 40)
    for image in (bare, shown):
        one, other = image.pixelColor(30, 20), seen.pixelColor(30, 20)
        pairs = zip(one.getRgb(), other.getRgb(), strict=True)
        assert all(abs(left - right) <= 4 for left, right in pairs)
    assert seen.pixelColor(30, 20) != QColor(80, 200, 80)


def test_a_picture_is_shown_within_its_box(qapp):
    image = pictures.shown([encoded(b"jpeg", 400, 200)], 100, 100)
    assert image.size().toTuple() == (100, 50)
    near = image.pixelColor(50, 25)
    assert abs(near.red() - 0xA0) < 8
    assert abs(near.blue() - 0x10) < 8


def bomb():
    """A PNG of 65535 by 65535 pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 65535, 65535, 8, 0, 0, 0, 0)
    data = zlib.compress(bytes(1_000_000))
    chunks = (chunk(b"IHDR", head), chunk(b"IDAT", data), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


WRONG = {
    "bomb": bomb(),
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    "svg with reference": b"<?xml?><svg><image href='file:///etc/hostname'/></svg>",
    "cut": encoded(b"jpeg")[:20],
    "polyglot": b"\xff\xd8\xff" + b"<html><script>1</script>",
    "pdf": b"%PDF-1.7",
    "empty": b"",
    "named png": b"\x89PNG\r\n\x1a\n" + b"\x00" * 100,
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_honest_picture_is_refused_and_nothing_dies_here(name, qapp):
    with pytest.raises(InputRefusedError) as refused:
        pictures.shown([WRONG[name]], 100, 100)
    assert refused.value.code == "NO_PICTURE"
