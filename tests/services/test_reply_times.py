"""How bodies answer, over a real store."""

import pytest

from monitor_desktop.domain.reply_times import By
from monitor_desktop.services import records
from monitor_desktop.services.time_limits import reply_times
from monitor_desktop.services.time_limits.reply_times import Question

LAW = "information_law_2008"
ASKED = {"subject": "A", "body": "Вазорати адлия", "legal_basis": LAW}


@pytest.fixture
def laptop(world):
    """Three written requests, one of them answered late, and a call."""
    made = world.laptop("laptop")
    for received, reply, outcome in (
        ("2026-03-02", "2026-03-12", "full"),
        ("2026-03-02", "2026-05-01", "refusal"),
        ("2026-03-02", "", "silence"),
    ):
        values = {"received_on": received, "reply_on": reply, "outcome": outcome}
        records.add(made, "info_request", {**ASKED, **values})
    call = {"question": "B", "body": "Hukumat", "asked_on": "9 November 2026"}
    records.add(made, "oral_request", {**call, "outcome": "refused", "kind": "phone"})
    return made


def test_counts_and_days_by_body(laptop):
    answer = reply_times.count(laptop, Question(by=By.BODY))
    found = {each.key: each for each in answer.rows}
    written = found["Вазорати адлия"]
    assert (written.asked, written.replied, written.late) == (3, 2, 1)
    assert (written.median, written.longest) == (35, 60)
    assert (found["Hukumat"].asked, found["Hukumat"].median) == (1, None)
    assert answer.total.asked == 4


def test_a_period_and_a_deleted_request(laptop):
    within = Question(by=By.LAW, first="2026-11-01", last="2026-11-30")
    assert reply_times.count(laptop, within).total.asked == 1
    found = records.add(laptop, "info_request", ASKED)
    records.delete(laptop, found.ref)
    assert reply_times.count(laptop, Question(by=By.LAW)).total.asked == 4


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_everything_has_a_name(laptop, language):
    words = laptop.kit.catalogues.words(language)
    for by in By:
        question = Question(by=by, public=True)
        lines = reply_times.named(
            laptop, words, question, reply_times.count(laptop, question)
        )
        assert all("replies." not in cell for line in lines for cell in line)
        assert not {"refused", LAW, "phone", "silence"} & {each[0] for each in lines}
    assert lines[-1][1:] == ["4", "3", "1", "1", "35", "60"]
