"""Who may move a report: enforced wherever its state is written."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.domain.review import STATES, VOCABULARY, require_step, steps
from monitor_desktop.errors import InvalidValueError, NotAllowedError, UsageError
from monitor_desktop.services import records
from monitor_desktop.services.editing import review
from monitor_desktop.services.interchange import imports
from monitor_desktop.services.today import today

REPORT = {"title": "Visit", "report_type": "detention_visit"}


def report(laptop, state="draft"):
    told = {**REPORT, "review_state": state}
    return records.add(laptop, "monitoring_report", told).ref


def state_of(laptop, ref):
    return records.show(laptop, ref).record.values["review_state"]


def test_the_states_are_the_terms_of_the_list():
    assert tuple(each.code for each in wiring.kit().vocabularies[VOCABULARY]) == STATES


@pytest.mark.parametrize(
    ("role", "now", "may"),
    [
        ("monitor", "", ("submitted",)),
        ("monitor", "draft", ("submitted",)),
        ("monitor", "submitted", ("draft",)),
        ("monitor", "reviewed", ()),
        ("monitor", "published", ()),
        ("office", "submitted", ("draft", "reviewed")),
        ("office", "reviewed", ("draft", "submitted")),
        ("office", "approved", ()),
        ("coordinator", "draft", ("submitted",)),
        ("coordinator", "reviewed", ("draft", "submitted", "approved")),
        ("coordinator", "published", ("draft", "submitted", "reviewed", "approved")),
    ],
)
def test_each_role_has_its_steps(role, now, may):
    assert steps(role, now) == may


def test_a_state_of_a_newer_program_stops_nobody():
    require_step("monitor", "translated", "draft", is_new=False)


def test_a_monitor_submits_and_cannot_approve_by_any_way(world, tmp_path):
    laptop = world.laptop("one")
    ref = report(laptop)
    review.move(laptop, ref, "submitted")
    for state in ("reviewed", "approved", "published"):
        with pytest.raises(NotAllowedError, match="REVIEW_ROLE"):
            review.move(laptop, ref, state)
        with pytest.raises(NotAllowedError, match="REVIEW_ROLE"):
            report(laptop, state)
    table = tmp_path / "t.csv"
    table.write_text("A,B,C\nx,trial,approved\n", encoding="utf-8")
    columns = {"A": "title", "B": "report_type", "C": "review_state"}
    plan = {"type": "monitoring_report", "identity": ["A"], "columns": columns}
    imports.table(laptop, table, "monitoring_report", plan)
    found = records.listed(laptop, ListQuery(type="monitoring_report"))[1]
    assert {each.values.get("review_state") for each in found} <= {None, "submitted"}
    # A form saves the state it showed.
    records.change(laptop, ref, {"title": "Visit 2", "review_state": "submitted"})
    assert state_of(laptop, ref) == "submitted"
    assert review.steps(laptop, ref) == ("draft",)


def test_a_coordinator_leaves_no_step_out_and_may_enter_what_is_finished(world):
    hub = world.laptop("hub", role="coordinator")
    ref = report(hub)
    with pytest.raises(NotAllowedError, match="REVIEW_ORDER"):
        review.move(hub, ref, "approved")
    for state in STATES[1:]:
        review.move(hub, ref, state)
    assert state_of(hub, ref) == "published"
    assert state_of(hub, report(hub, "approved")) == "approved"
    with pytest.raises(InvalidValueError, match="INVALID_VALUE"):
        review.move(hub, ref, "burnt")
    case = records.add(hub, "case", {"title": "x"})
    with pytest.raises(UsageError, match="NO_SUCH_FIELD"):
        review.move(hub, case.ref, "draft")


def test_what_a_coordinator_approved_arrives_approved(world):
    laptop, hub = world.laptop("one"), world.laptop("hub", role="coordinator")
    world.meet(laptop, hub, receives="all")
    ref = report(laptop, "submitted")
    world.send(laptop, hub)
    review.move(hub, ref, "reviewed")
    world.send(hub, laptop)
    assert state_of(laptop, ref) == "reviewed"


def test_a_step_leaves_who_took_it_and_when(world):
    hub = world.laptop("hub", role="coordinator")
    ref = report(hub)
    for state in STATES[1:]:
        review.move(hub, ref, state)
    kept = records.show(hub, ref).record.values
    assert kept["reviewer"] == kept["approved_by"] == hub.owner.name
    assert kept["published_on"]["edtf"] == today(hub.kit)


def test_a_step_back_and_a_named_reader_are_left_as_they_are(world):
    hub = world.laptop("hub", role="coordinator")
    ref = report(hub)
    review.move(hub, ref, "submitted")
    records.change(hub, ref, {"reviewer": "Somebody else"})
    review.move(hub, ref, "reviewed")
    review.move(hub, ref, "submitted")
    kept = records.show(hub, ref).record.values
    assert kept["reviewer"] == "Somebody else"
    assert "approved_by" not in kept


def test_what_is_entered_as_finished_is_signed_by_nobody(world):
    hub = world.laptop("hub", role="coordinator")
    kept = records.show(hub, report(hub, "approved")).record.values
    assert not {"reviewer", "approved_by"} & set(kept)


def test_who_looks_for_drafts_finds_those_nobody_called_so(world):
    laptop = world.laptop("one")
    begun = records.add(laptop, "monitoring_report", REPORT).ref
    called, moved = report(laptop), report(laptop, "submitted")
    asked = {**REPORT, "review_state": {"missing": "not_asked"}}
    records.add(laptop, "monitoring_report", asked)

    def found(state):
        wanted = Filter(key="review_state", match=Match.UNDER, values=(state,))
        query = ListQuery(type="monitoring_report", filters=(wanted,))
        total, rows = records.listed(laptop, query)
        assert total == len(rows)
        return {each.ref for each in rows}

    assert found("draft") == {begun, called}
    assert found("submitted") == {moved}
