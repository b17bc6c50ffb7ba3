"""What is asked for while a choice is still being looked up waits for it."""

from collections import deque
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from shiboken6 import isValid


class Settling:
    """Choices whose end is not known yet, and what is to follow them.

    Whoever types quickly is ahead of the worker: what was asked for goes on by itself,
    in the order it was asked for, once the last choice is known.
    """

    def __init__(self) -> None:
        self._going: list[object] = []
        self._waiting: deque[Callable[[], object]] = deque()

    @property
    def is_going(self) -> bool:
        """A choice is not known yet."""
        return bool(self._going)

    def begin(self, choice: object) -> None:
        """A choice is being looked up."""
        self._going.append(choice)

    def end(self, choice: object) -> None:
        """It is known now, or nothing was found."""
        self._going.remove(choice)
        self._go_on()

    def then(self, do: Callable[[], object]) -> None:
        """Do this once every choice is known; at once where none is going."""
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
        def go_on() -> None:
            if isValid(self):
                method(self, *given, **named)

        self._session.settling.then(go_on)

    return wait
