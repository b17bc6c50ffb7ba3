"""QR symbols as modules, for a screen; sheets set theirs as drawings."""

import segno

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, dark ones True."""

QUIET_ZONE_MODULES = 4
"""ISO/IEC 18004: light modules that belong round a symbol."""


def modules(text: str) -> Modules:
    """A QR symbol of a text with its quiet zone; never a Micro QR."""
    drawn = segno.make_qr(text, error="m")
    return tuple(
        tuple(bool(each) for each in line)
        for line in drawn.matrix_iter(border=QUIET_ZONE_MODULES)
    )
