"""JSON from strangers: one document, no duplicate keys, no NaN, bounded depth."""

import json
from typing import Any, Final, NoReturn

from monitor_desktop.errors import InputRefusedError

DEEPEST: Final = 16


def strict(data: bytes, *, part: str) -> Any:  # noqa: ANN401  # any JSON
    """Read untrusted JSON.

    Args:
        data: UTF-8 bytes.
        part: What it is, for the error.

    Raises:
        InputRefusedError: DAMAGED.
    """
    try:
        value = _DECODER.decode(data.decode("utf-8"))
        _check_depth(value, DEEPEST)
        if b"\\u" in data:
            # Half a surrogate pair is no character and cannot be written again.
            json.dumps(value, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise InputRefusedError("DAMAGED", part=part) from error
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_constant: str) -> NoReturn:
    raise ValueError


_DECODER: Final = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)
"""Made once: a merge reads ten thousand lines."""


def _check_depth(value: object, left: int) -> None:
    if not left:
        raise ValueError
    for each in _inside(value):
        _check_depth(each, left - 1)


def _inside(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
