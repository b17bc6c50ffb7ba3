"""How bodies answer: worked by hand, and what a small number may not tell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain.counting import LEAST_PUBLIC
from monitor_desktop.domain.reply_times import OTHERS, Asked, By, tabulate


def asked(body="Ministry", day="2026-03-02", reply=None, **more):
    answered = (reply, reply)
    return Asked(
        body=body,
        asked=(day, day),
        answered=answered,
        replied=reply is not None,
        **more,
    )


def test_the_middle_reply_counts_not_the_slowest():
    days = ["2026-03-05", "2026-03-12", "2029-03-02"]
    _, total = tabulate([asked(reply=each) for each in days], By.BODY)
    assert (total.median, total.longest, total.timed) == (10, 1096, 3)
    _, total = tabulate([asked(reply=each) for each in days[:2]], By.BODY)
    assert total.median == 6.5


def test_silence_is_counted_and_takes_no_days():
    (row,), _ = tabulate([asked(), asked(reply="2026-03-05")], By.BODY)
    assert (row.asked, row.replied, row.timed, row.median) == (2, 1, 1, 3)


@pytest.mark.parametrize(
    "vague",
    [
        asked(reply="2026-03-05", day=None),
        Asked(
            body="M",
            asked=("2026-03-01", "2026-03-31"),
            answered=("2026-04-01",) * 2,
            replied=True,
        ),
        asked(reply="2026-03-01"),
        asked(reply="2026-03-05", oral=True),
    ],
)
def test_days_are_counted_only_where_both_ends_are_certain(vague):
    _, total = tabulate([vague], By.BODY)
    assert (total.replied, total.timed, total.median) == (1, 0, None)


def test_a_reply_is_late_only_when_it_surely_is():
    spans = [("2026-04-02",) * 2, ("2026-04-01",) * 2, ("2026-03-30", "2026-04-05")]
    made = [
        Asked(body="M", answered=each, replied=True, due="2026-04-01") for each in spans
    ]
    assert tabulate(made, By.BODY)[1].late == 1


def test_a_body_is_one_in_whatever_letters_and_called_as_most_wrote_it():
    written = ["Вазорати адлия", "вазорати Адлия", "Вазорати адлия"]
    (row,), _ = tabulate([asked(body=each) for each in written], By.BODY)
    assert (row.key, row.asked) == ("Вазорати адлия", 3)


def test_by_law_outcome_channel_and_year():
    made = [
        asked(law="a", outcome="full", channel="post"),
        asked(law="a", outcome="refusal", channel="email"),
        Asked(body="M", asked=("2025-12-31", "2026-01-01")),
    ]
    found = {by: [each.key for each in tabulate(made, by)[0]] for by in By}
    assert found[By.LAW] == ["a", ""]
    assert found[By.OUTCOME] == ["full", "refusal", ""]
    assert found[By.CHANNEL] == ["email", "post", ""]
    assert found[By.YEAR] == ["2026", ""]


bodies = st.lists(st.sampled_from("abcdef"), max_size=30)


@given(bodies)
def test_in_public_nothing_stands_alone_that_is_too_small(names):
    rows, total = tabulate([asked(body=each) for each in names], By.BODY, public=True)
    assert sum(each.asked for each in rows) == total.asked == len(names)
    if len(names) >= LEAST_PUBLIC:
        assert all(each.asked >= LEAST_PUBLIC for each in rows)
    assert [each.key for each in rows].count(OTHERS) <= 1
