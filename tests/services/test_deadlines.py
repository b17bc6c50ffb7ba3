"""What is due: counted from the records as they are on this laptop."""

import pytest

from monitor_desktop.errors import InvalidValueError, NotAllowedError, UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.services import records
from monitor_desktop.services.time_limits import (
    custody_terms,
    deadlines,
    laws,
    reply_times,
)

DAY_MS = 86_400_000


@pytest.fixture
def office(world):
    return world.laptop("office", role="coordinator")


def request(office, **values):
    told = {
        "subject": "School meals",
        "body": "Ministry of Invention",
        "legal_basis": "press_law_2013",
        **values,
    }
    return records.add(office, "info_request", told)


def due(office, **filters):
    return [
        (each.ref, each.step or each.field, each.day)
        for each in deadlines.listed(office, **filters)
    ]


def test_a_request_is_due_by_its_law_until_it_is_answered(office):
    made = request(office, sent_on="2026-11-05")
    assert due(office) == [
        (made.ref, "reply", "2026-11-09"), (made.ref, "file_court", "2027-02-09"),
    ]  # fmt: skip
    (reply, _) = deadlines.listed(office)
    assert reply.assumed
    assert not reply.rule.confirmed_by
    records.change(office, made.ref, {"received_on": "2026-11-11"})
    (reply, _) = deadlines.listed(office)
    assert (reply.day, reply.assumed) == ("2026-11-16", False)
    records.change(office, made.ref, {"outcome": "full", "reply_on": "2026-11-12"})
    assert due(office) == []


def test_an_extension_money_and_an_own_rule_change_the_day(office):
    made = request(office, legal_basis="information_law_2008", received_on="2026-11-02")
    assert due(office)[0][2] == "2026-12-02"
    records.change(office, made.ref, {"extended": "yes"})
    assert due(office)[0][2] == "2026-12-17"
    records.change(
        office, made.ref, {"outcome": "fee_demanded", "paid_on": "2026-12-01"}
    )
    assert due(office)[0][1:] == ("reply_after_payment", "2026-12-08")
    own = records.add(
        office,
        "deadline_rule",
        {
            "law": "A newer law",
            "basis": "press_law_2013",
            "step": "reply",
            "amount": 2,
            "unit": "working_days",
            "runs_from": "sending",
        },
    )
    other = request(office, sent_on="2026-11-27")
    assert (other.ref, "reply", "2026-12-01") in due(office)
    records.change(office, own.ref, {"amount": ""})
    assert (other.ref, "reply", "2026-11-30") in due(office)


def test_a_refusal_opens_the_way_to_court_until_somebody_goes(office):
    made = request(
        office, sent_on="2026-11-05", outcome="refusal", reply_on="2026-11-10"
    )
    assert due(office) == [(made.ref, "file_court", "2027-02-10")]
    told = {"parent": made.ref, "route": "superior_body", "sent_on": "2026-11-11"}
    appeal = records.add(office, "request_appeal", told)
    assert (made.ref, "appeal_reply", "2026-11-26") in due(office)
    records.change(office, appeal.id, {"outcome": "rejected"})
    records.add(office, "request_appeal", {"parent": made.ref, "route": "court"})
    assert due(office) == []


def test_answers_to_each_question_end_the_wait_and_open_the_way_to_court(office):
    made = request(office, sent_on="2026-11-05")
    part = {"parent": made.ref, "question": "How many?"}
    full = records.add(office, "request_question", part)
    refused = records.add(office, "request_question", part)
    records.change(office, full.id, {"outcome": "full", "answered_on": "2026-11-06"})
    assert due(office)[0] == (made.ref, "reply", "2026-11-09")
    told = {"outcome": "refusal", "answered_on": "2026-11-10"}
    records.change(office, refused.id, told)
    assert due(office) == [(made.ref, "file_court", "2027-02-10")]
    question = reply_times.Question(by=reply_times.By.OUTCOME)
    (row,) = reply_times.count(office, question).rows
    assert (row.key, row.replied, row.median) == ("partial", 1, 5.0)


