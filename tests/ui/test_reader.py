"""Every page as a screen reader is told of it: what each control is, and holds."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
)
from tests.ui.test_pages import exchanged, gallery, in_sight, is_inner

__all__ = ["exchanged", "gallery"]
SAYS_NOTHING = {QAccessible.Role.NoRole, QAccessible.Role.Client}


def controls(page):
    """What takes keys in a page."""
    return [
        each
        for each in in_sight(page)
        if each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not is_inner(each)
        and not isinstance(each, QLabel)
    ]


def holds(control):
    """What a person sees in a control, where it is text."""
    if isinstance(control, QComboBox):
        return control.currentText()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    return control.displayText() if isinstance(control, QLineEdit) else None


def is_one_of_several(control):
    """Of buttons that stay down, only ticks may be called check boxes."""
    return isinstance(control, QAbstractButton) and control.group() is not None


def faults(control):
    told = QAccessible.queryAccessibleInterface(control)
    name, role = told.text(QAccessible.Text.Name), told.role()
    if not name.strip():
        yield "no name"
    if role in SAYS_NOTHING and not isinstance(control, QScrollArea):
        yield f"{name}: no role"
    if is_one_of_several(control) and role == QAccessible.Role.CheckBox:
        yield f"{name}: one of several is no check box"
    held, secret = holds(control), getattr(control, "echoMode", None)
    hidden = secret is not None and secret() == QLineEdit.EchoMode.Password
    if held is not None and not hidden and told.text(QAccessible.Text.Value) != held:
        yield f"{name}: another value"


@pytest.mark.parametrize("language", ["tg", "en"])
def test_every_control_has_a_name_a_role_and_its_value(gallery, desk, calm, language):
    desk.say.switch(language)
    for name, show in gallery.pages():
        gallery.hide()
        page = show()
        page.show()
        calm()
        found = {fault for each in controls(page) for fault in faults(each)}
        assert not found, (name, type(page), found)
