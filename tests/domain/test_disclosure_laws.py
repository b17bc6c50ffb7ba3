"""No combination of consent and sensitivity lets a withheld value out by any way."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.catalogue import children_of
from monitor_desktop.domain.consents import Answer, Purpose, effective
from monitor_desktop.domain.disclosure import (
    disclose,
    disclosed_to,
    hindrance,
    naming,
)
from monitor_desktop.domain.fields import Kind, Sensitivity
from monitor_desktop.domain.hidden_fields import Naming
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.own_consents import DECIDING, Use
from monitor_desktop.domain.partial_dates import PartialDate, to_json
from monitor_desktop.domain.records import Record, RecordTree, declared
from monitor_desktop.errors import NotAllowedError

TODAY = "2026-11-26"
OUTSIDE = (Level.PARTNER, Level.PUBLIC)
BODY = "A court"
AUDIENCES = (
    *(Audience(level=each, today=TODAY) for each in OUTSIDE),
    Audience(level=Level.PARTNER, body=BODY, today=TODAY),
)
PARTS = children_of("case")


def secret(owner, field):
    """A value that can only have come from this field of this record."""
    return f"<{owner}.{field.key}>"


def filled(type_key, owner, links):
    """A record with every field filled; links in turn to the persons."""
    values = {}
    targets = itertools.cycle(links)
    for field in declared(type_key).fields:
        if field.kind is Kind.LINK:
            values[field.key] = next(targets) if field.target == "person" else "x"
        elif field.kind is Kind.MULTILINGUAL:
            values[field.key] = {"tg": secret(owner, field)}
        elif field.kind is Kind.MULTIPLE_CHOICE:
            values[field.key] = [secret(owner, field)]
        elif field.kind is Kind.PARTIAL_DATE:
            values[field.key] = {"text": secret(owner, field), "edtf": None}
        else:
            values[field.key] = secret(owner, field)
    return values


answers = st.sampled_from(["yes", "no", "withdrawn", {"missing": "unknown"}, None])
uses = st.lists(st.sampled_from(["no", *map(str, Use)]), max_size=2)
days = st.sampled_from([None, "2020", "2026-11-25", "2026-11-26", "2027", "zz"])
sensitivities = st.sampled_from([None, *map(str, Sensitivity), {"missing": "unknown"}])


def date_value(text):
    edtf = None if text in {None, "zz"} else text
    return None if text is None else to_json(PartialDate(text=text, edtf=edtf))


@st.composite
def consents(draw):
    values = {
        "purpose": draw(st.sampled_from(list(map(str, Purpose)))),
        "answer": draw(answers),
        "body": draw(st.sampled_from([None, f" {BODY.upper()} ", "Another court"])),
        "given_by": draw(st.sampled_from(["self", "spouse", None])),
        "date": date_value(draw(days)),
        "until": date_value(draw(days)),
        "withdrawn_on": date_value(draw(st.sampled_from([None, None, "2025"]))),
    }
    kept = {key: value for key, value in values.items() if value is not None}
    conflicts = draw(st.sampled_from([(), (), ("answer",), ("given_by",)]))
    return Record(id="c", type="consent", values=kept, conflicts=conflicts)


@st.composite
def people(draw, name):
    values = {**filled("person", name, []), "confidentiality": draw(sensitivities)}
    for purpose in Purpose:
        values[f"consent_{purpose}"] = draw(st.sampled_from(["yes", "no", None]))
    kept = {key: value for key, value in values.items() if value is not None}
    record = Record(id=name, type="person", ref=f"ref-{name}", values=kept)
    return record, tuple(draw(st.lists(consents(), max_size=3)))


@st.composite
def trees(draw):
    two = [draw(people(name)) for name in ("p1", "p2")]
    names = [person.id for person, _ in two]
    case = filled("case", "case", names)
    case["confidentiality"] = draw(sensitivities)
    parts = [
        Record(
            id=f"{each.key}-{n}",
            type=each.key,
            parent="case",
            values={
                **filled(each.key, f"{each.key}-{n}", draw(st.permutations(names))),
                **({"consent": draw(uses)} if each.key in DECIDING else {}),
            },
        )
        for n, each in enumerate(draw(st.lists(st.sampled_from(PARTS), max_size=4)))
    ]
    top = Record(
        id="case",
        type="case",
        values={key: value for key, value in case.items() if value is not None},
    )
    return RecordTree(
        record=top,
        children=tuple(parts),
        linked={person.id: person for person, _ in two},
        consents={person.id: said for person, said in two},
    )


def secrets_of(tree):
    """Every filled value of the tree with the field it stands in."""
    for record in (tree.record, *tree.children, *tree.linked.values()):
        for key in record.values:
            field = record.declaration.field(key)
            if field is not None and field.kind is not Kind.LINK:
                yield record, field, secret(record.id, field)


@given(trees(), st.sampled_from(AUDIENCES))
def test_what_is_withheld_is_nowhere_in_what_is_shown(tree, audience):
    try:
        shown = disclosed_to(audience, tree)
    except NotAllowedError:
        return
    text = repr(shown.tree)
    kept_back = withheld(tree, audience)
    assert not kept_back & set(shown.tree.linked)
    for record, field, value in secrets_of(tree):
        if must_not_show(tree, record, field, audience, kept_back):
            assert value not in text, (record.id, field.key)


def linked_by(tree, *, accusing):
    """Persons that involvements link to, or everything else."""
    return {
        str(value)
        for each in (tree.record, *tree.children)
        for value in each.values.values()
        if (each.type == "involvement") is accusing
        and isinstance(value, str)
        and value in tree.linked
    }


def withheld(tree, audience):
    """Who did not agree."""
    return {
        key
        for key, person in tree.linked.items()
        if naming(person, tree.consents[key], audience) is Naming.WITHHELD
    }


def must_not_show(tree, record, field, audience, kept_back):
    if field.sensitivity is Sensitivity.SEALED or record.id in kept_back:
        return True
    if record.type in DECIDING and not may_be_used(tree, record, audience):
        return True
    if audience.level is Level.PARTNER:
        # Restricted text may name anybody.
        named = kept_back & (
            linked_by(tree, accusing=True) | linked_by(tree, accusing=False)
        )
        restricted = field.sensitivity is Sensitivity.RESTRICTED
        return bool(named) and restricted and record.type != "person"
    if record.type != "person" or field.key not in {"name", "pseudonym"}:
        return field.sensitivity is not Sensitivity.PUBLIC
    said = tree.consents[record.id]
    how = naming(record, said, audience)
    return field.key == "name" and how is not Naming.NAME


def may_be_used(tree, record, audience):
    """The document itself, and whoever it shows, agreed."""
    terms = set(record.values["consent"])
    outside = "body" if audience.body else "share"
    wanted = {"publish"} if audience.level is Level.PUBLIC else {outside, "publish"}
    shown = record.values.get("shows")
    seen = shown is None or (
        effective(
            tree.linked[shown], tree.consents[shown], Purpose.PHOTO_VOICE, today=TODAY
        )
        is Answer.YES
    )
    return bool(terms & wanted) and "no" not in terms and seen


@given(people("p1"), st.sampled_from(AUDIENCES))
def test_a_person_is_shown_only_with_a_yes_that_holds(said, audience):
    person, consent = said
    purposes = {
        (Level.PARTNER, ""): [Purpose.SHARE],
        (Level.PARTNER, BODY): [Purpose.SHARE_BODY],
        (Level.PUBLIC, ""): [Purpose.PUBLISH_NAME, Purpose.PUBLISH_ANONYMOUSLY],
    }[audience.level, audience.body]
    holds = [
        effective(person, consent, each, today=TODAY, body=BODY) is Answer.YES
        for each in purposes
    ]
    how = naming(person, consent, audience)
    assert how is Naming.WITHHELD or any(holds)
    if audience.level is Level.PUBLIC and not holds[0]:
        assert how is not Naming.NAME
    assert (how is Naming.WITHHELD) == (
        hindrance(person, consent, audience) is not None
    )


@given(people("p1"), st.lists(consents(), max_size=2))
def test_one_more_refusal_never_shows_more(said, more):
    person, consent = said
    refusals = [
        Record(id="n", type="consent", values={**each.values, "answer": "no"})
        for each in more
    ]
    order = [Naming.WITHHELD, Naming.PSEUDONYM, Naming.NAME]
    for audience in AUDIENCES:
        before = naming(person, consent, audience)
        after = naming(person, (*consent, *refusals), audience)
        assert order.index(after) <= order.index(before)


def involvement_tree(approvals, **values):
    person = Record(id="p", type="person", values={"name": "Invented Officer"})
    accused = {"who": "p", **values}
    involvement = Record(id="i", type="involvement", parent="c", values=accused)
    parts = [
        Record(
            id=f"a{n}",
            type="naming_approval",
            parent="c",
            values={"involvement": "i", "approves": said},
        )
        for n, (said, _) in enumerate(approvals)
    ]
    return RecordTree(
        record=Record(id="c", type="case", values={"title": "A case"}),
        children=(involvement, *parts),
        linked={"p": person},
        approvers={f"a{n}": who for n, (_, who) in enumerate(approvals) if who},
    )


def names_the_officer(tree, level=Level.PUBLIC):
    return "Invented Officer" in repr(disclose(tree, level, today=TODAY).tree)


def test_an_official_is_named_in_public_only_when_two_people_approved():
    yes = "yes"
    assert not names_the_officer(involvement_tree([]))
    assert not names_the_officer(involvement_tree([(yes, "one")]))
    assert not names_the_officer(involvement_tree([(yes, "one"), (yes, "one")]))
    assert not names_the_officer(involvement_tree([(yes, "one"), (yes, None)]))
    assert names_the_officer(involvement_tree([(yes, "one"), (yes, "two")]))
    refused = [(yes, "one"), (yes, "two"), ("no", "three")]
    assert not names_the_officer(involvement_tree(refused))
    assert names_the_officer(involvement_tree([], latest_status="convicted"))
    assert not names_the_officer(involvement_tree([], latest_status="acquitted"))


def test_a_conviction_or_approvals_say_nothing_about_partners():
    approved = involvement_tree([("yes", "one"), ("yes", "two")])
    assert not names_the_officer(approved, Level.PARTNER)


def test_parts_of_a_person_stay_within_the_unit():
    for declared_part in children_of("person"):
        part = Record(id="x", type=declared_part.key, parent="p", values={})
        for level in OUTSIDE:
            try:
                disclose(RecordTree(record=part), level, today=TODAY)
            except NotAllowedError:
                continue
            raise AssertionError(declared_part.key)
