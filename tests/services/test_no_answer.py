"""Unknown, not asked, refused to say: three values of any field, none of them empty."""

import csv

import pytest

from monitor_desktop.documents.kinds import build_sheet
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.domain.catalogue import RECORD_TYPES, top_types
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.missing import Missing
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import filters, records, search
from monitor_desktop.services.exchange import bundles
from monitor_desktop.services.interchange import exports, imports

KINDS = sorted(set(Kind) - {Kind.ATTACHMENTS})


@pytest.fixture
def laptop(world):
    return world.laptop("one", role="coordinator")


def fields_of_every_kind():
    """A field of each kind that any top record type has."""
    found = {}
    for declared in RECORD_TYPES:
        for field in declared.fields:
            if not declared.is_part and not field.fixed:
                found.setdefault(field.kind, (declared.key, field))
    return found


def listed(workspace, type_key, key, text):
    condition = filters.condition(workspace, type_key, key, text)
    query = ListQuery(type=type_key, filters=(condition,))
    return {each.ref for each in records.listed(workspace, query)[1]}


def reader_of(kit, language):
    return Reader(
        words=kit.catalogues.words(language),
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
    )


def test_every_field_of_every_type_holds_each_of_the_three(laptop, kit):
    reader = reader_of(kit, "ru")
    for declared in top_types():
        fields = [each for each in declared.fields if not each.fixed]
        marks = [tuple(Missing)[n % 3] for n, _ in enumerate(fields)]
        given = {each.key: mark.mark for each, mark in zip(fields, marks, strict=True)}
        ref = records.add(laptop, declared.key, given).id
        shown = records.show(laptop, ref).record.values
        assert set(shown) == set(given)
        for field, mark in zip(fields, marks, strict=True):
            assert shown[field.key] == {"missing": str(mark)}
            said = {
                Missing.UNKNOWN: "Неизвестно",
                Missing.NOT_ASKED: "Не спрашивали",
                Missing.REFUSED: "Отказ от ответа",
            }[mark]
            assert reader.text(field, shown[field.key], {}) == said


def test_each_is_found_and_none_is_taken_for_empty(laptop):
    for type_key, field in fields_of_every_kind().values():
        empty = records.add(laptop, type_key, {}).ref
        refs = {
            each: records.add(laptop, type_key, {field.key: each.value_of_field}).ref
            for each in Missing
        }
        for each, ref in refs.items():
            assert listed(laptop, type_key, field.key, each.mark) == {ref}
        every = listed(laptop, type_key, field.key, "?")
        assert every == set(refs.values())
        assert empty not in every


@pytest.mark.parametrize(
    ("key", "answer", "shown"),
    [
        ("title", "A case", "A case"),
        ("summary", {"ru": "слова"}, {"ru": "слова"}),
        ("rights_affected", ["life"], ["life"]),
        ("place", "TJ-KT-01", "TJ-KT-01"),
    ],
)
def test_an_answer_takes_the_place_of_none_and_back(laptop, key, answer, shown):
    ref = records.add(laptop, "case", {key: "?not_asked"}).ref
    records.change(laptop, ref, {key: answer})
    assert records.show(laptop, ref).record.values == {key: shown}
    records.change(laptop, ref, {key: {"missing": "refused"}})
    assert records.show(laptop, ref).record.values == {key: {"missing": "refused"}}
    records.change(laptop, ref, {key: None})
    assert records.show(laptop, ref).record.values == {}


def test_a_filter_finds_what_is_empty_and_a_text_in_any_language(laptop):
    rights = ["life", "no_torture"]
    told = {"summary": {"ru": "слова"}, "rights_affected": rights}
    unknown = {"summary": "?unknown", "rights_affected": "?unknown"}
    for title, given in {"empty": {}, "told": told, "unknown": unknown}.items():
        records.add(laptop, "case", {"title": title, **given})

    def titles(key, text):
        wanted = filters.condition(laptop, "case", key, text)
        query = ListQuery(type="case", filters=(wanted,))
        return {each.title for each in records.listed(laptop, query)[1]}

    assert titles("summary", "") == titles("rights_affected", " ") == {"empty"}
    assert titles("summary", "?") == {"unknown"}
    assert titles("summary", "слова") == {"told"}
    for code in rights:
        assert titles("rights_affected", code) == {"told"}


