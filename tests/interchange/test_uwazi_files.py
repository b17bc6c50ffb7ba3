"""Headings and terms of Uwazi's CSV."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.interchange import uwazi_headings
from monitor_desktop.interchange.csv_files import table
from monitor_desktop.interchange.uwazi_files import read
from monitor_desktop.interchange.uwazi_terms import NAMED, SEVERAL, Terms


@pytest.fixture(scope="module")
def kit():
    return wiring.kit()


@pytest.fixture
def terms(kit):
    return Terms(kit.vocabularies, kit.gazetteer)


def test_every_term_and_place_comes_back_from_its_labels(kit, terms):
    fields = {
        each.vocabulary or each.kind: each
        for kind in RECORD_TYPES
        for each in kind.fields
        if each.kind in NAMED
    }
    named = 0
    for name, field in fields.items():
        lists = kit.vocabularies
        listed = kit.gazetteer if name == "place" else lists[str(name)]
        for each in listed:
            labels = terms.labels(field, each.code)
            assert terms.code(field, labels) == each.code
            assert SEVERAL not in "".join(labels.values())
            named += labels["tg"] != each.code
    assert named > 800


@pytest.mark.parametrize(
    ("heading", "apart"),
    [
        (" Date from ", ("date_from", "")),
        ("title__RU", ("title", "ru")),
        ("Дата: начало", ("дата__начало", "")),
        ("#Title", ("title", "")),
        ("x_geolocation", ("x_geolocation", "")),
    ],
)
def test_a_heading_is_a_property_and_a_language(heading, apart):
    assert uwazi_headings.split(heading) == apart


@pytest.mark.parametrize(
    ("columns", "is_uwazis"),
    [
        (["Title", "Status"], True),
        (["title", "template"], True),
        (["title", "status__en"], True),
        (["title__en"], True),
        (["title", "place_geolocation"], True),
        (["title", "status"], False),
        (["page", "when"], False),
        (["name", "other__en"], False),
    ],
)
def test_a_table_is_uwazis_by_a_title_and_a_mark(columns, is_uwazis):
    assert uwazi_headings.looks_like(columns, ["title", "status"]) is is_uwazis


def values_of(lines, terms):
    found = read(table(lines, "file"), "case", terms)
    return [each.values for _, each in found.records]


def test_what_no_field_holds_is_kept_under_its_heading(terms):
    lines = [
        ["Title", "Status", "status", "Title__ru", "Title__es", "Date from"],
        ["A", "Open", "Closed", "Б", "C", "2020-01-02~2020-03-04"],
    ]
    (values,) = values_of(lines, terms)
    assert values == {
        "title": "A",
        "status": "open",
        "date_from": {"text": lines[1][-1], "edtf": "2020-01-02/2020-03-04"},
        "notes": "Title__ru: Б\nTitle__es: C\nstatus: Closed",
    }


def test_labels_of_several_languages_name_the_same_terms(terms):
    labels = dict(zip(LANGUAGES, ("Кушода", "Закрыто", "Open"), strict=True))
    lines = [["Title", *(f"Status__{each}" for each in LANGUAGES)]]
    lines.append(["A", *labels.values()])
    (values,) = values_of(lines, terms)
    assert "status" not in values
    assert len(values["notes"].splitlines()) == 3


def test_what_uwazi_exports_comes_in_too(terms):
    exported = {
        "Title": "A",
        "Date added": "2022-05-01",
        "Template": "Case",
        "Date from": "2022-01-03",
        "Status": "Group::Open",
        "Geolocation": "38.56|68.77",
        "Published": "Published",
    }
    (values,) = values_of([list(exported), list(exported.values())], terms)
    assert values == {
        "title": "A",
        "date_from": "2022-01-03",
        "status": "open",
        "coordinates": "38.56, 68.77",
        "notes": "Date added: 2022-05-01\nPublished: Published",
    }
