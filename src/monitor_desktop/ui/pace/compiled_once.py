"""PySide6's own Python, compiled once and not at every start.

It lies as source in an archive within a library, fourteen modules that are compiled
anew each time: a fifth of what loading it takes. What comes of it is kept where Python
keeps our own compiled modules, each beside the source that it was made of: another
PySide6 has other sources, and is compiled as ever.
"""

import __future__

import builtins
import importlib.util
import marshal
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, TypeAlias

_Source: TypeAlias = tuple[str, str | bytes, int]
"""Name, source, and what the statement that compiles it passes on of its own."""
_Compiled: TypeAlias = dict[_Source, CodeType]


@contextmanager
def kept() -> Iterator[None]:
    """Take from what is kept, or keep, whatever is compiled within."""
    before: Any = builtins.compile
    known, used = _read(), _Compiled()

    def taken(
        source: object, name: object, mode: str, *more: object, **named: object
    ) -> CodeType:
        if more or named or mode != "exec" or not isinstance(source, str | bytes):
            code: CodeType = before(source, name, mode, *more, **named)
            return code
        passed_on = _passed_on_by(sys._getframe(1))  # noqa: SLF001  # nothing else tells who asks
        key = (str(name), source, passed_on)
        if key not in used:
            used[key] = known.get(key) or before(
                source, name, mode, passed_on, dont_inherit=True
            )
        return used[key]

    builtins.compile = taken  # type: ignore[assignment]  # has no overloads
    try:
        yield
    finally:
        builtins.compile = before
    if used.keys() - known.keys():
        _write(used)


def _passed_on_by(frame: FrameType) -> int:
    """What ``compile`` takes over from whom it is called by."""
    return frame.f_code.co_flags & __future__.annotations.compiler_flag


def place() -> Path:
    """The file, beside this module as Python compiled it."""
    compiled = Path(importlib.util.cache_from_source(__file__))
    return compiled.with_name(f"{compiled.stem}.kept")


def _read() -> _Compiled:
    try:
        read = marshal.loads(place().read_bytes())  # noqa: S302  # as Python does with its own beside it
    except (OSError, EOFError, TypeError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}


def _write(used: _Compiled) -> None:
    """As Python does with modules: not where it may not, and not if it cannot."""
    if sys.dont_write_bytecode:
        return
    made = place().with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        made.parent.mkdir(parents=True, exist_ok=True)
        made.write_bytes(marshal.dumps(used))
        made.replace(place())
