"""What was withheld is nowhere in the file: text, metadata, tags, streams."""

import io
import itertools
from dataclasses import dataclass, replace

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.documents.test_sheets import text_of

from monitor_desktop.documents import kinds
from monitor_desktop.documents.printable import BREAK, printable
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.disclosure import disclose, disclosed_to
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import Record, RecordTree

PURPOSES = ("keep", "share", "share_body", "publish_anonymously", "publish_name")
BODY = "Суди намуна"
ANSWERS = ("yes", "no", None)
SENSITIVITIES = ("internal", "restricted", "sealed")
AUDIENCES = {
    "internal": Audience(level=Level.INTERNAL, today="2026-11-24"),
    "partner": Audience(level=Level.PARTNER, today="2026-11-24"),
    "body": Audience(level=Level.PARTNER, body=BODY, today="2026-11-24"),
    "public": Audience(level=Level.PUBLIC, today="2026-11-24"),
}
SAMPLED = 29
"""Every so many cases are set; a prime, so that no answer is always the same."""


@dataclass(frozen=True)
class Told:
    """A case of one person who gave these answers, with words found nowhere else."""

    number: int
    answers: dict
    sensitivity: str

    def word(self, what):
        return f"{what}{self.number:03}"

    @property
    def tree(self):
        person = Record(
            id=f"p{self.number}",
            type="person",
            ref=self.word("Р"),
            values={
                "name": self.word("Номи"),
                "name_latin": self.word("Latin"),
                "pseudonym": self.word("Тахаллус"),
                "address": self.word("Суроға"),
                "safe_contact": self.word("Муҳр"),
                "confidentiality": self.sensitivity,
                "consent_photo_voice": "yes" if self.number % 2 else "no",
            },
        )
        case = Record(
            id=f"c{self.number}",
            type="case",
            ref=self.word("К"),
            values={"title": self.word("Унвон"), "description": self.word("Тавсиф")},
        )
        links = {"victim": person.id, "note": self.word("Эзоҳ")}
        act = Record(id=f"a{self.number}", type="act", parent=case.id, values=links)
        return RecordTree(
            record=case,
            children=(act,),
            linked={person.id: person},
            consents={person.id: tuple(self.consents(person.id))},
        )

    def consents(self, person):
        """A record for each answer; for the body also one that names another."""
        for purpose, answer in self.answers.items():
            if answer is not None:
                yield self.consent(person, purpose, answer, BODY.upper())
        yield self.consent(person, "share_body", "yes", "Суди дигар")

    def consent(self, person, purpose, answer, body):
        said = {"purpose": purpose, "answer": answer, "given_by": "self"}
        if purpose == "share_body":
            said |= {"body": body}
        values = {**said, "given_by_name": self.word("Хеш")}
        return Record(id="s", type="consent", parent=person, values=values)

    def may(self, audience):
        """What the person agreed to, as a table says it: name, pseudonym or nothing."""
        said = self.answers
        if audience == "internal":
            return "name"
        if self.sensitivity != "internal" or said["keep"] == "no":
            return None
        if audience == "public":
            anonymous = said["publish_anonymously"] == "yes"
            return (
                "name"
                if said["publish_name"] == "yes"
                else ("pseudonym" if anonymous else None)
            )
        asked = {"partner": "share", "body": "share_body"}[audience]
        return "name" if said[asked] == "yes" else None

    def kept_back(self, audience):
        """Words that must be nowhere; some depend on nobody's answer."""
        outside, how = audience != "internal", self.may(audience)
        found = {"Муҳр"}
        if outside:
            found |= {"Хеш"}
        if how != "name":
            found |= {"Номи", "Latin"}
        if how is None:
            found |= {"Тахаллус", "Суроға", "Р"}
        if outside and (audience == "public" or how is None):
            found |= {"Тавсиф"}
        if audience == "public":
            found |= {"Унвон", "Суроға", "Эзоҳ"}
        return {self.word(each) for each in found}

    def shown(self, audience):
        """Words that must be there, or the rest of the test would say nothing."""
        how = self.may(audience)
        found = {"name": {"Номи"}, "pseudonym": {"Тахаллус"}, None: set()}[how]
        return {self.word(each) for each in found}


CASES = [
    Told(number, dict(zip(PURPOSES, answers, strict=True)), sensitivity)
    for number, (sensitivity, *answers) in enumerate(
        itertools.product(SENSITIVITIES, *[ANSWERS] * len(PURPOSES))
    )
]


def sheets_of(told, audience, readers):
    shown = disclosed_to(audience, told.tree)
    issue = Issue(
        level=audience.level,
        body=audience.body,
        persons_withheld=shown.persons_withheld,
        printed_on="2026-11-24",
    )
    return kinds.build("sheet", shown.tree, readers, issue)


def raw(pdf):
    """Everything in a file: its bytes, its streams unpacked, its strings."""
    parts = [pdf]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for each in file.objects:
            if isinstance(each, pikepdf.Stream):
                parts.append(each.read_bytes())
            parts.append(repr(each).encode("utf-8", "replace"))
    return b"\n".join(parts)


def text_and_all(pdf):
    """Text, unpacked streams and strings in one; UTF-16 read as such too."""
    everything = raw(pdf)
    ways = (everything.decode("utf-8", "replace"), text_of(pdf))
    shifted = (everything[at:].decode("utf-16-be", "replace") for at in (0, 1))
    return "\n".join((*ways, *shifted))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_withheld_word_is_on_any_sheet(audience, readers):
    """Every combination of answers and sensitivity, before it is set."""
    told = readers("tg")
    for each in CASES:
        said = repr(sheets_of(each, AUDIENCES[audience], told))
        leaked = [word for word in each.kept_back(audience) if word in said]
        assert not leaked, (each, leaked)
        assert all(word in said for word in each.shown(audience)), each


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_withheld_word_is_in_the_file(audience, readers, printer):
    """Text, metadata, bookmarks, tags, raw and unpacked streams of a sample."""
    told = readers("tg")
    sample = CASES[::SAMPLED]
    sheets = [
        sheet for each in sample for sheet in sheets_of(each, AUDIENCES[audience], told)
    ]

    everything = text_and_all(printer.pdf(sheets, title="t"))

    for each in sample:
        leaked = [word for word in each.kept_back(audience) if word in everything]
        assert not leaked, (each, leaked)
        assert all(word in everything for word in each.shown(audience)), each


@pytest.mark.parametrize("level", list(Level))
def test_the_code_does_not_depend_on_what_is_withheld(level, readers):
    """Nobody can try names until the code fits."""
    one = Told(7, dict.fromkeys(PURPOSES, "no"), "internal").tree
    (person,) = one.linked.values()
    changed = {**person.values, "safe_contact": "x", "address": "y"}
    renamed = replace(person, values=changed)
    other = replace(one, linked={person.id: renamed})
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
