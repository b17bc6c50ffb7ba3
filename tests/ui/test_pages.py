"""Every page in every language and theme: nothing cut, everything named."""

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.services import records
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.ui.gallery import Gallery, at_scale, settle_at
from monitor_desktop.ui.look.pieces import ElidedLabel

INPUTS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)


@pytest.fixture
def exchanged(workspace, make_workspace, sample, tmp_path):
    """Two contacts, received bundles and a conflict."""
    other = make_workspace("Kabk")
    stranger = make_workspace("Chinor", "office")
    for one, two in ((workspace, other), (other, workspace)):
        words = contacts.words_of(two, two.fingerprint, "en")
        contacts.add(one, contacts.my_card(two), words=words, receives="all")
    contacts.add(workspace, contacts.my_card(stranger))
    there, back = tmp_path / "1", tmp_path / "2"
    sending.export(workspace, [other.device], there)
    bundles.receive(other, there)
    records.change(workspace, sample.case, {"description": "At nine, by two men."})
    records.change(other, sample.case, {"description": "At ten, by three men."})
    sending.export(other, [workspace.device], back)
    received = bundles.receive(workspace, back)
    assert received.conflicts == 1


@pytest.fixture
def gallery(desk, workspace, exchanged):
    made = Gallery(desk, workspace)
    yield made
    for each in (made.shell, made.unlock, made.first_run):
        each.close()


def shown_in(widget):
    """A widget's children, and theirs, but nothing that lies in what is hidden."""
    for each in widget.children():
        if isinstance(each, QWidget) and not (each.isHidden() or each.isWindow()):
            yield each
            yield from shown_in(each)


def in_sight(page):
    """Every widget of a page that is seen, those of its dialogs too."""
    dialogs = [
        each
        for each in QApplication.topLevelWidgets()
        if not each.isHidden() and is_under(page, each)
    ]
    return [each for top in (page, *dialogs) for each in (top, *shown_in(top))][1:]


def is_under(page, window):
    above = window.parentWidget()
    while above is not None and above is not page:
        above = above.parentWidget()
    return above is page


def visible(page, kind):
    return [each for each in in_sight(page) if isinstance(each, kind)]


def room_of(combo):
    """Pixels the style sheet leaves for the text of a combo."""
    option = QStyleOptionComboBox()
    combo.initStyleOption(option)
    part = QStyle.SubControl.SC_ComboBoxEditField
    kind = QStyle.ComplexControl.CC_ComboBox
    return combo.style().subControlRect(kind, option, part, combo).width()


def is_cut(widget):
    if isinstance(widget, ElidedLabel):
        return False
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.heightForWidth(widget.width()) > widget.height()
    if isinstance(widget, QComboBox):
        text = widget.fontMetrics().horizontalAdvance(widget.currentText())
        return text > room_of(widget)
    return widget.sizeHint().width() > widget.width()


def cut(page):
    kinds = (QLabel, QPushButton, QComboBox, QRadioButton, QCheckBox)
    found = visible(page, kinds)
    assert len(found) > 5
    said = {
        each: getattr(each, "text", getattr(each, "currentText", str))()
        for each in found
    }
    return [text for each, text in said.items() if text and is_cut(each)]


def is_inner(widget):
    """A part of another widget, which is named itself."""
    parent = widget.parentWidget()
    inner = type(widget).__name__ in {"QLineEditIconButton", "QTableCornerButton"}
    in_combo = isinstance(parent, QComboBox) or isinstance(
        parent.parentWidget() if parent else None, QComboBox
    )
    return inner or in_combo or isinstance(widget, QHeaderView)


def unnamed(page):
    found = visible(page, INPUTS)
    return [
        repr(each)
        for each in found
        if not is_inner(each) and not each.accessibleName().strip()
    ]


def test_nothing_is_cut_and_everything_is_named(gallery, desk, calm):
    # The dark theme has the same letters: one language, the longest, will do.
    for theme, language in [*(("light", each) for each in LANGUAGES), ("dark", "tg")]:
        desk.look.wear(theme)
        desk.say.switch(language)
        for name, show in gallery.pages():
            page, where = show(), (name, language, theme)
            page.show()
            calm()
            assert page.size().toTuple() == (1366, 728), where
            assert page.minimumSizeHint().width() <= 1366, where
            assert not cut(page), (where, cut(page))
            assert not unnamed(page), (where, unnamed(page))


def test_at_150_percent_every_page_still_has_room(gallery, desk, calm):
    desk.look.wear("light")
    narrow, wrong = at_scale(1.5), []
    for language in LANGUAGES:
        desk.say.switch(language)
        for name, show in gallery.pages():
            page = show()
            settle_at(desk, page, narrow)
            if page.size().toTuple() != narrow:
                wrong.append((name, language, page.minimumSizeHint().toTuple()))
            wrong += [(name, language, each) for each in cut(page)]
            if page is not gallery.shell:
                page.hide()
    assert not wrong


def test_in_a_narrow_window_list_and_record_are_two_pages(gallery, sample, calm):
    shell = gallery.shell
    shell.resize(*at_scale(1.5))
    shell.open_record("case", sample.case)
    shell.show()
    calm()
    page = shell.record_page("case")
    assert page.form.isVisible()
    assert not page.list.isVisible()
    assert page.form.isAncestorOf(shell.focusWidget())
    page.form.head.stops()[0].click()
    assert page.list.isVisible()
    assert not page.form.isVisible()
    page.open_id(sample.case)
    shell.resize(*at_scale(1))
    calm()
    assert page.form.isVisible()
    assert page.list.isVisible()


def test_in_a_low_window_every_area_stays_in_sight(gallery, calm):
    shell = gallery.shell
    shell.resize(*at_scale(1.5))
    shell.show()
    calm()
    bottoms = [each.geometry().bottom() for each in shell.navigation.items.values()]
    assert bottoms == sorted(bottoms)
    assert bottoms[-1] < shell.navigation._lock.geometry().top()
    assert shell.navigation._lock.geometry().bottom() < shell.height()


def test_labels_take_every_text_as_plain(gallery, calm):
    for _, show in gallery.pages():
        page = show()
        page.show()
        calm()
        for label in visible(page, QLabel):
            assert not label.text() or label.textFormat().name == "PlainText"


def test_the_first_focus_is_not_the_first_area(gallery, calm):
    gallery.shell.show()
    calm()
    focused = gallery.shell.focusWidget()
    assert isinstance(focused, QWidget | None)
    assert focused is not gallery.shell.navigation.items["cases"]


def test_switching_the_language_says_the_open_page_again(gallery, desk, calm):
    shell = gallery.shell
    shell.show()
    calm()
    texts = {}
    for language in LANGUAGES:
        desk.say.switch(language)
        calm()
        texts[language] = {each.text() for each in visible(shell, QPushButton)}
    assert "Парвандаи нав" in texts["tg"]
    assert "Новое дело" in texts["ru"]
    assert "New case" in texts["en"]
    assert not texts["tg"] & texts["en"] - {"Monitor"}
