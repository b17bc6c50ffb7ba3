"""What is asked for while a choice or a save is under way waits for its end."""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from shiboken6 import isValid


class Settling:
    """Choices, or saves, whose end is not known yet, and what is to follow them.

    Whoever types quickly is ahead of the worker: what was asked for goes on by itself,
    in the order it was asked for, once the last of them is known.
    """

    def __init__(self) -> None:
        self._going: list[object] = []
        self._waiting: deque[Callable[[], object]] = deque()

    @property
    def is_going(self) -> bool:
        """One is not known yet."""
        return bool(self._going)

    def begin(self, going: object) -> None:
        """A choice is being looked up, or something saved."""
        self._going.append(going)

    def end(self, going: object) -> None:
        """How it ended is known now."""
        self._going.remove(going)
        self._go_on()

    def then(self, do: Callable[[], object]) -> None:
        """Do this once the end of each is known; at once where none is going."""
        if self._going:
            self._waiting.append(do)
        else:
            do()

    def _go_on(self) -> None:
        if self._waiting and not self._going:
            try:
                self._waiting.popleft()()
            finally:  # a fault in one must not keep the lock from following
                self._go_on()


class _Session(Protocol):
    @property
    def settling(self) -> Settling: ...

    @property
    def saving(self) -> Settling: ...


class _OfSession(Protocol):
    @property
    def _session(self) -> _Session: ...


S = TypeVar("S", bound=_OfSession)
P = ParamSpec("P")


def once_settled(
    method: Callable[Concatenate[S, P], None],
) -> Callable[Concatenate[S, P], None]:
    """Have calls of a widget's method wait for the choices that are going."""

    @wraps(method)
    def wait(self: S, /, *given: P.args, **named: P.kwargs) -> None:
        self._session.settling.then(_if_there(self, method, *given, **named))

    return wait


def once_saved(
    method: Callable[Concatenate[S, P], None],
) -> Callable[Concatenate[S, P], None]:
    """Have calls of a widget's method wait for the saves that are going."""

    @wraps(method)
    def wait(self: S, /, *given: P.args, **named: P.kwargs) -> None:
        self._session.saving.then(_if_there(self, method, *given, **named))

    return wait


def _if_there(
    widget: S,
    method: Callable[Concatenate[S, P], None],
    *given: P.args,
    **named: P.kwargs,
) -> Callable[[], None]:
    def go_on() -> None:
        if isValid(widget):
            method(widget, *given, **named)

    return go_on
