import ast
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel

from monitor_desktop.domain.languages import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "monitor_desktop" / "ui").rglob("*.py"))
SAYING = {"say", "put", "said", "button", "tell", "plural", "chip", "finish", "_card"}


def spoken(source):
    """Sentences given to functions that say them, and those kept in tables."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = getattr(node.func, "id", "") in {"words", "_words"}
            if words and ast.unparse(node.args[0]) == "'labels'":
                # Symbolic: the check of the catalogues and their own tests see to them.
                continue
            if name in SAYING or words:
                for each in [*node.args, *(key.value for key in node.keywords)]:
                    if isinstance(each, ast.Constant) and isinstance(each.value, str):
                        yield each.value


def is_sentence(text):
    technical = {"app", "ok", "warn", "danger", "info", "primary", "quiet", "h1", "h2"}
    roles = {"muted", "caption", "strong", "problem", "fine", "doubt", "nav"}
    return bool(text.strip()) and text not in technical | roles and text[0].isalpha()


def messages(language):
    """Sentences as the code has them, and their words; of a plural each form."""
    with (ROOT / "translations" / language / "app.po").open("rb") as file:
        for each in read_po(file):
            one, *many = each.id if isinstance(each.id, tuple) else (each.id,)
            first, *others = each.string if many else (each.string,)
            yield one, first
            yield from ((plural, text) for plural in many for text in others)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_of_the_window_is_in_the_catalogue(language):
    known = {message for message, _ in messages(language)}
    wanted = {text for each in SOURCES for text in spoken(each) if is_sentence(text)}
    assert len(wanted) > 100
    assert not wanted - known


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_the_same_in_every_language(language):
    for message, text in messages(language):
        for name in ("{n}", "{date}", "{shown}", "{total}", "{seconds}", "{file}"):
            assert (name in message) == (name in text) or not message, message


def test_a_sentence_is_said_again_when_the_language_is_switched(desk):
    label = QLabel()
    desk.say.put(label.setText, "Save")
    desk.say.switch("tg")
    assert label.text() == "Захира кардан"
    desk.say.switch("en")
    assert label.text() == "Save"


def test_a_label_that_is_gone_is_forgotten(desk):
    label = QLabel()
    desk.say.put(label.setText, "Save")
    label.deleteLater()
    QCoreApplication.sendPostedEvents(label, 52)
    desk.say.switch("ru")
    assert desk.say("Save") == "Сохранить"


def test_counts_take_the_form_the_number_asks_for(desk):
    desk.say.switch("ru")
    said = [desk.say.plural("{n} change", "{n} changes", n) for n in (1, 2, 5)]
    assert said == ["1 изменение", "2 изменения", "5 изменений"]


def test_qt_s_own_words_are_tajik_too(desk):
    desk.say.switch("tg")
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "Нусха бардоштан"
    assert QCoreApplication.translate("QLineEdit", "No such word") == "No such word"
    desk.say.switch("en")
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "&Copy"
