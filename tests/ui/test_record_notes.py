import pytest
from PySide6.QtWidgets import QLabel

from monitor_desktop.services import records
from monitor_desktop.ui.lists.record_table import CODE_ROLE, RecordTable
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.sessions import Session


@pytest.fixture
def opened(session, qtbot, calm):
    def open_one(type_key, record_id):
        made = RecordForm(session, type_key)
        qtbot.addWidget(made)
        made.resize(806, 600)
        made.show()
        made.open(record_id)
        calm()
        return made

    return open_one


def said(form):
    labels = form.notes.findChildren(QLabel)
    return " ".join(each.text() for each in labels)


def named(form, name):
    return next(each for each in form.notes.buttons if each.text() == name)


def test_a_request_says_until_when_by_which_law_and_offers_the_letters(session, opened):
    request = records.add(
        session.workspace,
        "info_request",
        {
            "subject": "Schools",
            "body": "A ministry",
            "sent_on": "2 November 2026",
            "legal_basis": session.kit.deadline_rules[0].basis,
        },
    )
    form = opened("info_request", request.id)
    due = form.notes.notes.due
    assert due
    assert all(each.rule for each in due)
    assert due[0].rule.article in said(form)
    assert "confirm with a lawyer" in said(form)
    wanted = []
    form.printed.connect(lambda *given: wanted.append(given))
    named(form, "Appeal").click()
    assert wanted == [(request.ref, "appeal_letter")]


def test_a_report_is_moved_by_who_may_and_the_rest_is_told(
    session, sample, opened, calm
):
    form = opened("monitoring_report", sample.report)
    named(form, "Move to: Submitted").click()
    calm()
    held = records.show(session.workspace, sample.report).record.values
    assert held["review_state"] == "submitted"
    assert named(form, "Back to: Draft")
    assert named(form, "Move to: Reviewed")


def test_a_report_whose_review_nobody_began_is_a_draft_in_form_and_list(
    session, sample, opened, calm, qtbot
):
    form = opened("monitoring_report", sample.report)
    editor = form.body.boxes()["review_state"].editor
    assert editor.value() == "draft"
    assert editor.inputs()[0].text() == "Draft"
    form.save()
    calm()
    held = records.show(session.workspace, sample.report).record.values
    assert "review_state" not in held
    table = RecordTable(session, "monitoring_report")
    table.reload()
    calm()
    column = 1 + [each.key for each in table.fields].index("review_state")
    assert table.index(0, column).data() == "Draft"
    assert table.index(0, column).data(CODE_ROLE) == "draft"


def test_who_did_not_agree_to_sharing_is_named_by_number(sample, opened):
    form = opened("case", sample.case)
    assert len(form.notes.notes.lacks) == 1
    assert "coalition yet: Invented Somebody" in said(form)


def test_a_body_that_takes_no_complaint_is_said_beside_the_choice(
    session, sample, opened
):
    values = {"parent": sample.case, "forum": "cat_individual"}
    records.add(session.workspace, "communication", values)
    form = opened("case", sample.case)
    section = form.parts["communication"]
    section.open_part(next(iter(section._parts)))
    assert "article 22" in section.advice.text()


def test_a_term_of_custody_that_was_exceeded_stands_above_the_form(
    session, sample, opened
):
    times = {"actual_time": "2026-03-02T22:10", "to_judge": "2026-03-06T01:15"}
    records.add(session.workspace, "arrest", {"parent": sample.case, **times})
    form = opened("case", sample.case)
    assert "decision of a judge on remand: exceeded by 3 h 5 min" in said(form)


def test_whom_a_call_would_endanger_is_said_above_the_person_and_the_case(
    session, sample, opened
):
    way = {"parent": sample.person, "channel": "phone", "never_call": "yes"}
    records.add(session.workspace, "safe_contact", way)
    name = records.show(session.workspace, sample.person).record.title
    for kind, record in (("person", sample.person), ("case", sample.case)):
        assert f"Never call: {name}" in said(opened(kind, record))
    assert "Never call" not in said(opened("monitoring_report", sample.report))


def test_bodies_are_proposed_by_what_was_done_to_whom(session, sample, opened, calm):
    act = {"parent": sample.case, "victim": sample.person, "type": "020111110000"}
    records.add(session.workspace, "act", act)
    form = opened("case", sample.case)
    section = form.parts["communication"]
    section.add_next()
    calm()
    assert "Special Rapporteur on torture" in section.advice.text()
    assert "Disappearances" not in section.advice.text()
    section.grid.boxes["forum"].editor.show_value("wgeid", {})
    section.grid.boxes["forum"].editor.edited.emit()
    calm()
    assert "usually written to about" in section.advice.text()


