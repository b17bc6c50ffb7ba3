"""What is drawn beforehand, while a passphrase is typed."""

from PySide6.QtWidgets import QApplication

from monitor_desktop.ui.application import Frame
from monitor_desktop.ui.lock.rehearsal import Rehearsal


def test_a_page_is_drawn_beforehand_and_gone(desk, tmp_path, monkeypatch, qtbot, calm):
    drawn = []
    grab = Rehearsal.grab
    monkeypatch.setattr(
        Rehearsal, "grab", lambda page: drawn.append(grab(page).toImage())
    )
    frame = Frame(desk, tmp_path / "Archa")
    qtbot.addWidget(frame)
    frame.load_rest()
    calm()
    qtbot.waitUntil(lambda: bool(drawn))
    (picture,) = drawn
    line = {picture.pixel(x, 500) for x in range(picture.width())}
    assert len(line) > 1
    assert not [e for e in QApplication.topLevelWidgets() if isinstance(e, Rehearsal)]
