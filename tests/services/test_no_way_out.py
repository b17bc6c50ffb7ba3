"""No combination of consent and sensitivity lets a withheld value out by any way.

Every combination is a person with a case in one store; then everything that can leave
is made once, and looked through for what must not be in it.
"""

import io
import itertools
from dataclasses import dataclass

import pytest
from pypdf import PdfReader

from monitor_desktop.app import wiring
from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import onlookers, records, search, workspaces
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.services.interchange import exports
from monitor_desktop.services.paper import bulletins, sheets
from monitor_desktop.services.paper.issuing import Choice
from monitor_desktop.services.workspaces import Owner

ANSWERS = ("yes", "no", None)
PUBLISHED = ("yes", None)
SENSITIVE = (
    (None, None),
    ("restricted", None),
    ("sealed", None),
    (None, "restricted"),
    (None, "sealed"),
)
"""Of the person, and of the case."""
OUTSIDE = (Level.PARTNER, Level.PUBLIC)
EXPORTED = ("case", "person", "act", "source", "consent", "need", "safe_contact")


@dataclass(frozen=True)
class Somebody:
    """One combination; the words can only have come from it.

    Attributes:
        number: Tells it from the others.
        share: Consent to share in the coalition.
        publish: Consent to publish the name.
        person: How sensitive the person is.
        case: How sensitive the case is.
    """

    number: int
    share: str | None
    publish: str | None
    person: str | None
    case: str | None

    def word(self, what):
        # No two that are one sound together: another way to write a word is found too.
        letters = "abdefilmno"
        digits = "".join(letters[int(each)] for each in f"{self.number:03}")
        return f"zq{what}{digits}zq"

    @property
    def name(self):
        return self.word("name")

    @property
    def told(self):
        return self.word("told")

    @property
    def noted(self):
        return self.word("noted")

    @property
    def secret(self):
        return self.word("sealed")

    def may_be_named(self, level):
        consent = self.share if level is Level.PARTNER else self.publish
        return consent == "yes" and self.person is None

    def withheld(self, level):
        """What must not be found in anything made for a level."""
        found = {self.secret}
        if not self.may_be_named(level):
            found.add(self.name)
        shared = level is Level.PARTNER and self.may_be_named(level)
        if not shared:
            found.add(self.noted)
        return found if shared and self.case is None else found | {self.told}


EVERYBODY = [
    Somebody(number, share, publish, *sensitive)
    for number, (share, publish, sensitive) in enumerate(
        itertools.product(ANSWERS, PUBLISHED, SENSITIVE)
    )
]


def given(**values):
    return {key: value for key, value in values.items() if value is not None}


def enter(workspace, who):
    """A person and a case, with a word in everything that may be withheld."""
    answers = {"consent_share": who.share, "consent_publish_name": who.publish}
    person = records.add(
        workspace,
        "person",
        given(
            name=who.name,
            notes=who.noted,
            do_no_harm=who.secret,
            confidentiality=who.person,
            **answers,
        ),
    ).id
    case = records.add(
        workspace,
        "case",
        given(
            title=who.told,
            safe_contact=who.secret,
            date_from="2026-10-05",
            confidentiality=who.case,
        ),
    )
    parts = {
        "act": {"type": "020101000000", "victim": person, "note": who.told},
        "source": {"who": person, "title": who.told, "note": who.told},
        "interview": {"interviewee": person, "statement": who.told},
    }
    for key, values in parts.items():
        records.add(workspace, key, {"parent": case.id, **values})
    records.add(workspace, "safe_contact", {"parent": person, "address": who.secret})
    records.add(workspace, "need", {"parent": person, "described": who.secret})
    return case.ref


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A unit with everybody in it, and an office of another unit it knows."""
    folder, kit = tmp_path_factory.mktemp("ways"), wiring.kit()
    made = []
    for name, unit, role in (("one", "Unit", "monitor"), ("two", "Other", "office")):
        owner = Owner(name=name, unit=unit, role=role)
        made.append(
            workspaces.create(folder / name, "pass", owner, kit, kdf_memory_mib=64)
        )
    one, two = made
    for mine, theirs, receives in ((one, two, "all"), (two, one, None)):
        words = contacts.words_of(theirs, theirs.fingerprint, "tg")
        card = contacts.my_card(theirs)
        contacts.add(mine, card, words=words, receives=receives)
    refs = {who: enter(one, who) for who in EVERYBODY}
    yield folder, one, two, refs
    for each in made:
        each.close()


def leaks(text, level, people=EVERYBODY):
    return [
        (who, word) for who in people for word in who.withheld(level) if word in text
    ]


@pytest.mark.parametrize("level", OUTSIDE)
def test_not_by_a_table(store, level):
    folder, one, *_ = store
    path = folder / "table"
    written = []
    for key in EXPORTED:
        exports.csv(one, key, path, level)
        written.append(path.read_text(encoding="utf-8-sig"))
    exports.json(one, "case", path, level)
    written.append(path.read_text(encoding="utf-8"))
    for key in EXPORTED:
        exports.uwazi(one, key, path, level)
        written.append(path.read_text(encoding="utf-8"))
    for key in ("case", "person"):
        exports.huridocs(one, key, path, level)
        written.append(path.read_text(encoding="utf-8"))
    text = "".join(written)
    assert leaks(text, level) == []
    assert any(who.name in text for who in EVERYBODY)


@pytest.mark.parametrize("level", OUTSIDE)
def test_not_by_a_bulletin(store, level):
    _, one, *_ = store
    made = bulletins.of_period(one, "2026-10-01", "2026-10-31", level=level)
    assert made.entries
    assert leaks(repr(made), level) == []


@pytest.mark.parametrize("level", OUTSIDE)
def test_not_by_a_search_or_a_list_on_a_shared_screen(store, level):
    _, one, *_ = store
    for who in EVERYBODY:
        for word in who.withheld(level):
            assert search.search(one, word, level=level).total == 0, who
            assert search.search(one, f"{word} 2026", level=level).total == 0, who
    for key in ("case", "person"):
        _, listed = records.listed(one, ListQuery(type=key, limit=1_000))
        assert leaks(repr(onlookers.as_seen(one, listed, level)), level) == []


def test_not_by_a_bundle_to_another_unit(store):
    folder, one, two, _ = store
    sending.export(one, [two.device], folder / "out.bin")
    bundles.receive(two, folder / "out.bin")
    there = []
    for kind in RECORD_TYPES:
        there += records.listed(two, ListQuery(type=kind.key, limit=10_000))[1]
    text = repr(there)
    assert any(who.name in text for who in EVERYBODY)
    assert leaks(text, Level.PARTNER) == []


@pytest.mark.parametrize("level", OUTSIDE)
def test_not_by_a_sheet(store, level):
    _, one, _, refs = store
    printed = {who: ref for who, ref in refs.items() if who.case is None}
    choice = Choice(languages=("en",), level=level)
    pdf = sheets.make(one, list(printed.values()), choice).pdf
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages)
    assert "".join(text.split())
    assert leaks("".join(text.split()), level, printed) == []
