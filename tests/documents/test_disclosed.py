"""What was withheld is nowhere in the file: text, metadata, tags, streams."""

import io
import itertools

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.test_sheets import text_of

from monitor_desktop.documents import kinds
from monitor_desktop.documents.printable import BREAK, printable
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.domain.disclosure import Level, disclose
from monitor_desktop.domain.records import Record, RecordTree

NAME = "Пинҳонзода"
LATIN = "Pinhonzoda"
PSEUDONYM = "Мим-7"
ADDRESS = "кӯчаиномаълум"
NARRATIVE = "тавсифимаҳрам"
SEALED = "рақамимуҳршуда"
CONSENTS = ("consent_share", "consent_publish_anonymously", "consent_publish_name")
ANSWERS = list(itertools.product(("yes", "no"), repeat=len(CONSENTS)))


def tree(answers):
    """A case of one person who gave these answers."""
    person = Record(
        id="p1",
        type="person",
        ref="P-1",
        values={
            "name": NAME,
            "name_latin": LATIN,
            "pseudonym": PSEUDONYM,
            "address": ADDRESS,
            "safe_contact": SEALED,
            **dict(zip(CONSENTS, answers, strict=True)),
        },
    )
    case = Record(
        id="c1",
        type="case",
        ref="K7QF-2026-0001",
        values={"title": NAME, "description": NARRATIVE, "status": "open"},
    )
    act = Record(id="a1", type="act", parent="c1", values={"victim": "p1"})
    return RecordTree(record=case, children=(act,), linked={"p1": person})


def raw(pdf):
    """Everything in a file: its bytes, its streams unpacked, its strings."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Stream):
                parts.append(each.read_bytes())
            parts.append(repr(each).encode("utf-8", "replace"))
    return b"\n".join(parts)


def is_in(secret, pdf):
    ways = [secret.encode("utf-8"), secret.encode("utf-16-be")]
    everything = raw(pdf)
    return secret in text_of(pdf) or any(each in everything for each in ways)


@pytest.mark.parametrize("level", list(Level))
@pytest.mark.parametrize("answers", ANSWERS, ids="-".join)
def test_no_withheld_word_is_in_the_file(level, answers, readers, printer):
    shares, anonymous, named = (each == "yes" for each in answers)
    shown = disclose(tree(answers), level)
    issue = Issue(
        level=level,
        persons_withheld=shown.persons_withheld,
        printed_on="2026-11-24",
    )
    sheets = kinds.build("sheet", shown.tree, readers("tg", "en"), issue)

    pdf = printer.pdf(sheets, title="t")

    by_name = {Level.INTERNAL: True, Level.PARTNER: shares, Level.PUBLIC: named}[level]
    assert is_in(NAME, pdf) == by_name
    assert is_in(NARRATIVE, pdf) == (
        level is Level.INTERNAL or (level is Level.PARTNER and shares)
    )
    assert is_in(SEALED, pdf) is False
    assert is_in(LATIN, pdf) <= by_name
    assert is_in(ADDRESS, pdf) is False
    if level is Level.PUBLIC and anonymous and not named:
        assert is_in(PSEUDONYM, pdf)


@pytest.mark.parametrize("level", list(Level))
def test_the_code_does_not_depend_on_what_is_withheld(level, readers):
    """Nobody can try names until the code fits."""
    answers = ("no", "no", "no")
    one, other = tree(answers), tree(answers)
    person = other.linked["p1"]
    changed = {**person.values, "safe_contact": "x", "address": "y"}
    renamed = Record(id="p1", type="person", ref="P-1", values=changed)
    other = RecordTree(
        record=other.record, children=other.children, linked={"p1": renamed}
    )
    issue = Issue(level=level, printed_on="2026-11-24")
    codes = [
        kinds.build("sheet", disclose(each, level).tree, readers("tg"), issue)[0].code
        for each in (one, other)
    ]

    assert (codes[0] == codes[1]) == (level is not Level.INTERNAL)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=60))
def test_any_text_comes_out_as_itself_or_as_the_sign_of_a_gap(text, readers, printer):
    values = {"title": text, "description": text}
    record = Record(id="c", type="case", ref="K-1", values=values)
    issue = Issue(level=Level.INTERNAL, printed_on="2026-11-24")

    pdf = printer.pdf(
        kinds.build("sheet", RecordTree(record=record), readers("tg"), issue),
        title=text,
    )

    wanted = "".join(printable(text).replace(BREAK, "").split())
    assert wanted in "".join(text_of(pdf).replace("\u00ad", "").split())
