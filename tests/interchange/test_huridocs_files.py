"""XML of strangers: what is refused, and what it may say."""

import re

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.domain.partial_dates import PartialDate, to_json
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.interchange import huridocs_files, huridocs_writing, xml_files


def read(text, encoding="utf-8"):
    data = text.encode(encoding)
    assert xml_files.looks_like(data)
    root = xml_files.parsed(data, "file")
    return huridocs_files.read(root, "file", lambda _field, _value: True).records


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        ('<!DOCTYPE events [<!ENTITY a "b">]><events/>', "UNREADABLE_FILE", "doctype"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "UNREADABLE_FILE", "doctype"),
        ("<events><event></events>", "UNREADABLE_FILE", "xml"),
        ("<events>&a;</events>", "UNREADABLE_FILE", "xml"),
        ("<events/><events/>", "UNREADABLE_FILE", "xml"),
        ('<?xml version="1.0" encoding="none"?><a/>', "UNREADABLE_FILE", "xml"),
        ("<svg/>", "UNREADABLE_FILE", "huridocs"),
        ("<a>" * 20 + "</a>" * 20, "TOO_LARGE", "xml"),
    ],
)
def test_what_is_no_such_file_is_refused_and_says_why(text, code, reason):
    with pytest.raises(InputRefusedError) as refused:
        read(text)
    assert (refused.value.code, refused.value.details["reason"]) == (code, reason)


def test_an_entity_bomb_is_refused_before_it_is_lit():
    """Ten times ten, nine times: ten thousand million letters from a kilobyte."""
    grown = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = f'<!DOCTYPE a [<!ENTITY a0 "{"x" * 10}">{grown}]><events>&a9;</events>'
    with pytest.raises(InputRefusedError) as refused:
        read(text)
    assert refused.value.details["reason"] == "doctype"


@pytest.mark.parametrize("tag", ["<event/>", '<event a="" b=""/>'])
def test_elements_and_attributes_are_counted_before_they_are_a_tree(tag, monkeypatch):
    text = "<events>" + tag * 99 + "</events>"
    monkeypatch.setattr(xml_files, "MOST_ELEMENTS", 99 if "=" not in tag else 200)
    with pytest.raises(InputRefusedError) as refused:
        read(text)
    assert refused.value.code == "TOO_LARGE"
    monkeypatch.setattr(xml_files, "MOST_ELEMENTS", 300)
    assert len(read(text)) == 99


def test_a_file_that_is_far_too_large_is_not_read(monkeypatch):
    monkeypatch.setattr(xml_files, "LARGEST_BYTES", 8)
    with pytest.raises(InputRefusedError) as refused:
        read("<events/>")
    assert refused.value.code == "TOO_LARGE"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_come_in_whatever_they_are_written_in(encoding):
    (record,) = read(
        "<events><event><event_title>Ҳ</event_title></event></events>", encoding
    )
    assert record[1].values == {"title": "Ҳ"}


@pytest.mark.parametrize(
    ("day", "guess", "value"),
    [
        ("2011-06-05", "", {"text": "2011-06-05", "edtf": "2011-06-05"}),
        ("2011-06-05 00:00:00", "", {"text": "2011-06-05", "edtf": "2011-06-05"}),
        ("2011-06-01", "010000000000", {"text": "2011-06-01~", "edtf": "2011-06-01~"}),
        ("2011-06-01", "020000000000", {"text": "2011-06", "edtf": "2011-06"}),
        ("2011-01-01", "030000000000", {"text": "2011", "edtf": "2011"}),
        ("2011-06-00", "", "2011-06-00"),
        ("in summer", "", "in summer"),
    ],
)
def test_a_date_is_as_wide_as_the_file_says(day, guess, value):
    beside = f"<initial_date_type>{guess}</initial_date_type>"
    text = f"<events><event><initial_date>{day}</initial_date>{beside}</event></events>"
    assert read(text)[0][1].values == {"date_from": value}


def test_no_date_is_no_value():
    text = "<events><event><initial_date>0000-00-00</initial_date></event></events>"
    assert read(text)[0][1].values == {}


def written(**values):
    record = Record(id="1" * 32, type="case", ref="A", values=values)
    data = huridocs_writing.write([RecordTree(record=record)], "2026-01-01")
    lines = data.decode().splitlines()
    first = lines.index("<event_record_number>A</event_record_number>")
    return lines[first + 1 : lines.index("</event>")]


@pytest.mark.parametrize(
    ("edtf", "day", "guess"),
    [
        ("2011", "2011-01-01", "030000000000"),
        ("2011-06", "2011-06-01", "020000000000"),
        ("2011-22", "2011-06-01", "010000000000"),
        ("2011-06-05/2011-06-07", "2011-06-05", "010000000000"),
    ],
)
def test_a_wide_date_is_its_first_day_a_guess_and_its_own_words(edtf, day, guess):
    date = to_json(PartialDate(text="words", edtf=edtf))
    assert written(date_from=date) == [
        f"<initial_date>{day}</initial_date>",
        f"<initial_date_type>{guess}</initial_date_type>",
        f'<m:value field="date_from" edtf="{edtf}">words</m:value>',
    ]


def test_a_day_and_a_code_of_huridocs_need_no_words_of_ours():
    day = to_json(PartialDate(text="2011-06-05", edtf="2011-06-05"))
    said = written(date_from=day, violation_status="010000000000", confidentiality=None)
    assert said == [
        "<initial_date>2011-06-05</initial_date>",
        "<violation_status>010000000000</violation_status>",
    ]


def test_what_the_standard_does_not_hold_stands_in_our_own_namespace():
    said = written(status="open", confidentiality="sealed", outlet="\x01<")
    assert said == [
        '<m:value field="status">open</m:value>',
        "<confidentiality>y</confidentiality>",
        '<m:value field="confidentiality">sealed</m:value>',
        '<m:value field="outlet">\ufffd&lt;</m:value>',
    ]


def test_a_word_of_ours_goes_out_with_the_number_of_the_standard_and_comes_back():
    kit = wiring.kit()
    values = {"name": "Invented", "sex": "female", "counting_unit": "state_body"}
    person = RecordTree(record=Record(id="p", type="person", values=values))
    data = huridocs_writing.write([person], "2026-11-26", kit.huridocs_numbers)
    text = data.decode()
    assert "<sex>020000000000</sex>" in text
    assert "<counting_unit>030000000000</counting_unit>" in text
    # A file of ours says the whole, one of strangers what the number means.
    strange = re.sub("<m:value[^>]*>[^<]*</m:value>", "", text)
    for given, unit in ((text, "state_body"), (strange, "group")):
        root = xml_files.parsed(given.encode(), "file")
        found = huridocs_files.read(
            root, "file", lambda _field, _value: True, kit.huridocs_numbers
        )
        ((_, document),) = found.records
        assert document.values["sex"] == "female"
        assert document.values["counting_unit"] == unit


def test_every_number_is_of_a_term_there_is_and_comes_back_as_one():
    kit = wiring.kit()
    numbers = kit.huridocs_numbers
    for (name, code), number in numbers.out.items():
        assert kit.vocabularies[name].get(code), (name, code)
        assert kit.vocabularies[name].get(number) is None, (name, number)
        assert re.fullmatch("[0-9]{12}", number)
    for (name, number), code in numbers.back.items():
        assert numbers.out[name, code] == number