def test_saying_the_same_again_writes_nothing(laptop):
    given = {"title": "?unknown", "summary": "?unknown", "rights_affected": "?unknown"}
    ref = records.add(laptop, "case", given).ref
    assert records.change(laptop, ref, given).operations == 0


def test_no_other_reason_is_taken(laptop):
    for wrong in ({"missing": "why"}, {"missing": ["unknown"]}):
        with pytest.raises(InvalidValueError):
            records.add(laptop, "case", {"title": wrong})


def test_search_does_not_meet_the_words_of_no_answer(laptop):
    records.add(laptop, "case", {"title": "?unknown", "summary": "?refused"})
    for word in ("unknown", "refused", "missing", "Неизвестно"):
        assert search.search(laptop, word).total == 0


def test_an_answer_given_meanwhile_stands_before_no_answer(world):
    one, hub = world.laptop("one"), world.laptop("hub", role="coordinator")
    world.meet(one, hub)
    ref = records.add(one, "case", {"title": "A case"}).ref
    assert world.send(one, hub)
    records.change(one, ref, {"summary": "?not_asked", "rights_affected": "?unknown"})
    said = {"summary": {"tg": "сухан"}, "rights_affected": ["life"]}
    records.change(hub, ref, said)
    assert bundles.receive(hub, world.bundle(one, hub))
    shown = records.show(hub, ref).record.values
    assert {key: shown[key] for key in said} == said


def test_a_table_written_is_read_as_it_was(world, laptop, tmp_path):
    given = {"title": "A", "summary": "?refused", "place": "?unknown"}
    given |= {"date_from": "?not_asked", "rights_affected": "?unknown"}
    ref = records.add(laptop, "case", given).ref
    written = tmp_path / "cases.csv"
    exports.csv(laptop, "case", written, Level.INTERNAL)
    row = next(csv.DictReader(written.read_text("utf-8-sig").splitlines()))
    assert row["place"] == "?unknown"
    assert row["date_from"] == "?not_asked"
    assert {row[f"summary.{each}"] for each in ("tg", "ru", "en")} == {"?refused"}
    assert imports.table(laptop, written, "case", {}).unchanged == 1
    other = world.laptop("two")
    imports.table(other, written, "case", {})
    first = records.show(laptop, ref).record.values
    (again,) = (each.values for each in listed_all(other))
    assert {key: again[key] for key in first} == first


def listed_all(workspace):
    return records.listed(workspace, ListQuery(type="case"))[1]


def test_a_sheet_says_it_in_each_language(laptop, kit):
    ref = records.add(laptop, "case", {"title": "A", "summary": "?refused"}).ref
    shown = disclose(records.show(laptop, ref), Level.INTERNAL)
    sheet = build_sheet(
        shown.tree,
        [reader_of(kit, each) for each in ("tg", "ru", "en")],
        Issue(level=Level.INTERNAL, printed_on="2026-11-26"),
    )
    rows = [row for section in sheet.body for row in section.rows]
    texts = [phrase.text for row in rows for phrase in row.values]
    assert texts == ["Аз ҷавоб худдорӣ кард", "Отказ от ответа", "Refused to say"]


def test_a_victim_nobody_knows_is_no_person_kept_back(laptop):
    ref = records.add(laptop, "case", {"title": "A"}).ref
    records.add(laptop, "act", {"parent": ref, "victim": "?unknown"})
    assert disclose(records.show(laptop, ref), Level.PUBLIC).persons_withheld == 0
