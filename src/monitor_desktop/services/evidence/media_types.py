"""What kind of file it is, by its first bytes; a name proves nothing."""

import codecs
from typing import Final

UNKNOWN: Final = "application/octet-stream"
HEAD_BYTES: Final = 512
PICTURES: Final = ("image/jpeg", "image/png", "image/webp")
"""The only ones this program ever decodes, in a process of their own."""
_MARKS: Final = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (8, b"WEBP", "image/webp"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypM4A", "audio/mp4"),
    (4, b"ftypqt", "video/quicktime"),
    (4, b"ftyp3g", "video/3gpp"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1aE\xdf\xa3", "video/webm"),
    (8, b"AVI ", "video/x-msvideo"),
    (8, b"WAVE", "audio/wav"),
    (0, b"OggS", "audio/ogg"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"\xff\xfb", "audio/mpeg"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"%PDF-", "application/pdf"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"MZ", "application/x-msdownload"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"#!", "text/x-script"),
)
_MARKUP: Final = ((b"<svg", "image/svg+xml"), (b"<html", "text/html"))


def media_type(head: bytes) -> str:
    """The type of a file as RFC 6838 names it.

    Args:
        head: Its first 512 bytes.
    """
    for at, mark, name in _MARKS:
        if head[at:].startswith(mark):
            return name
    text = head.lower()
    for mark, name in _MARKUP:
        if mark in text:
            return name
    return "text/plain" if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    # The last letter of a longer file may be cut in two; no other may be broken.
    reading = codecs.getincrementaldecoder("utf-8")()
    try:
        text = reading.decode(head, final=len(head) < HEAD_BYTES)
    except UnicodeDecodeError:
        return False
    return bool(text) and "\x00" not in text