def test_an_article_that_was_no_law_on_the_day_is_said_beside_the_choice(
    session, sample, opened
):
    values = {
        "parent": sample.case,
        "provision": "cc_135",
        "in_force_on": "1 March 2026",
    }
    records.add(session.workspace, "qualification", values)
    form = opened("case", sample.case)
    section = form.parts["qualification"]
    section.open_part(next(iter(section._parts)))
    assert "17 July 2012" in section.advice.text()


def test_consents_are_a_table_with_what_is_still_to_ask(session, sample, opened):
    given = {
        "parent": sample.person,
        "purpose": "share",
        "answer": "yes",
        "given_by": "spouse",
        "ask_on_release": "yes",
        "until": "31 December 2026",
    }
    records.add(session.workspace, "consent", given)
    form = opened("person", sample.person)
    section = form.parts["consent"]
    (line,) = (each.line for each in section._rows.values())
    assert line._cells[1:5] == ("Yes", "Spouse", "", "31.12.2026")
    assert "Ask on release: Share in the coalition" in section.to_do.text()
    assert "Publish with the name" in section.to_do.text()


def test_other_schemes_say_what_an_empty_field_counts_as(session, sample, opened, calm):
    (kind, scheme), (code, *_) = next(
        each for each in session.kit.crosswalks.items() if each[0][1] == "cpj_types"
    )
    form = opened("case", sample.case)
    boxes = form.body.boxes()
    boxes["jfj_types"].editor.show_value([kind], {})
    boxes["jfj_types"].editor.edited.emit()
    label = session.kit.vocabularies[scheme].label(code, "en")
    assert label in boxes[scheme].hint
    boxes[scheme].editor.show_value([code], {})
    boxes[scheme].editor.edited.emit()
    assert not boxes[scheme].hint


def test_what_an_indicator_counts_is_said_in_words_under_its_formula(session, opened):
    given = {"title": "Answers", "counts": "info_request", "counted_as": "records"}
    given["which"] = "outcome=full|partial"
    made = records.add(session.workspace, "indicator", given)
    box = opened("indicator", made.id).body.boxes()["which"]
    terms = session.kit.vocabularies["request_outcomes"]
    said = " / ".join(terms.label(each, "en") for each in ("full", "partial"))
    assert box.hint == f"Outcome: {said}"
    box.editor.show_value("nothing of that kind", {})
    box.editor.edited.emit()
    assert not box.hint


def test_what_a_coordinator_keeps_is_read_only_for_others(
    desk, make_workspace, qtbot, calm
):
    monitor = Session(desk, make_workspace("Monitor"))
    form = RecordForm(monitor, "deadline_rule")
    qtbot.addWidget(form)
    form.show()
    form.open_new()
    calm()
    assert form.save_button.isHidden()
    boxes = form.body.boxes().values()
    assert boxes
    assert not any(each.editor.takes_answers for each in boxes)
    assert not form.head._kept.isHidden()


def test_what_a_finished_record_needs_is_told_and_holds_nobody_up(
    session, opened, calm
):
    case = records.add(session.workspace, "case", {"summary": {"en": "Heard of"}})
    records.add(session.workspace, "act", {"parent": case.id, "type": "?unknown"})
    form = opened("case", case.id)
    assert "Still to be filled in: Case title, Act 1: Victim" in said(form)
    editor = form.body.boxes()["title"].editor
    editor.show_value("Named now", {})
    editor.edited.emit()
    form.save()
    calm()
    held = records.show(session.workspace, case.id).record.values
    assert held["title"] == "Named now"
    assert "Still to be filled in: Act 1: Victim" in said(form)


def test_days_that_cannot_both_be_right_are_told_and_hold_nobody_up(session, opened):
    case = records.add(
        session.workspace,
        "case",
        {"title": "x", "date_from": "9 November 2026", "date_to": "1 November 2026"},
    )
    records.add(
        session.workspace,
        "arrest",
        {"parent": case.id, "actual_time": "2026-11-09T21:30",
         "released": "2026-11-08"},
    )  # fmt: skip
    form = opened("case", case.id)
    assert "“End date” is before “Start date”: check both dates." in said(form)
    records.change(session.workspace, case.id, {"date_to": "10 November 2026"})
    form = opened("case", case.id)
    assert "Arrest and detention 1: “Released” is before" in said(form)
