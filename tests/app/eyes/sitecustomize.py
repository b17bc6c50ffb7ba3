"""Eyes for the story in a real window: what stands there, told over a socket.

Python loads this by itself where the story puts it in the path, and again whenever the
program begins anew. It looks and touches nothing: every key and click comes from the
X server. What a person sees of the window is sent as JSON to whoever connects.
"""

import contextlib
import json
import os
import socket
import sys
import threading
import time

PLACE = os.environ.get("STORY_EYES", "")
BORN = time.monotonic()
"""Tells one process from the next, which may have the same number."""


def wait_for_application():
    while True:
        widgets = sys.modules.get("PySide6.QtWidgets")
        kind = getattr(widgets, "QApplication", None)
        if kind is not None and kind.instance() is not None:
            return kind.instance()
        time.sleep(0.02)


def look_at_focus(widgets):
    """Where the keys go: its name, what stands there, and what it offers."""
    focus = widgets.QApplication.focusWidget()
    popup = getattr(focus, "_popup", None)
    shown = popup is not None and popup.isVisible()
    return {
        "focus": focus.accessibleName() if focus is not None else "",
        "text": focus.text() if isinstance(focus, widgets.QLineEdit) else "",
        "chosen": getattr(focus, "code", None) is not None,
        "offers": [each.name for each in popup.model.offers] if shown else [],
    }


def look(widgets):
    """The window in front: texts, things to click with their middle, the focus."""
    application = widgets.QApplication
    window = application.activeModalWidget() or application.activeWindow()
    name = type(window).__name__ if window is not None else ""
    told = {"born": BORN, "process": os.getpid(), "window": name}
    texts, places = [], {}
    for each in window.findChildren(widgets.QWidget) if window is not None else ():
        if not each.isVisible() or each.visibleRegion().isEmpty():
            continue
        if isinstance(each, widgets.QLabel):
            texts.append(each.text())
        if isinstance(each, widgets.QAbstractButton | widgets.QLineEdit):
            name = each.accessibleName() or each.text()
            middle = each.mapToGlobal(each.visibleRegion().boundingRect().center())
            if each.isEnabled() and name:
                places.setdefault(name, []).append((middle.x(), middle.y()))
    return told | look_at_focus(widgets) | {"texts": texts, "places": places}


def serve():
    application = wait_for_application()
    core = sys.modules["PySide6.QtCore"]
    while not hasattr(core.Qt, "ConnectionType"):  # its enumerations come later
        time.sleep(0.02)
    widgets = sys.modules["PySide6.QtWidgets"]

    class Eyes(core.QObject):
        asked = core.Signal()

        def look(self):
            self.told = look(widgets)
            self.done.set()

    eyes = Eyes()
    eyes.done = threading.Event()
    eyes.moveToThread(application.thread())
    eyes.asked.connect(eyes.look, core.Qt.ConnectionType.QueuedConnection)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(f"\0{PLACE}")  # not a file: those may have too long a name
        listening.listen()
        while True:
            with listening.accept()[0] as asking:
                eyes.done.clear()
                eyes.asked.emit()
                with contextlib.suppress(OSError):  # who asked may be gone by now
                    if eyes.done.wait(20):
                        asking.sendall(json.dumps(eyes.told).encode())


if PLACE and "--decode-picture" not in sys.orig_argv:
    threading.Thread(target=serve, daemon=True).start()
