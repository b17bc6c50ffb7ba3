"""What may leave: by level, consent and sensitivity."""

from dataclasses import replace

import pytest

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.consents import Purpose
from monitor_desktop.domain.disclosure import (
    Naming,
    disclose,
    may_leave_in_bundle,
    naming,
)
from monitor_desktop.domain.fields import Sensitivity
from monitor_desktop.domain.lacks import Hindrance, Lack
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import NotAllowedError, UsageError

NAME = "Invented Person"


def person(number=1, **values):
    values = {"name": NAME, "pseudonym": "N.", **values}
    return Record(id=f"p{number}", type="person", values=values)


def tree(*people, case=None, part="act", key="victim"):
    parts = tuple(
        Record(id=f"a{each.id}", type=part, parent="c", values={key: each.id})
        for each in people
    )
    record = Record(id="c", type="case", values={"title": "A case", **(case or {})})
    linked = {each.id: each for each in people}
    return RecordTree(record=record, children=parts, linked=linked)


@pytest.mark.parametrize(
    ("values", "level", "expected"),
    [
        ({}, Level.INTERNAL, Naming.NAME),
        ({}, Level.PARTNER, Naming.WITHHELD),
        ({"consent_share": "no"}, Level.PARTNER, Naming.WITHHELD),
        ({"consent_share": "unknown"}, Level.PARTNER, Naming.WITHHELD),
        ({"consent_share": "yes"}, Level.PARTNER, Naming.NAME),
        ({"consent_share": "yes"}, Level.PUBLIC, Naming.WITHHELD),
        ({"consent_publish_name": "yes"}, Level.PUBLIC, Naming.NAME),
        ({"consent_publish_anonymously": "yes"}, Level.PUBLIC, Naming.PSEUDONYM),
        (
            {"consent_publish_name": "yes", "confidentiality": "restricted"},
            Level.PUBLIC,
            Naming.WITHHELD,
        ),
    ],
)
def test_a_person_appears_as_they_agreed(values, level, expected):
    assert naming(person(**values), (), Audience(level=level)) is expected


def test_who_did_not_agree_is_gone_and_counted():
    agreed = person(1, consent_share="yes")
    shown = disclose(tree(agreed, person(2)), Level.PARTNER)
    assert shown.persons_withheld == 1
    assert set(shown.tree.linked) == {"p1"}
    assert "p2" not in str(shown.tree)


def agreeing(body, answer="yes"):
    values = {"purpose": "share_body", "answer": answer, "body": body}
    return Record(id=f"{body}-{answer}", type="consent", parent="p1", values=values)


def test_for_a_named_body_only_a_consent_that_names_it_counts():
    case = tree(person(consent_share="yes", consent_publish_name="yes"))
    for consents, shown in (
        ((), False),
        ((agreeing("A court"),), True),
        ((agreeing("Another court"),), False),
        ((agreeing("A court"), agreeing("a  COURT", "no")), False),
    ):
        made = replace(case, consents={"p1": consents})
        found = disclose(made, Level.PARTNER, body="A court")
        assert (NAME in str(found.tree)) == shown
        lack = Lack("p1", Purpose.SHARE_BODY, "A court")
        assert found.lacks == (() if shown else (lack,))
    alone = RecordTree(record=person(consent_share="yes"))
    with pytest.raises(NotAllowedError) as refusal:
        disclose(alone, Level.PARTNER, body="A court")
    assert refusal.value.details["reason"] == "share_body"
    assert refusal.value.details["body"] == "A court"


def test_who_agreed_to_one_body_does_not_go_to_the_coalition():
    case = replace(tree(person()), consents={"p1": (agreeing("A court"),)})
    assert NAME not in str(disclose(case, Level.PARTNER).tree)


@pytest.mark.parametrize("level", [Level.INTERNAL, Level.PUBLIC])
def test_a_body_is_named_only_for_partners(level):
    with pytest.raises(UsageError, match="BODY_NEEDS_PARTNER"):
        disclose(tree(person()), level, body="A court")


