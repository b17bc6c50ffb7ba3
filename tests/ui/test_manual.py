"""The manual: at the page one is on, in the language of the moment, plain."""

import gettext
import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QScrollArea

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.services import manual, records
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.frame.window_acts import shortcuts
from monitor_desktop.ui.help.help_keys import CHAPTER_OF, OF_RECORDS, HelpKeys
from monitor_desktop.ui.help.manual_window import KEYS
from monitor_desktop.ui.look.dialogs import Dialog

EXAMPLES = {
    "backup restore",
    "9-12 November 2026", "summer 1993", "June or July",
    "9-12 ноября 2026", "лето 1993", "июнь или июль", "Да", "Нет",
    "9-12 ноябри 2026", "тобистони 1993", "июн ё июл", "Ҳа", "Не",
}  # fmt: skip
"""Commands of the terminal, dates and answers: not words of the window."""


@pytest.fixture
def shell(session, qtbot, calm):
    made = Shell(session)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    calm()
    return made


@pytest.fixture
def helped(desk, shell):
    return HelpKeys(desk, shell, lambda: shell.key, lambda: shortcuts(shell))


def test_every_key_the_window_listens_to_is_on_the_sheet(shell, helped, session, calm):
    records.add(session.workspace, "case", {"title": "Invented"})
    shell.go("conflicts")
    shell.go("case")
    calm()
    page = shell.record_page("case")
    page.list.view.doubleClicked.emit(page.list.model.index(0, 0))
    calm()
    shell.search()
    calm()
    known = {each for keys, _ in shortcuts(shell) for each in keys.split()}
    known |= {f"Ctrl+{number}" for number in range(1, 10)}
    known |= {"Ctrl+Shift+Z"}  # redo, as other programs have it
    said = {"Return": "Enter", "PgDown": "PgDn", "Up": "↑", "Down": "↓"}
    heard = set()
    for each in shell.findChildren(QShortcut):
        *before, key = each.key().toString().split("+")
        heard.add("+".join([*before, said.get(key, key)]))
    assert {"Ctrl+N", "Ctrl+3", "Ctrl+E", "F9"} <= heard
    assert heard <= known


def told(window):
    return [each.text() for each in window.findChildren(QLabel) if each.isVisible()]


@pytest.mark.parametrize(
    ("page", "chapter"),
    [("today", "first_steps"), ("case", "entering"), ("person", "consent"),
     ("sync", "exchange"), ("conflicts", "conflicts"), ("settings", "backup"),
     ("reports", "requests"), ("info_request", "requests"), ("plan", "requests")],
)  # fmt: skip
def test_it_opens_at_the_page_one_is_on(shell, helped, calm, page, chapter):
    shell.go(page)
    calm()
    helped.open()
    assert helped.manual.chapter == chapter


def test_f1_once_more_shows_the_shortcuts_and_escape_goes_back(shell, helped, qtbot):
    helped.open()
    qtbot.keyClick(helped.manual, Qt.Key.Key_F1)
    assert helped.manual.chapter == KEYS
    known = told(helped.manual)
    for keys in ("Ctrl+N", "Ctrl+S", "Ctrl+K", "Ctrl+L", "F1", "F6", "F8", "F9"):
        assert keys in known
    qtbot.waitUntil(helped.manual.isActiveWindow, timeout=2000)
    qtbot.keyClick(helped.manual, Qt.Key.Key_Escape)
    assert not helped.manual.isVisible()


def test_it_speaks_the_language_of_the_moment(shell, helped, desk):
    helped.open()
    titles = {}
    for language in LANGUAGES:
        desk.say.switch(language)
        titles[language] = told(helped.manual)[-3:]
    assert len({tuple(each) for each in titles.values()}) == len(LANGUAGES)
    assert helped.manual.list.item(1).text() == "Entering a case"


def test_every_page_has_a_chapter_that_is_there():
    assert {*CHAPTER_OF.values(), OF_RECORDS} <= set(manual.CHAPTERS)


def test_the_languages_tell_the_same_in_the_same_order(kit):
    shapes = {
        language: [
            (each.key, [block.kind for block in each.blocks])
            for each in manual.chapters(kit, language)
        ]
        for language in LANGUAGES
    }
    assert shapes["tg"] == shapes["ru"] == shapes["en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_quotes_stands_in_the_window(kit, language):
    folder = kit.catalogues.folder / language / "LC_MESSAGES"
    known = set()
    for domain in ("app", "labels"):
        with (folder / f"{domain}.mo").open("rb") as file:
            known |= set(gettext.GNUTranslations(file)._catalog.values())
    told = " ".join(
        block.text
        for chapter in manual.chapters(kit, language)
        for block in chapter.blocks
    )
    quoted = set(re.findall("“([^”]+)”|«([^»]+)»", told))
    assert len(quoted) > 30
    said = {one or other for one, other in quoted}
    assert said - known <= EXAMPLES


def test_nothing_in_a_chapter_is_markup():
    text = (
        "# <b>Title</b>\n\n- one\n  goes on\n- two\n1. step\n\n"
        "## Under\n*plain* <img\nsrc=x>\n"
    )
    found = [(each.kind, each.text, each.number) for each in manual.blocks(text)]
    assert found == [
        ("title", "<b>Title</b>", 0),
        ("item", "one goes on", 0),
        ("item", "two", 0),
        ("step", "step", 1),
        ("heading", "Under", 0),
        ("text", "*plain* <img src=x>", 0),
    ]


def test_every_label_of_it_is_plain_and_whole(shell, helped, desk):
    helped.open()
    for language in LANGUAGES:
        desk.say.switch(language)
        for row in range(len(manual.CHAPTERS) + 1):
            helped.manual.list.setCurrentRow(row)
            for each in helped.manual.findChildren(QLabel):
                assert each.textFormat() is Qt.TextFormat.PlainText


def test_f1_in_a_dialog_opens_the_manual_over_it(shell, helped, desk, qtbot, calm):
    shell.go("sync")
    calm()
    shell.help_over = helped.open
    dialog = Dialog(desk.say, "Add card", shell)
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog, Qt.Key.Key_F1)
    manual = helped.manual
    assert manual.parentWidget() is dialog
    assert manual.chapter == "exchange"
    qtbot.waitUntil(manual.isActiveWindow)
    qtbot.keyClick(manual, Qt.Key.Key_F1)
    assert manual.chapter == KEYS
    dialog.close()
    dialog.deleteLater()
    calm()
    helped.open()
    assert helped.manual.parentWidget() is shell


@pytest.mark.parametrize("language", LANGUAGES)
def test_made_narrow_no_chapter_runs_out_of_its_window(
    desk, helped, shell, calm, language
):
    desk.say.switch(language)
    helped.open()
    helped.manual.resize(640, 480)
    for chapter in (*manual.CHAPTERS, KEYS):
        helped.manual.show_chapter(chapter)
        calm()
        (area,) = [
            each for each in helped.manual.findChildren(QScrollArea) if each.isVisible()
        ]
        assert area.widget().width() <= area.viewport().width(), chapter
