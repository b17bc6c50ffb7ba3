"""`override` of Python 3.12, which costs the first window nothing.

The package that brings it to 3.11 takes as long to load as forty widgets to paint.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from typing_extensions import override
else:
    _Method = TypeVar("_Method", bound=Callable[..., Any])

    def override(method: _Method) -> _Method:
        """Say to readers and to mypy that a method takes the place of another."""
        return method


__all__ = ["override"]
