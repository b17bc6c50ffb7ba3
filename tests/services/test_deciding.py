"""Deciding conflicts: keeping both texts, a delete against an edit, undoing."""

import pytest

from monitor_desktop.errors import UsageError
from monitor_desktop.services import records
from monitor_desktop.services.editing import conflicts

A_CASE = {"title": "Invented person detained", "status": "open"}


@pytest.fixture
def disputed(world, trio):
    """Both laptops wrote title and summary of one case; the hub has both."""
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    for each, name in ((one, "first"), (two, "second")):
        records.change(each, case.ref, {"title": name, "summary.tg": f"{name} text"})
        world.send(each, hub)
    return case


def named(workspace, key):
    return next(
        each
        for each in conflicts.listed(workspace)
        if each.field is not None and each.field.key == key
    )


def waiting(workspace):
    """What is in conflict, by the keys of fields."""
    return sorted(
        each.field.key if each.field else "a delete"
        for each in conflicts.listed(workspace)
    )


def test_both_of_a_long_text_are_kept_apart(world, trio, disputed):
    _, hub, two = trio
    assert waiting(hub) == ["summary", "title"]
    found = named(hub, "summary")
    conflicts.resolve(hub, found.conflict.id, both=True)
    text = records.show(hub, disputed.ref).record.values["summary"]["tg"]
    assert text == "first text\n\n* * *\n\nsecond text"
    with pytest.raises(UsageError, match="NOT_A_TEXT"):
        conflicts.resolve(hub, named(hub, "title").conflict.id, both=True)
    world.send(hub, two)
    assert records.show(two, disputed.ref).record.values["summary"]["tg"] == text


def test_an_undone_decision_is_open_again_everywhere_under_its_authors(
    world, trio, disputed, digest_of
):
    one, hub, two = trio
    before = named(hub, "title")
    conflicts.resolve(hub, before.conflict.id, keep=2)
    (decided,) = conflicts.decided(hub)
    assert (decided.id, decided.ref, decided.field.key) == (
        before.conflict.id,
        disputed.ref,
        "title",
    )
    conflicts.undo(hub, decided.id)
    again = named(hub, "title")
    assert {(each.value, each.device, each.at_us) for each in again.sides} == {
        (each.value, each.device, each.at_us) for each in before.sides
    }
    assert {each.device for each in again.sides} == {one.device, two.device}
    assert conflicts.decided(hub) == []
    world.send(hub, two)
    assert {each.value for each in named(two, "title").sides} == {"first", "second"}
    assert digest_of(hub) == digest_of(two)
    conflicts.resolve(two, again.conflict.id, keep=1)
    world.send(two, hub)
    assert waiting(hub) == ["summary"]


def test_who_writes_anew_what_once_stood_there_is_its_author(world, trio):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    records.change(one, case.ref, {"status": "verified"})
    for status in ("closed", "open"):
        records.change(two, case.ref, {"status": status})
    world.send(one, hub)
    world.send(two, hub)
    found = named(hub, "status")
    authors = {each.value: each.device for each in found.sides}
    assert authors == {"verified": one.device, "open": two.device}


@pytest.mark.parametrize("kept", ["delete", "edit"])
def test_a_delete_against_an_edit_is_decided_and_undone(world, trio, kept):
    one, hub, two = trio
    case = records.add(one, "case", A_CASE)
    world.send(one, hub)
    world.send(hub, two)
    records.delete(one, case.ref)
    records.change(two, case.ref, {"status": "verified"})
    world.send(one, hub)
    world.send(two, hub)
    assert waiting(hub) == ["a delete"]
    (found,) = conflicts.listed(hub)
    number = 1 + [each.value for each in found.sides].index(kept)
    conflicts.resolve(hub, found.conflict.id, keep=number)
    assert conflicts.listed(hub) == []
    assert records.show(hub, case.ref).record.deleted == (kept == "delete")
    conflicts.undo(hub, found.conflict.id)
    (again,) = conflicts.listed(hub)
    assert {each.value for each in again.sides} == {"delete", "edit"}
    assert not records.show(hub, case.ref).record.deleted


def test_there_is_nothing_to_undo_where_nothing_was_decided(trio, disputed):
    _, hub, _ = trio
    open_one = named(hub, "title").conflict.id
    for each in (open_one, f"{disputed.id}:no_such_field"):
        with pytest.raises(UsageError, match="NOTHING_TO_UNDO"):
            conflicts.undo(hub, each)
