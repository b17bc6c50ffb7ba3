"""What reads bytes of strangers, each as a function of bytes, with good bytes to start.

A target may refuse with an error of our tree; anything else that gets out is a bug.
"""

import io
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from monitor_desktop.crypto import age_header
from monitor_desktop.crypto.age import seal
from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.fingerprints import fingerprint
from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.crypto.receive_keys import ReceiveKey
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain import operations, partial_dates, places, vocabularies
from monitor_desktop.domain.catalogue.cases import CASE
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.strict_json import strict
from monitor_desktop.errors import BugError, MonitorError
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.interchange import (
    csv_files,
    huridocs_files,
    json_files,
    kobo_files,
    uwazi_files,
    uwazi_headings,
    xml_files,
)
from monitor_desktop.interchange.mapping import mapped, plan
from monitor_desktop.interchange.uwazi_terms import Terms
from monitor_desktop.services.profile.backup import _Backup
from monitor_desktop.sync import cards, frames, manifest, operation_lines
from monitor_desktop.sync.cards import Card
from monitor_desktop.sync.manifest import Section
from monitor_desktop.sync.reader import OpenBundle

FILES = Path(__file__).parents[1] / "files"
KEY = ReceiveKey(bytes(range(32)))
SIGNING = SigningKey(bytes(range(64)))
LISTS = [
    vocabularies.Vocabulary(name, ())
    for name in {"yes_no", *(each.vocabulary or "yes_no" for each in CASE.fields)}
]
TOWN = places.Place(
    code="a", parent="", level="city", labels=dict.fromkeys(LANGUAGES, "x")
)
HEADINGS = ("page", "when", "who", "#7")


def header(data: bytes) -> None:
    """The header of a sealed file."""
    age_header.open_header(io.BytesIO(data), [KEY])


def payload(data: bytes) -> None:
    """What an addressee sealed: everything behind the seal."""
    sealed = io.BytesIO()
    seal(io.BytesIO(data), sealed, [KEY.public])
    opened = OpenBundle(io.BytesIO(sealed.getvalue()), [KEY])
    opened.verify(SIGNING.public)
    opened.finish()


def said(data: bytes) -> None:
    """A manifest; what can be read is written and read again."""
    found = manifest.from_bytes(data)
    assert manifest.from_bytes(manifest.to_bytes(found)) == found


def line(data: bytes) -> None:
    """A line of the journal; what can be read is the same again."""
    found = operation_lines.from_line(data)
    assert operation_lines.from_line(operation_lines.to_line(found)[:-1]) == found


def section(data: bytes) -> None:
    """Frames that inflate to lines."""
    one = Section(
        type="operations",
        raw=_frame().section.raw,
        stored=len(data),
        sha256=sha256(data),
        count=1,
    )
    frames.check_sizes([one])
    frames.lines(one, data)


def card(data: bytes) -> None:
    """A contact card."""
    cards.read_card(data)


def slots(data: bytes) -> None:
    """Key slots; bounds only, nothing is stretched."""
    KeySlots.from_bytes(data)


def mapping(data: bytes) -> None:
    """A mapping file and a row for it."""
    found = strict(data, part="mapping")
    if isinstance(found, dict):
        table = csv_files.Table(HEADINGS, ())
        mapped(plan(found, "case", table), dict.fromkeys(HEADINGS, "x"))


def documents(data: bytes) -> None:
    """Records of our own export, or submissions of KoBo."""
    value = json_files.parsed(data, "file")
    if kobo_files.looks_like(value):
        found = kobo_files.read(value, "file")
        assert {kobo_files.heading_of(e) for _, row in found.rows for e in row} == {
            *found.columns
        }
    else:
        assert all(each.content for _, each in json_files.read(value, "file").records)


def table(data: bytes) -> None:
    """A CSV file; what was read is written and read again."""
    found = csv_files.read(data)
    csv_files.write(found.columns, [list(row.values()) for _, row in found.rows])


def entities(data: bytes) -> None:
    """A table of Uwazi's."""
    found = csv_files.read(data)
    if uwazi_headings.looks_like(found.columns, ["title"]):
        terms = Terms(vocabularies.Vocabularies(LISTS), places.Gazetteer([TOWN]))
        uwazi_files.read(found, "case", terms)


def events(data: bytes) -> None:
    """XML of HURIDOCS events."""
    root = xml_files.parsed(data, "file")
    read = huridocs_files.read(root, "file", lambda field, _: field.key != "sex")
    assert all(each.content for _, each in read.records)


def words(data: bytes) -> None:
    """A date in words, and EDTF of strangers; what is understood can be sorted."""
    text = data.decode("utf-8", "replace")
    for edtf in (understand(text), text):
        if edtf is not None and partial_dates.is_valid(edtf):
            partial_dates.key_of_bounds(*partial_dates.bounds(edtf))