def test_each_way_to_complain_has_a_term_of_its_own(office):
    refused = {"sent_on": "2026-11-05", "outcome": "refusal", "reply_on": "2026-11-10"}
    made = request(office, **refused)
    rule = {"law": "Invented", "basis": "appeals_law", "amount": 10}
    clock = {"unit": "calendar_days", "runs_from": "refusal", "on_day_off": "stays"}
    for step, amount in (("file_superior", 10), ("file_criminal", 20)):
        told = {**rule, **clock, "step": step, "amount": amount}
        records.add(office, "deadline_rule", told)
    nearer = {**rule, **clock, "basis": "press_law_2013", "step": "file_superior"}
    records.add(office, "deadline_rule", {**nearer, "amount": 5})
    assert due(office) == [
        (made.ref, "file_superior", "2026-11-15"),
        (made.ref, "file_criminal", "2026-11-30"),
        (made.ref, "file_court", "2027-02-10"),
    ]
    told = {"parent": made.ref, "route": "criminal"}
    appeal = records.add(office, "request_appeal", told)
    records.add(office, "request_appeal", {**told, "route": "superior_body"})
    assert due(office)[-1] == (made.ref, "file_court", "2027-02-10")
    assert "file_criminal" not in {each[1] for each in due(office)}
    # Nobody has to answer by the law on appeals, but by the rule that was chosen.
    own = {**rule, **clock, "step": "appeal_reply", "runs_from": "sending"}
    chosen = records.add(office, "deadline_rule", {**own, "amount": 3})
    sent = {"sent_on": "2026-11-16", "own_rule": chosen.id}
    records.change(office, appeal.id, sent)
    assert (made.ref, "appeal_reply", "2026-11-19") in due(office)


def test_a_holiday_a_coordinator_enters_moves_the_day(office):
    made = request(office, sent_on="2026-11-05")
    told = {"name": "Mourning", "days": "2026-11-09/2026-11-10", "kind": "day_off"}
    records.add(office, "day_off", told)
    assert due(office)[0] == (made.ref, "reply", "2026-11-11")
    saturday = {"name": "Moved", "days": "2026-11-08", "kind": "working_day"}
    records.add(office, "day_off", saturday)
    assert due(office)[0] == (made.ref, "reply", "2026-11-08")


def test_every_kind_of_date_is_in_one_list_and_closes_with_its_answer(office):
    case = records.add(office, "case", {"title": "A case"})
    told = {"parent": case.ref, "due": "2026-12-01"}
    step = records.add(office, "intervention", told)
    letter = {"subject": "Visit", "body": "Prison", "held_on": "2026-11-01"}
    contact = records.add(office, "body_contact", {**letter, "due": "2026-11-20"})
    plan = records.add(office, "plan", {"title": "A plan"})
    measure = {"title": "A law", "plan": plan.id, "due": "2026", "state": "under_way"}
    made = records.add(office, "measure", measure)
    assert due(office) == [
        (contact.ref, "due", "2026-11-20"),
        (case.ref, "due", "2026-12-01"),
        (made.ref, "due", "2026-12-31"),
    ]
    assert due(office, until="2026-11-30") == [(contact.ref, "due", "2026-11-20")]
    records.change(office, step.id, {"response": "060000000000"})
    records.change(office, contact.ref, {"done_on": "2026-11-19"})
    records.change(office, made.ref, {"state": "done"})
    assert due(office) == []


def test_every_shipped_rule_taken_over_counts_as_it_did(office):
    made = request(office, sent_on="2026-11-05", legal_basis="appeals_law")
    before = due(office)
    for each in office.kit.deadline_rules:
        laws.adopt(office, each.code, "A law")
    assert due(office) == before
    own = [each for each in laws.law(office).rules if each.own]
    assert len(own) == len(office.kit.deadline_rules)
    assert {each.law for each in own} == {"A law"}
    with pytest.raises(UsageError, match="NO_SUCH_RECORD"):
        laws.adopt(office, made.id, "A law")


def test_a_day_of_a_slip_stops_nothing(office):
    made = request(office, sent_on="9999-12-31")
    request(office, sent_on="1026")
    rule = {"law": "x", "basis": "press_law_2013", "step": "reply", "amount": 10**9}
    records.add(office, "deadline_rule", rule)
    assert due(office) == []
    records.change(office, made.ref, {"sent_on": "2026-11-05"})
    assert due(office)[0] == (made.ref, "reply", "2026-11-09")


def test_terms_of_custody_are_told_to_the_minute(office):
    found = custody_terms.begun_at(office, "2026-11-06T22:30")
    assert [(rule.code, ends.isoformat()) for rule, ends in found] == [
        ("custody_decision", "2026-11-07T10:30:00"),
        ("custody_judge", "2026-11-09T22:30:00"),
    ]


