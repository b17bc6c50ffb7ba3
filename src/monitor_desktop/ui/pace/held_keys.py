"""Keys typed while a page or a form is made ready are typed into it once it is there.

Without this they would go to whatever still had the focus: to a list that does not know
what to do with them, or into the field of a record that is about to be left. What an
input method composes does not come as keys and not by way of the window; it is held as
the text that it comes to.
"""

from collections.abc import Callable
from typing import Final, NamedTuple, cast

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QShortcut,
    QWindow,
)
from PySide6.QtWidgets import QApplication, QWidget

from monitor_desktop.overriding import override

_PRESS: Final = QEvent.Type.KeyPress
_OVERRIDE: Final = QEvent.Type.ShortcutOverride
_COMPOSED: Final = QEvent.Type.InputMethod
_TYPED: Final = frozenset({_PRESS, QEvent.Type.KeyRelease, _OVERRIDE})
_CLICKS: Final = frozenset(
    {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
)
_AT_ONCE: Final = frozenset({QKeySequence("Ctrl+L"), QKeySequence("F7")})
"""Lock and cover wait for nothing."""
_BARE: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta}
)
_COMMANDS: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class _Wait(NamedTuple):
    """How somebody is waited for.

    Attributes:
        covers: Clicks into it do nothing: what they would hit is about to go.
        within: Only keys that would go into it are held.
    """

    covers: bool
    within: bool