def backup(data: bytes) -> None:
    """A backup."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        _Backup.read(Path(file.name))


def _frame() -> frames.Frame:
    return next(frames.frames("operations", [_line() + b"\n"]))


def _card() -> bytes:
    mine = Card(
        name="Anor",
        unit="Office",
        role=Role.MONITOR,
        signing=SIGNING.public,
        receive=KEY.public,
        group="",
        root=b"",
        appointment=b"",
    )
    return cards.write_card(mine, SIGNING)


def _line() -> bytes:
    edit = operations.Edit(
        type="case", record="a" * 32, top="a" * 32, field="case-title", value="x"
    )
    made = operations.compose(
        edit, device="b" * 32, n=1, clock_us=1, salt=bytes(16), digest=sha256
    )
    return operation_lines.to_line(made)[:-1]


def _header() -> bytes:
    sealed = io.BytesIO()
    seal(io.BytesIO(b"x"), sealed, [KEY.public])
    return sealed.getvalue()


def _mapping() -> bytes:
    value = {
        "type": "case",
        "identity": ["page"],
        "columns": {
            "when": "date_from",
            "who": ["title", "act.victim"],
            "page": {"to": "summary.tg", "terms": {"a": "b"}},
        },
        "constants": {"act.type": "010101000000"},
    }
    return json.dumps(value).encode()


def _documents() -> list[bytes]:
    act = {"ref": None, "type": "act", "values": {"victim": "A", "act": {"part": 1}}}
    case = {"ref": "A", "type": "case", "values": {"title": "x"}, "children": [act]}
    sent = {"_uuid": "u", "a/b": "x y", "who": [{"who/q": 1}, {"who/r": [{"s": 2}]}]}
    found = ({"records": [case]}, {"results": [sent]}, [sent])
    return [json.dumps(each).encode() for each in found]


def _slots() -> bytes:
    return (FILES / "profile" / "keys.json").read_bytes()


def _backup() -> bytes:
    kept = _slots()
    prefix = b"MDBACKUP" + (2).to_bytes(2, "big") + len(kept).to_bytes(4, "big")
    store = b"store"
    whole = prefix + kept + sha256(store) + len(store).to_bytes(8, "big") + store
    return whole + bytes(16) + len(store).to_bytes(8, "big") + sha256(store) + store


def _manifest() -> bytes:
    """Of a bundle of this version."""
    return manifest.to_bytes(
        manifest.Manifest(
            bundle="c" * 32,
            group="",
            sender=fingerprint(SIGNING.public),
            to=(bytes(32),),
            created_ms=1,
            schema=1,
            journals=(),
            receive=KEY.public,
            sections=(),
        )
    )


def _payload() -> bytes:
    made = _manifest()
    signature = SIGNING.sign(made, context=manifest.CONTEXT)
    lengths = len(made).to_bytes(4, "big") + len(signature).to_bytes(4, "big")
    return b"MDBUNDLE" + manifest.FORMAT.to_bytes(2, "big") + lengths + made + signature


DATES = ["summer 1993", "июнь или июль 1993", "9-12 ноябри 2026", "2026-02", "1993-21"]
Target = Callable[[bytes], None]
TARGETS: dict[str, tuple[Target, Callable[[], list[bytes]]]] = {
    "header": (header, lambda: [_header()]),
    "payload": (payload, lambda: [_payload()]),
    "manifest": (said, lambda: [_manifest()]),
    "line": (line, lambda: [_line()]),
    "section": (section, lambda: [_frame().stored]),
    "card": (card, lambda: [_card()]),
    "slots": (slots, lambda: [_slots()]),
    "mapping": (mapping, lambda: [_mapping()]),
    "documents": (documents, _documents),
    "table": (table, lambda: [b'page,when\r\n1,"a\nb"\r\n\'=x;2\r\n']),
    "entities": (entities, lambda: [(FILES / "uwazi" / "import.csv").read_bytes()]),
    "events": (events, lambda: [(FILES / "huridocs" / "openevsys.xml").read_bytes()]),
    "words": (words, lambda: [each.encode() for each in DATES]),
    "backup": (backup, lambda: [_backup()]),
}


def refused_or_read(target: Target, data: bytes) -> None:
    """Let a target refuse as it may; our own bug is no refusal."""
    try:
        target(data)
    except BugError:
        raise
    except MonitorError:
        return


def changed(seed: bytes, count: int) -> Iterator[bytes]:
    """The same small changes in every run: cuts, doubled and foreign stretches."""
    chance = random.Random(len(seed))  # noqa: S311  # not for keys
    for _ in range(count):
        data = bytearray(seed)
        for _ in range(chance.randint(1, 3)):
            start = chance.randrange(len(data) + 1)
            end = min(len(data), start + chance.randint(0, 12))
            data[start:end] = chance.choice(
                [b"", data[start:end] * 2, chance.randbytes(end - start), b"\xff" * 8]
            )
        yield bytes(data)