def test_a_person_held_is_due_before_a_judge_until_brought_or_released(office):
    case = records.add(office, "case", {"title": "Held"})
    told = {"parent": case.ref, "actual_time": "2026-11-06T22:30"}
    with pytest.raises(InvalidValueError):
        records.add(office, "arrest", told | {"actual_time": "2026-11-31T22:30"})
    arrest = records.add(office, "arrest", told)
    assert due(office) == [
        (case.ref, "custody_decision", "2026-11-07"),
        (case.ref, "custody_judge", "2026-11-09"),
    ]
    assert [each.time for each in deadlines.listed(office)] == ["10:30", "22:30"]
    records.change(office, arrest.id, {"to_judge": "2026-11-08T10:00"})
    assert due(office) == []


def test_a_coordinators_term_of_remand_is_due_until_a_court_set_another(office):
    rule = {"law": "Procedure", "basis": "criminal_procedure", "amount": 2}
    clock = {"unit": "months", "runs_from": "apprehension"}
    records.add(office, "deadline_rule", {**rule, **clock, "step": "custody_remand"})
    case = records.add(office, "case", {"title": "Held"})
    told = {"actual_time": "2026-11-06T22:30", "to_judge": "2026-11-08T10:00"}
    arrest = records.add(office, "arrest", {"parent": case.ref, **told})
    (remand,) = deadlines.listed(office)
    assert (remand.step, remand.day, remand.time) == (
        "custody_remand",
        "2027-01-06",
        "",
    )
    records.change(office, arrest.id, {"measure_until": "2026-12-20"})
    assert due(office) == [(case.ref, "measure_until", "2026-12-20")]


def test_complaints_consents_and_needs_are_in_the_list(office):
    case = records.add(office, "case", {"title": "A case"})
    step = {"parent": case.ref, "step": "report", "due": "2026-12-03"}
    records.add(office, "proceeding_step", step | {"outcome": "waiting"})
    person = records.add(office, "person", {"name": "Ниёзова Гулнора"})
    consent = {"parent": person.ref, "purpose": "keep", "answer": "yes"}
    made = records.add(office, "consent", consent | {"until": "2026-12-31"})
    assert due(office) == [
        (case.ref, "due", "2026-12-03"), (person.ref, "until", "2026-12-31"),
    ]  # fmt: skip
    records.change(office, made.id, {"answer": "withdrawn", "withdrawn_on": "2026-11"})
    assert due(office) == [(case.ref, "due", "2026-12-03")]


def test_rules_and_days_off_are_kept_by_coordinators(world, office):
    monitor = world.laptop("one")
    day = {"name": "Moved", "days": "2026-11-09", "kind": "day_off"}
    with pytest.raises(NotAllowedError, match="COORDINATORS_ONLY"):
        records.add(monitor, "day_off", day)
    world.meet(office, monitor, receives="all")
    kept = records.add(office, "day_off", day)
    world.send(office, monitor)
    for change in (
        lambda: records.change(monitor, kept.ref, {"days": "2026"}),
        lambda: records.delete(monitor, kept.ref),
    ):
        with pytest.raises(NotAllowedError, match="COORDINATORS_ONLY"):
            change()
    request(monitor, sent_on="2026-11-05")
    assert due(monitor)[0][2] == "2026-11-10"


def test_remand_ends_on_the_later_term_and_with_release(office):
    case = records.add(office, "case", {"title": "On remand"})
    told = {"parent": case.ref, "measure_until": "2026-12-20"}
    arrest = records.add(office, "arrest", told)
    assert due(office) == [(case.ref, "measure_until", "2026-12-20")]
    records.change(office, arrest.id, {"extended_until": "2027-02-20T10:00"})
    assert due(office) == [(case.ref, "extended_until", "2027-02-20")]
    records.change(office, arrest.id, {"released": "2027-01-10"})
    assert due(office) == []


def test_an_urgent_reprisal_is_due_until_somebody_was_told(office):
    case = records.add(office, "case", {"title": "Threatened"})
    told = {"parent": case.ref, "kind": "threat", "date": "2026-11-05"}
    reprisal = records.add(office, "reprisal", told)
    assert due(office) == []
    records.change(office, reprisal.id, {"urgent": "yes", "reported_to": "?unknown"})
    assert due(office) == [(case.ref, "urgent", "2026-11-05")]
    records.change(office, reprisal.id, {"reported_to": "un_reprisals"})
    assert due(office) == []