class HeldKeys(QObject):
    """Holds the keys of a window while somebody in it is not ready for them.

    A click elsewhere ends the holding: what is typed from then on goes there, what was
    held still goes where it belongs.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._held: list[QKeyEvent] = []
        self._holders: dict[QWidget, _Wait] = {}
        self._window: QWindow | None = None
        self._composing: QObject | None = None
        self._is_elsewhere = False
        self._is_typing = self._is_over = self._is_watching = False
        self._then: list[Callable[[], object]] = []

    @property
    def are_waiting(self) -> bool:
        """Something was typed that is not in its place yet."""
        return bool(self._held)

    @property
    def are_elsewhere(self) -> bool:
        """The person went on somewhere else: the focus stays there."""
        return bool(self._holders) and self._is_elsewhere

    def hold(
        self, holder: QWidget, *, covers: bool = False, within: bool = False
    ) -> None:
        """Hold what is typed until somebody is ready for it.

        Args:
            holder: Who gets ready.
            covers: Clicks into it do nothing: what they would hit is about to go.
            within: Only keys that would go into it are held.
        """
        window = cast("QWindow | None", holder.window().windowHandle())
        if window is None:  # nobody can type into it
            return
        if not self._holders:
            self._window, self._is_elsewhere = window, self._is_over
            if not self._is_over:
                self._watch(window)
        self._holders[holder] = _Wait(covers, within)

    def release(
        self,
        holder: QWidget,
        into: QWidget | None = None,
        keep: Callable[[], object] | None = None,
    ) -> None:
        """Somebody is ready: what was held is typed.

        Args:
            holder: As it was given to ``hold``.
            into: Takes what was held if the person is somewhere else by now.
            keep: Called after that.
        """
        if self._holders.pop(holder, None) is None or self._holders:
            return
        self._unwatch()
        if self._is_elsewhere:
            self._type_into(into)
            if keep is not None:
                keep()
        elif not self._is_typing:
            self._type()
        self._go_on()

    def _watch(self, window: QWindow) -> None:
        self._is_watching = True
        # What was begun before belongs where it was begun.
        QGuiApplication.inputMethod().commit()
        window.installEventFilter(self)
        self._follow(QGuiApplication.focusObject())
        cast("QGuiApplication", QGuiApplication.instance()).focusObjectChanged.connect(
            self._follow
        )

    def _unwatch(self) -> None:
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        if self._is_watching:
            self._is_watching = False
            application = cast("QGuiApplication", QGuiApplication.instance())
            application.focusObjectChanged.disconnect(self._follow)
            self._follow(None)

    def _follow(self, composing: QObject | None) -> None:
        """Input methods speak to what has the focus, not to its window."""
        if self._composing is not None and shiboken6.isValid(self._composing):
            self._composing.removeEventFilter(self)
        self._composing = composing
        if composing is not None:
            composing.installEventFilter(self)

    def then(self, do: Callable[[], object]) -> None:
        """Do this once nothing is held any more."""
        if self._held:
            self._then.append(do)
        else:
            do()

    def _go_on(self) -> None:
        while self._then and not self._held:
            self._then.pop(0)()

    def end(self) -> None:
        """The window is covered: nothing that is typed from now on is held."""
        self._is_over = self._is_elsewhere = True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep what is typed; a click says where the person is."""
        if not self._is_elsewhere and QApplication.activePopupWidget() is None:
            if watched is not self._window:
                return event.type() == _COMPOSED and self._keep_composed(
                    cast("QInputMethodEvent", event)
                )
            if event.type() in _TYPED:
                return self._keep(cast("QKeyEvent", event))
            if event.type() in _CLICKS:
                return self._look_at_click(cast("QMouseEvent", event))
        return super().eventFilter(watched, event)

    def _keep(self, event: QKeyEvent) -> bool:
        if event.key() in _BARE or QKeySequence(event.keyCombination()) in _AT_ONCE:
            return False
        if not self._held and not self._are_for_holders():
            return False
        event.accept()
        # Accepted, it is a key for the focus and no shortcut of the moment. A command
        # that repeats itself would go on long after the key was let go.
        repeats = event.isAutoRepeat() and bool(event.modifiers() & _COMMANDS)
        if event.type() != _OVERRIDE and not repeats:
            self._held.append(_copied(event, event.type()))
        return True

    def _keep_composed(self, event: QInputMethodEvent) -> bool:
        if not self._held and not self._are_for_holders():
            return False
        event.accept()
        if event.commitString():
            plain, text = Qt.KeyboardModifier.NoModifier, event.commitString()
            self._held.append(QKeyEvent(_PRESS, 0, plain, text))
        return True

    def _are_for_holders(self) -> bool:
        """Keys would go into what gets ready, or it takes all of them."""
        focus = QApplication.focusWidget()
        return any(
            not wait.within or (focus is not None and each.isAncestorOf(focus))
            for each, wait in self._holders.items()
        )

    def _look_at_click(self, event: QMouseEvent) -> bool:
        covering = [each for each, wait in self._holders.items() if wait.covers]
        for each in covering:
            place = each.mapFrom(each.window(), event.position().toPoint())
            if each.isVisible() and each.rect().contains(place):
                return True
        self._is_elsewhere = bool(covering)
        return False

    def _type(self) -> None:
        self._is_typing = True
        # What is typed may itself ask for something that is not ready yet.
        while self._held and not self._holders:
            self._send(self._held.pop(0))
        self._is_typing = False

    def _send(self, event: QKeyEvent) -> None:
        window = self._window
        if window is None or not shiboken6.isValid(window):
            return
        shortcut = self._shortcut(window, event) if event.type() == _PRESS else None
        if shortcut is not None:
            shortcut.activated.emit()
        else:
            QCoreApplication.sendEvent(window, event)

    def _shortcut(self, window: QWindow, event: QKeyEvent) -> QShortcut | None:
        """What Qt would find for a key that comes from the keyboard."""
        asked = _copied(event, _OVERRIDE)
        asked.ignore()
        QCoreApplication.sendEvent(window, asked)
        if asked.isAccepted():
            return None
        wanted, focus = QKeySequence(event.keyCombination()), QApplication.focusWidget()
        top = focus.window() if focus is not None else None
        found = top.findChildren(QShortcut) if top is not None else []
        near = (each for each in found if _holds(each, focus))
        return next((each for each in near if wanted in list(each.keys())), None)

    def _type_into(self, widget: QWidget | None) -> None:
        held, self._held = self._held, []
        if widget is None:
            return
        for each in held:
            is_command = bool(each.modifiers() & _COMMANDS)
            if each.type() == _PRESS and each.text().isprintable() and not is_command:
                QCoreApplication.sendEvent(widget, each)


def _copied(event: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    return QKeyEvent(
        kind,
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _holds(shortcut: QShortcut, focus: QWidget | None) -> bool:
    """A shortcut counts where the focus is."""
    owner = shortcut.parent()
    if focus is None or not isinstance(owner, QWidget) or not shortcut.isEnabled():
        return False
    within = owner is focus or owner.isAncestorOf(focus)
    contexts = Qt.ShortcutContext
    return within or (
        shortcut.context() == contexts.WindowShortcut and owner.isVisible()
    )
