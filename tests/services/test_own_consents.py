"""A source and a photograph have consents of their own, wherever something leaves."""

import csv

import pytest

from monitor_desktop.domain.levels import Level
from monitor_desktop.services import records, search
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.interchange import exports
from monitor_desktop.store import attachments as stored

TOLD = "Told by a neighbour"


@pytest.fixture
def two_units(world):
    one = world.laptop("one", unit="Unit one")
    office = world.laptop("office", role="office", unit="Unit two")
    world.meet(one, office, receives="all")
    return one, office


def add(workspace, type_key, **values):
    return records.add(workspace, type_key, values)


@pytest.fixture
def case(two_units, tmp_path):
    """A case with somebody who agreed to be shared, a source, and a photograph."""
    one, _ = two_units
    made = add(one, "case", title="A case")
    person = add(one, "person", name="Invented Victim", consent_share="yes")
    add(one, "act", parent=made.id, victim=person.id)
    source = add(one, "source", parent=made.id, title=TOLD)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"invented picture")
    kept = attachments.attach(one, made.id, photo)
    return made, person, source, kept.id


def holds_file(workspace):
    with workspace.transaction() as transaction:
        return any(
            stored.held(transaction, each.sha256) for each in stored.named(transaction)
        )


def told(workspace, type_key, level, folder):
    path = folder / "out.csv"
    exports.csv(workspace, type_key, path, level)
    return list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))


def exchanged(world, one, office):
    world.send(office, one)
    world.send(one, office)


def test_what_was_not_asked_stays_within_the_unit(two_units, case, world, tmp_path):
    one, office = two_units
    made, person, source, photo = case
    world.send(one, office)
    assert records.show(office, made.id).record.title == "A case"
    assert TOLD not in repr(records.show(office, made.id))
    assert not holds_file(office)
    # One of its words stands in the title too: that tells nothing of the others.
    assert search.search(one, TOLD, level=Level.PARTNER).total == 0
    assert told(one, "source", Level.PARTNER, tmp_path) == []
    records.change(one, source.id, {"consent": ["share"]})
    records.change(one, photo, {"consent": ["publish"], "shows": person.id})
    assert search.search(one, TOLD, level=Level.PARTNER).total == 1
    assert told(one, "source", Level.PUBLIC, tmp_path) == []
    exchanged(world, one, office)
    assert TOLD in repr(records.show(office, made.id))
    assert not holds_file(office)
    agrees = {"purpose": "photo_voice", "answer": "yes", "given_by": "self"}
    add(one, "consent", parent=person.id, **agrees)
    exchanged(world, one, office)
    assert holds_file(office)


def test_a_missing_consent_of_a_source_is_counted_as_what_it_is(
    two_units, case, tmp_path
):
    one, _ = two_units
    made, person, source, photo = case
    path = tmp_path / "out.csv"
    sources = exports.csv(one, "source", path, Level.PARTNER)
    assert (sources.records, sources.left_out) == (0, {"consent_missing": 1})
    assert sources.consents_missing == {"source_share": 1}
    files = exports.csv(one, "attachment", path, Level.PUBLIC)
    assert files.consents_missing == {"attachment_publish": 1}
    log = exports.csv(one, "custody", path, Level.PARTNER)
    assert log.consents_missing == {"attachment_share": 1}
    records.change(one, photo, {"consent": ["publish"], "shows": person.id})
    files = exports.csv(one, "attachment", path, Level.PUBLIC)
    assert files.consents_missing == {"photo_voice": 1}
    records.change(one, source.id, {"consent": ["share"]})
    records.change(one, made.id, {"confidentiality": "restricted"})
    sources = exports.csv(one, "source", path, Level.PARTNER)
    assert (sources.left_out, sources.consents_missing) == ({"not_allowed": 1}, {})


def test_a_refusal_reaches_whoever_has_it(two_units, case, world):
    one, office = two_units
    source = case[2]
    records.change(one, source.id, {"consent": ["share"]})
    world.send(one, office)
    records.change(one, source.id, {"consent": ["no", "share"], "note": "Afraid now"})
    exchanged(world, one, office)
    there = records.show(office, source.id).record.values
    assert "no" in there["consent"]
    assert "note" not in there
