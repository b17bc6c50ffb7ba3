"""A case that says everything, to be sent out in a format and taken in again."""

from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import records
from monitor_desktop.services.interchange import imports

SAMPLES = {
    Kind.TEXT: 'a <b> & "c"\r\n\td\'',
    Kind.LONG_TEXT: "ӣ\n\nтексти дароз",
    Kind.MULTILINGUAL: {"tg": "Ҳодиса", "ru": "Дело"},
    Kind.PARTIAL_DATE: "summer 1993",
    Kind.DATE_TIME: "2026-05-01T10:30",
    Kind.NUMBER: 2.5,
    Kind.YES_NO: "no",
    Kind.PLACE: "TJ-DU",
}


def sample(workspace, field):
    if field.kind in (Kind.CHOICE, Kind.MULTIPLE_CHOICE):
        codes = [each.code for each in workspace.kit.vocabularies[field.vocabulary]]
        return codes[:2] if field.kind is Kind.MULTIPLE_CHOICE else codes[0]
    return SAMPLES.get(field.kind)


def filled(workspace, record_type, **links):
    found = {}
    for field in record_type.fields:
        value = sample(workspace, field)
        if value is not None and not field.fixed:
            found[field.key] = value
    if record_type.field("confidentiality"):
        found["confidentiality"] = "internal"
    return {**found, **links}


SKIPPED = {"naming_approval", "identity", "consent"}
"""Written by the program or by rules of their own."""


def tell(laptop):
    """A case with a part of every type, everything filled, and two persons."""
    types = {each.key: each for each in RECORD_TYPES}
    victim = records.add(laptop, "person", filled(laptop, types["person"]))
    accused = records.add(laptop, "person", {"name": "Ихтирошуда"})
    link = {"parent": victim.id, "other": accused.id}
    records.add(laptop, "person_link", filled(laptop, types["person_link"], **link))
    earlier = records.add(laptop, "case", {"title": "Earlier"})
    case = records.add(laptop, "case", filled(laptop, types["case"]))
    made = {"person": victim.id, "case": earlier.id}
    for kind in (each for each in RECORD_TYPES if each.parent == "case"):
        if kind.key not in SKIPPED:
            links = {
                each.key: made[each.target]
                for each in kind.fields
                if each.kind is Kind.LINK and each.target in made
            }
            given = filled(laptop, kind, parent=case.id, **links)
            made[kind.key] = records.add(laptop, kind.key, given).id
    records.add(laptop, "act", {"parent": case.id, "victim": accused.id})
    records.add(laptop, "involvement", {"parent": case.id, "who": accused.id})
    return case, victim


def all_of(workspace, type_key):
    return records.listed(workspace, ListQuery(type=type_key, limit=100))[1]


def plain(workspace, record_id):
    """What a record and its parts say, links by what they lead to."""
    tree = records.show(workspace, record_id)
    parts = {each.id: each for each in tree.children}

    def said(field, value):
        if field.kind is not Kind.LINK:
            return value
        linked = parts.get(value) or records.show(workspace, value).record
        return (linked.type, repr(linked.values.get("name")))

    found = []
    for each in (tree.record, *tree.children):
        fields = [each.declaration.field(key) for key in each.values]
        values = {
            field.key: said(field, each.values[field.key])
            for field in fields
            if field.sensitivity != "sealed"
        }
        found.append((each.type, values))
    return [found[0], *sorted(found[1:], key=repr)]


def taken(workspace, path, type_key, **options):
    found = imports.table(workspace, path, type_key, {}, **options)
    assert found.refused == ()
    return (found.new, found.updated, found.unchanged)