def test_what_keeps_a_person_back_is_told_by_its_name():
    accused = tree(person(), part="involvement", key="who")
    for case, level, why in (
        (tree(person()), Level.PARTNER, Purpose.SHARE),
        (tree(person()), Level.PUBLIC, Purpose.PUBLISH_ANONYMOUSLY),
        (tree(person(consent_keep="no")), Level.PUBLIC, Purpose.KEEP),
        (tree(person(confidentiality="sealed")), Level.PUBLIC, Hindrance.SENSITIVITY),
        (accused, Level.PUBLIC, Hindrance.ACCUSED),
        (accused, Level.PARTNER, Purpose.SHARE),
    ):
        assert [each.why for each in disclose(case, level).lacks] == [why]


def test_a_pseudonym_stands_for_the_name():
    shown = disclose(tree(person(consent_publish_anonymously="yes")), Level.PUBLIC)
    assert NAME not in str(shown.tree)
    assert shown.tree.linked["p1"].values["name"] == "N."


def test_the_accused_are_never_named_in_public():
    accused = person(consent_publish_name="yes")
    accused_in = tree(accused, part="involvement", key="who")
    assert NAME not in str(disclose(accused_in, Level.PUBLIC).tree)
    assert NAME in str(disclose(accused_in, Level.INTERNAL).tree)


def test_a_linked_case_does_not_have_to_agree():
    agreed = person(consent_share="yes")
    with_case = tree(agreed)
    other = Record(id="o", type="case", values={"title": "Another"})
    linked = {**with_case.linked, "o": other}
    field = next(
        each
        for each in declared("case").fields
        if each.sensitivity is Sensitivity.RESTRICTED
    )
    record = Record(id="c", type="case", values={field.key: "told"})
    whole = RecordTree(record=record, children=with_case.children, linked=linked)
    assert field.key in disclose(whole, Level.PARTNER).tree.record.values


@pytest.mark.parametrize("level", [Level.PARTNER, Level.PUBLIC])
@pytest.mark.parametrize("sensitivity", ["restricted", "sealed"])
def test_a_case_too_sensitive_is_refused_whole(level, sensitivity):
    with pytest.raises(NotAllowedError):
        disclose(tree(case={"confidentiality": sensitivity}), level)


def test_only_public_fields_are_public():
    shown = disclose(tree(person(consent_publish_name="yes")), Level.PUBLIC).tree
    declared_fields = [shown.record.declaration.field(k) for k in shown.record.values]
    assert all(each.sensitivity is Sensitivity.PUBLIC for each in declared_fields)


def test_what_is_sealed_never_enters_a_bundle():
    title = declared("case").field("title")
    assert may_leave_in_bundle(Sensitivity.RESTRICTED, title)
    assert may_leave_in_bundle(Sensitivity.INTERNAL, None)
    assert not may_leave_in_bundle(Sensitivity.SEALED, title)
    assert not may_leave_in_bundle(Sensitivity.SEALED, None)


@pytest.mark.parametrize("level", [Level.PARTNER, Level.PUBLIC])
@pytest.mark.parametrize("marked", ["restricted", "sealed"])
def test_a_part_that_was_marked_stays_with_its_log_whatever_it_agreed_to(level, marked):
    parts = tuple(
        Record(
            id=sensitivity,
            type="attachment",
            parent="c",
            values={
                "title": sensitivity,
                "sha256": sensitivity,
                "confidentiality": sensitivity,
                "consent": ["publish"],
            },
        )
        for sensitivity in ("internal", marked)
    )
    log = tuple(
        Record(
            id=f"l{each.id}",
            type="custody",
            parent="c",
            values={"event": "intake", "attachment": each.id},
        )
        for each in parts
    )
    case = Record(id="c", type="case", values={"title": "A case"})
    shown = disclose(RecordTree(record=case, children=(*parts, *log), linked={}), level)
    assert {each.id for each in shown.tree.children} == {"internal", "linternal"}
    assert shown.fields_withheld >= len(parts[1].values) + len(log[1].values)
