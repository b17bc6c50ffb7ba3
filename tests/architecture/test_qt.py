"""PySide6 6.12.0 on Python 3.11 drops a reference to None at every void call."""

from PySide6.QtWidgets import QLabel


def test_twenty_thousand_labels_do_not_abort(qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    for number in range(20_000):
        label.setText(str(number))
    assert label.text() == "19999"