def test_a_relative_s_consent_is_asked_again_until_the_person_was_asked(office):
    person = records.add(office, "person", {"name": "Invented"})
    given = {"parent": person.ref, "purpose": "share", "answer": "yes"}
    asked = {"ask_on_release": "yes", "ask_by": "2026-12-01"}
    made = records.add(office, "consent", {**given, **asked, "given_by": "spouse"})
    own = {**given, "answer": "no", "given_by": "self"}
    before = records.add(office, "consent", {**own, "date": "2026-10-01"})
    records.change(office, made.id, {"date": "2026-11-01"})
    assert due(office) == [(person.ref, "ask_by", "2026-12-01")]
    records.change(office, before.id, {"date": "2026-11-20"})
    assert due(office) == []
    records.delete(office, before.id)
    records.change(office, made.id, {"ask_on_release": "no"})
    assert due(office) == []


def test_who_asked_about_their_data_is_due_an_answer(office):
    person = records.add(office, "person", {"name": "Invented"})
    asked = {"parent": person.ref, "asked_on": "2026-11-02", "answer_due": "2026-11-30"}
    made = records.add(office, "retention", asked)
    assert due(office) == [(person.ref, "answer_due", "2026-11-30")]
    records.change(office, made.id, {"answered_on": "2026-11-20"})
    assert due(office) == []


def test_whom_a_relative_spoke_for_is_to_be_asked_when_set_free(office):
    person = records.add(office, "person", {"name": "Invented"})
    case = records.add(office, "case", {"title": "Held"})
    act = records.add(office, "act", {"parent": case.ref, "victim": person.id})
    held = {"parent": case.ref, "act": act.id}
    arrest = records.add(office, "arrest", held)
    given = {"parent": person.ref, "purpose": "share", "answer": "yes"}
    spoke = {"given_by": "spouse", "date": "2026-11-01", "ask_on_release": "yes"}
    records.add(office, "consent", {**given, **spoke})
    assert due(office) == []
    records.change(office, arrest.id, {"released": "2026-11-18T09:00"})
    assert due(office) == [(person.ref, "ask_on_release", "2026-11-18")]
    second = records.add(office, "arrest", held)
    assert due(office) == []
    records.delete(office, second.id)
    own = {"answer": "no", "given_by": "self", "date": "2026-11-19"}
    records.add(office, "consent", {**given, **own})
    assert due(office) == []


def test_a_reply_is_overdue_when_it_is_past_for_every_day_it_may_have_arrived(office):
    """Received some day in October: what was due by 30 November is not late before."""
    made = request(
        office, legal_basis="information_law_2008", received_on="October 2026"
    )
    (reply,) = deadlines.listed(office)
    assert (reply.day, reply.is_overdue, reply.assumed) == ("2026-11-30", False, True)
    records.change(office, made.ref, {"received_on": "September 2026"})
    reply, complaint = deadlines.listed(office)
    assert (reply.day, reply.is_overdue) == ("2026-10-30", True)
    # Our own term runs from the soonest day, so that nobody is late: 1 October.
    assert complaint.day == "2027-01-04"
    records.change(office, made.ref, {"received_on": "after 1 September 2026"})
    assert deadlines.listed(office)[0].assumed


def test_a_reply_is_late_when_it_is_late_for_every_day_the_request_may_have_arrived(
    office,
):
    question = reply_times.Question(by=reply_times.By.LAW)
    made = request(
        office,
        legal_basis="information_law_2008",
        received_on="October 2026",
        reply_on="2026-11-16",
        outcome="full",
    )
    assert reply_times.count(office, question).total.late == 0
    records.change(office, made.ref, {"reply_on": "2026-12-01"})
    assert reply_times.count(office, question).total.late == 1


def test_the_list_says_from_what_a_term_is_counted_while_its_start_is_not_known(office):
    kit = office.kit
    reader = labels.Reader(
        words=kit.catalogues.words("ru"),
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
    )
    request(office, legal_basis="appeals_law", received_on="2026-11-20")
    (reply,) = deadlines.listed(office)
    assert reply.counted_from == "receipt"
    assert labels.due_label(reader, reply) == "Ответ (отсчёт от: Получение органом)"
