"""JSON of our own and of KoBo, read as strangers' bytes."""

import json

import pytest

from monitor_desktop.errors import InputRefusedError
from monitor_desktop.interchange import json_files, kobo_files

OWN = {
    "ref": "K7QF-2026-0147",
    "type": "case",
    "values": {"title": "x"},
    "children": [{"ref": None, "type": "act", "values": {"type": "0101"}}],
}
SUBMISSION = {"_uuid": "u1", "what": "Beating"}


def read(data):
    value = json_files.parsed(data, "file")
    own = kobo_files if kobo_files.looks_like(value) else json_files
    return own.read(value, "file")


def records(*changed):
    return json.dumps({"records": [{**OWN, **each} for each in changed]}).encode()


def test_records_and_parts_are_read_as_they_were_written():
    ((number, found),) = read(b"\xef\xbb\xbf" + records({})).records
    assert (number, found.ref, found.type) == (1, "K7QF-2026-0147", "case")
    (part,) = found.parts
    assert (part.ref, part.type, part.values) == ("", "act", {"type": "0101"})


HOSTILE = {
    "empty": b"{",
    "cut": records({})[:-9],
    "bytes-behind": records({}) + b"{}",
    "a-key-twice": b'{"records": [], "records": []}',
    "no-number": b'{"records": [NaN]}',
    "deep": b'{"records": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "half-a-letter": b'{"records": ["\\ud800"]}',
    "no-text": b"[\xff\xfe]",
    "no-list": b'{"records": {}}',
    "another-key": b'{"records": [], "macro": 1}',
    "no-record": b'{"records": [1]}',
    "no-values": records({"values": []}),
    "a-number-for-a-reference": records({"ref": 5}),
    "a-list-for-a-type": records({"type": ["case"]}),
    "an-unknown-word": json.dumps({"records": [{**OWN, "path": "../x"}]}).encode(),
    "a-part-with-parts": records({"children": [OWN]}),
    "a-list-of-nothing-known": b'[{"id": 1}]',
    "a-submission-without-a-name": json.dumps([SUBMISSION, {"what": "x"}]).encode(),
    "a-long-answer": json.dumps([{**SUBMISSION, "q": "x" * 1_000_001}]).encode(),
    "too-many-in-a-repeat": json.dumps(
        [{**SUBMISSION, "who": [{"who/q": 1}] * 20_000}]
    ).encode(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_every_hostile_file_is_refused_by_name(name):
    with pytest.raises(InputRefusedError) as caught:
        read(HOSTILE[name])
    assert caught.value.code == "UNREADABLE_FILE"
    assert caught.value.details == {"file": "file", "reason": "json"}


def test_a_file_that_is_too_large_is_not_parsed(monkeypatch):
    monkeypatch.setattr(json_files, "LARGEST_BYTES", 4)
    with pytest.raises(InputRefusedError, match="TOO_LARGE"):
        read(b"[    ]")


def test_submissions_are_rows_and_every_item_of_a_repeat_has_a_number():
    submission = {
        **SUBMISSION,
        "__version__": "v1",
        "_attachments": [{"media_file_basename": "a.jpg"}, {"filename": "x/b.jpg"}],
        "_geolocation": [38.5, None],
        "_tags": [],
        "how many": 2,
        "sure": True,
        "people/who": [
            {"people/who/name": "A", "people/who/harm": [{"q": "1"}, {"q": "2"}]},
            {"people/who/name": "B"},
        ],
        "by": [{"by/rank": "C"}],
    }
    table = read(json.dumps({"count": 1, "results": [submission]}).encode())
    assert table.identity == ("_uuid",)
    ((number, row),) = table.rows
    assert number == 1
    assert row == {
        "_uuid": "u1",
        "what": "Beating",
        "_attachments": "a.jpg x/b.jpg",
        "_geolocation": "38.5",
        "how many": "2",
        "sure": "yes",
        "people/who/name#2": "A",
        "q#2": "1; 2",
        "people/who/name#3": "B",
        "by/rank#4": "C",
    }
    assert {"people/who/name", "by/rank", "_uuid"} <= set(table.columns)
