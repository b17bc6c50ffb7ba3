"""Kinds of files in words: nobody in the field reads ``image/png``."""

from typing import Final

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.number_texts import number_text

MEDIA_TYPE: Final = "ev0005"
"""Field id of an attachment's type, as RFC 6838 names it."""
_KINDS: Final = {
    "image/jpeg": ("picture", "JPEG"),
    "image/png": ("picture", "PNG"),
    "image/webp": ("picture", "WebP"),
    "image/gif": ("picture", "GIF"),
    "image/tiff": ("picture", "TIFF"),
    "image/heic": ("picture", "HEIC"),
    "image/svg+xml": ("picture", "SVG"),
    "audio/mp4": ("sound", "M4A"),
    "audio/wav": ("sound", "WAV"),
    "audio/ogg": ("sound", "OGG"),
    "audio/mpeg": ("sound", "MP3"),
    "audio/amr": ("sound", "AMR"),
    "video/quicktime": ("video", "MOV"),
    "video/3gpp": ("video", "3GP"),
    "video/mp4": ("video", "MP4"),
    "video/webm": ("video", "WebM"),
    "video/x-msvideo": ("video", "AVI"),
    "application/pdf": ("document", "PDF"),
    "application/rtf": ("document", "RTF"),
    "application/x-ole-storage": ("office", ""),
    "application/zip": ("archive", "ZIP"),
    "application/x-msdownload": ("program", "EXE"),
    "application/x-executable": ("program", "ELF"),
    "text/x-script": ("program", ""),
    "text/plain": ("text", ""),
    "text/html": ("web_page", "HTML"),
    "application/octet-stream": ("unknown", ""),
}
"""What ``services.evidence.media_types`` knows: a kind of file, and its form."""

_SIZES: Final = ((1 << 30, "{size} GB"), (1 << 20, "{size} MB"), (1 << 10, "{size} KB"))
_TENTHS_BELOW: Final = 10


def size_text(words: Words, size_bytes: int) -> str:
    """How large a file is, in the unit a person would take."""
    for unit, message in _SIZES:
        if size_bytes >= unit:
            many = size_bytes / unit
            tenths = unit > _SIZES[-1][0] and many < _TENTHS_BELOW
            shown = round(many, 1) if tenths else round(many)
            return words("app", message, size=number_text(shown, words.language))
    return words.plural("app", "{n} byte", "{n} bytes", size_bytes)


def file_kind(words: Words, media_type: str) -> str:
    """A type in words, ``Picture (PNG)``; as it is where another program named it."""
    known = _KINDS.get(media_type)
    if known is None:
        return media_type
    kind, form = known
    named = words("labels", f"file_kind.{kind}")
    return f"{named} ({form})" if form else named
