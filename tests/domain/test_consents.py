"""Consent in effect: whose word, for what, on which day."""

import pytest

from monitor_desktop.domain.consents import Answer, Purpose, effective
from monitor_desktop.domain.partial_dates import PartialDate, to_json
from monitor_desktop.domain.records import Record

TODAY = "2026-11-26"
SHARE = Purpose.SHARE


def day(edtf):
    return to_json(PartialDate(text=edtf, edtf=edtf))


def consent(answer="yes", *, conflicts=(), purpose="share", **values):
    dates = {
        key: day(value)
        for key, value in values.items()
        if key in {"date", "until", "withdrawn_on"} and isinstance(value, str)
    }
    given = {"purpose": purpose, "answer": answer, "given_by": "self", **values}
    return Record(
        id="c", type="consent", parent="p", conflicts=conflicts, values=given | dates
    )


def person(**values):
    return Record(id="p", type="person", values=values)


def relative(answer="yes", **values):
    return consent(answer, given_by="spouse", **values)


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        ([], Answer.UNKNOWN),
        ([consent()], Answer.YES),
        ([consent("no")], Answer.NO),
        ([consent("withdrawn")], Answer.NO),
        ([consent({"missing": "unknown"})], Answer.UNKNOWN),
        ([consent(purpose="keep")], Answer.UNKNOWN),
        ([consent(until="2026-11-26")], Answer.YES),
        ([consent(until="2026-11-25")], Answer.NO),
        ([consent(until="2027")], Answer.YES),
        ([consent(until="2026")], Answer.NO),
        ([consent(until={"text": "the end of the trial", "edtf": None})],
         Answer.UNKNOWN),
        ([consent(until={"missing": "not_asked"})], Answer.UNKNOWN),
        ([consent(withdrawn_on="2026-11")], Answer.NO),
        ([consent(withdrawn_on={"text": "last week", "edtf": None})], Answer.NO),
        ([consent(date="2027-01-01")], Answer.UNKNOWN),
        ([consent(conflicts=("answer",))], Answer.NO),
        ([consent(conflicts=("until",))], Answer.UNKNOWN),
        ([relative()], Answer.YES),
        ([relative(), consent("no")], Answer.NO),
        ([relative(date="2026-11-20"), consent("no", date="2020")], Answer.NO),
        ([relative("no"), consent()], Answer.YES),
        ([relative(), consent({"missing": "not_asked"})], Answer.YES),
        ([relative(), relative("no")], Answer.NO),
        ([relative(), consent(until="2025")], Answer.NO),
        ([consent(), consent("no", given_by=None)], Answer.NO),
        ([consent("no", date="2025"), consent(date="2026-02-01")], Answer.YES),
        ([consent("no", date="2026"), consent(date="2026-02-01")], Answer.NO),
        ([consent("no"), consent(date="2026-02-01")], Answer.NO),
        ([consent(withdrawn_on="2025-03-01"), consent(date="2025-03-02")], Answer.YES),
        ([consent(withdrawn_on="2025-03-02"), consent(date="2025-03-02")], Answer.NO),
    ],
)  # fmt: skip
def test_the_word_that_holds_today(consents, expected):
    for order in (consents, consents[::-1]):
        assert effective(person(), order, SHARE, today=TODAY) is expected


def test_what_was_asked_before_the_records_counts_beside_them():
    before = person(consent_share="yes", consent_date=day("2025"))
    assert effective(before, [], SHARE, today=TODAY) is Answer.YES
    assert effective(before, [relative("no")], SHARE, today=TODAY) is Answer.YES
    assert effective(before, [consent("no")], SHARE, today=TODAY) is Answer.NO
    said_no = person(consent_share="no", consent_date=day("2025"))
    later = consent(date="2026-01-01")
    assert effective(said_no, [later], SHARE, today=TODAY) is Answer.YES
    assert effective(said_no, [relative()], SHARE, today=TODAY) is Answer.NO


def test_without_a_day_no_consent_with_an_end_holds():
    assert effective(person(), [consent()], SHARE, today=None) is Answer.YES
    ending = consent(until="2099")
    assert effective(person(), [ending], SHARE, today=None) is Answer.UNKNOWN


def test_a_body_gets_only_what_names_it():
    one = consent(purpose="share_body", body="Human Rights Committee")
    asked = {"purpose": Purpose.SHARE_BODY, "today": TODAY}
    by_name = effective(person(), [one], body="human rights  committee", **asked)
    assert by_name is Answer.YES
    assert effective(person(), [one], body="A court", **asked) is Answer.UNKNOWN
    assert effective(person(), [one], **asked) is Answer.UNKNOWN
    to_nobody = consent("no", purpose="share_body")
    both = [one, to_nobody]
    named = effective(person(), both, body="Human Rights Committee", **asked)
    assert named is Answer.NO
