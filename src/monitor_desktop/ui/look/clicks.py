"""What a click does, without the flag that Qt sends along with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVarTuple

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance

Given = TypeVarTuple("Given")


def on_click(
    signal: "SignalInstance", done: Callable[[*Given], object], *given: *Given
) -> None:
    """Do something at each click, or when an action is chosen.

    Args:
        signal: ``clicked`` of a button or ``triggered`` of an action: both send whether
            it is checked, which hardly anybody asks for.
        done: What is done.
        given: What it is done with.
    """
    signal.connect(lambda: done(*given))
