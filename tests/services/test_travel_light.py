"""A laptop carries little: what the hub holds leaves it alone, and comes back."""

import datetime as dt
import io
import random

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import (
    EnvironmentFailedError,
    NotAllowedError,
    UsageError,
)
from monitor_desktop.services import records, search
from monitor_desktop.services.editing import drafts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import (
    access,
    bundles,
    contacts,
    receipts,
    sending,
    travel_light,
)
from monitor_desktop.services.membership import policies
from monitor_desktop.services.profile import doctor

MARK = "Zarnigor"
A_CASE = {"title": f"{MARK} detained", "status": "open"}


@pytest.fixture
def case(world, pair):
    one, hub = pair
    case = records.add(one, "case", A_CASE)
    records.add(one, "source", {"parent": case.ref, "title": f"{MARK} said"})
    world.send(one, hub)
    world.send(hub, one)
    return case


def cases(workspace):
    return records.listed(workspace, ListQuery(type="case"))[0]


def plain(workspace):
    with workspace.transaction() as transaction:
        run = transaction.exec_driver_sql
        names = run("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
        return "".join(
            repr(row)
            for name in names
            if name != "search"
            for row in run(f"SELECT * FROM {name}")
        )


def test_only_what_the_hub_holds_in_full_may_go(world, pair):
    one, hub = pair
    case = records.add(one, "case", A_CASE)
    with pytest.raises(NotAllowedError, match="NOT_AT_HUB"):
        travel_light.put_down(one, [case.ref])
    world.send(one, hub)
    with pytest.raises(NotAllowedError):
        travel_light.put_down(one, [case.ref])
    world.send(hub, one)
    drafts.keep(one, case.id, {"title": "typing"}, seen={})
    with pytest.raises(NotAllowedError):
        travel_light.put_down(one, [case.ref])
    drafts.drop(one, case.id)
    assert travel_light.put_down(one, [case.ref]).records == (case.id,)
    sealed = records.add(one, "case", {**A_CASE, "confidentiality": "sealed"})
    world.send(one, hub)
    world.send(hub, one)
    with pytest.raises(NotAllowedError):
        travel_light.put_down(one, [sealed.ref])
    with pytest.raises(NotAllowedError):
        travel_light.put_down(hub, [sealed.ref])


def test_a_record_goes_without_a_trace_and_nobody_sees_a_delete(world, pair, case):
    one, hub = pair
    assert MARK in plain(one)
    travel_light.put_down(one, [case.ref])
    found = plain(one)
    assert MARK not in found
    assert MARK.lower() not in found
    assert (cases(one), search.search(one, MARK).total) == (0, 0)
    assert doctor.examine(one) == []
    with pytest.raises(UsageError, match="NO_SUCH_RECORD"):
        records.show(one, case.ref)
    assert world.send(one, hub)[0].outcome == "applied"
    assert cases(hub) == 1
    records.change(hub, case.ref, {"status": "verified"})
    assert world.send(hub, one)[0].outcome == "applied"
    assert cases(one) == 0
    assert travel_light.listed(one)[0].ref == case.ref


def test_what_is_asked_back_comes_with_everything_since(world, pair, case, digest_of):
    one, hub = pair
    travel_light.put_down(one, [case.ref])
    world.send(one, hub)
    records.change(hub, case.ref, {"status": "verified"})
    world.send(hub, one)
    (waiting,) = travel_light.ask_back(one, [case.ref])
    assert (waiting.record, waiting.asked) == (case.id, False)
    assert travel_light.listed(one)[0].asked
    world.send(one, hub)
    world.send(hub, one)
    shown = records.show(one, case.ref)
    assert shown.record.values["status"] == "verified"
    assert [each.values["title"] for each in shown.children] == [f"{MARK} said"]
    assert travel_light.listed(one) == []
    assert digest_of(one) == digest_of(hub)
    assert doctor.examine(one) == []


def test_a_period_goes_but_not_whom_another_record_needs(world, pair, clock):
    one, hub = pair
    needed = records.add(one, "person", {"name": "Needed"})
    alone = records.add(one, "person", {"name": "Alone"})
    old = records.add(one, "case", A_CASE)
    clock.advance(10 * 24 * 60 * 60 * 1000)
    new = records.add(one, "case", {"title": "new"})
    link = {"parent": new.ref, "victim": needed.ref}
    records.add(one, "act", link)
    world.send(one, hub)
    world.send(hub, one)
    now = dt.datetime.fromtimestamp(clock.now_ms() / 1000, tz=dt.UTC).date()
    done = travel_light.put_down_before(one, now - dt.timedelta(days=2))
    assert set(done.records) == {alone.id, old.id}
    assert done.stayed == (needed.id,)
    assert travel_light.put_down_old(one).records == ()
    travel_light.set_days(one, 0)
    clock.advance(2 * 24 * 60 * 60 * 1000)
    assert set(travel_light.put_down_old(one).records) == {needed.id, new.id}


def test_what_the_group_decided_is_no_record_to_put_down(world, pair, clock):
    """It went with a whole period, and the journal was damaged."""
    one, hub = pair
    policies.set_limit(hub, "Invented unit", "public")
    world.send(hub, one)
    world.send(one, hub)
    world.send(hub, one)
    clock.advance(10 * 24 * 60 * 60 * 1000)
    travel_light.set_days(one, 1)
    assert travel_light.put_down_old(one).records == ()
    with one.transaction() as transaction:
        group = one.store.setting(transaction, "group")
    with pytest.raises(UsageError, match="NO_SUCH_RECORD"):
        travel_light.put_down(one, [group])
    assert doctor.examine(one) == []
    assert [each.chosen for each in policies.units(one)] == [True]
    assert access.of_contact(hub, one.device) == []
    assert receipts.totals(one) == receipts.Totals()


def attach(workspace, case, content, name="note.txt"):
    return attachments.attach_stream(workspace, case.id, io.BytesIO(content), name)


def test_files_go_too_once_the_hub_has_them_and_come_back(world, pair, case):
    one, hub = pair
    made = attach(one, case, b"a film" * 1000)
    world.send(one, hub)
    world.send(hub, one)
    assert list(one.blobs.path.iterdir())
    travel_light.put_down(one, [case.ref])
    assert list(one.blobs.path.iterdir()) == []
    assert doctor.examine(one) == []
    world.send(one, hub)
    world.send(hub, one)
    assert list(one.blobs.path.iterdir()) == []
    travel_light.ask_back(one, [case.ref])
    world.send(one, hub)
    world.send(hub, one)
    (back,) = attachments.listed(one, case.id)
    assert (back.sha256, back.state) == (made.sha256, attachments.State.HERE)
    assert b"".join(attachments.contents(one, back.id)) == b"a film" * 1000


def test_a_file_the_hub_lacks_stays_with_its_record(world, pair, case):
    """The bundle with the file in it was lost; the one before it was not."""
    one, hub = pair
    attach(one, case, random.Random(1).randbytes(200_000))  # noqa: S311
    bundles_of = (world.folder / f"{each}.bin" for each in range(1000))
    made = sending.export_under_cap(
        one, [hub.device], lambda _n: next(bundles_of), cap_bytes=60_000
    )
    for each in made[:-1]:
        bundles.receive(hub, each.path)
    world.send(hub, one)
    with pytest.raises(NotAllowedError, match="NOT_AT_HUB"):
        travel_light.put_down(one, [case.ref])
    bundles.receive(hub, made[-1].path)
    world.send(hub, one)
    assert travel_light.put_down(one, [case.ref]).records == (case.id,)


def test_a_file_two_records_name_stays_while_one_stays(world, pair, case):
    one, hub = pair
    other = records.add(one, "case", {"title": "Another"})
    for each in (case, other):
        attach(one, each, b"the same")
    world.send(one, hub)
    world.send(hub, one)
    travel_light.put_down(one, [case.ref])
    (kept,) = attachments.listed(one, other.id)
    assert b"".join(attachments.contents(one, kept.id)) == b"the same"


def test_what_is_old_goes_by_itself_with_the_hubs_answer(world, pair, clock):
    one, hub = pair
    travel_light.set_days(one, 30)
    old = records.add(one, "case", A_CASE)
    world.send(one, hub)
    clock.advance(40 * 24 * 60 * 60 * 1000)
    records.add(one, "case", {"title": "new"})
    world.send(one, hub)
    assert cases(one) == 2
    world.send(hub, one)
    assert [each.record for each in travel_light.listed(one)] == [old.id]


def test_whoever_is_appointed_puts_nothing_down_from_that_moment(world, pair, clock):
    """The bundle with the appointment is the one after which old records would go."""
    one, hub = pair
    travel_light.set_days(one, 30)
    records.add(one, "case", A_CASE)
    world.send(one, hub)
    clock.advance(40 * 24 * 60 * 60 * 1000)
    world.send(one, hub)
    contacts.appoint(hub, one.device)
    assert one.owner.role == "monitor"
    world.send(hub, one)
    assert (one.owner.role, one.opened_as.role) == ("coordinator", "monitor")
    assert travel_light.listed(one) == []
    assert cases(one) == 1
    with pytest.raises(NotAllowedError, match="NOT_ALLOWED"):
        travel_light.put_down_after(one, 1)


def test_an_appointment_that_was_taken_back_on_the_way_gives_no_office(
    world, pair, monkeypatch
):
    one, hub = pair
    contacts.appoint(hub, one.device)
    path = world.bundle(hub, one)

    def broken(*_rest, **_more):
        raise EnvironmentFailedError("DISK_FULL")

    with monkeypatch.context() as patched:
        patched.setattr(bundles.purges, "take_effect", broken)
        with pytest.raises(EnvironmentFailedError):
            bundles.receive(one, path)
    assert one.owner.role == "monitor"
    records.add(one, "case", A_CASE)
    assert one.owner.role == "monitor"
    bundles.receive(one, path)
    assert one.owner.role == "coordinator"
