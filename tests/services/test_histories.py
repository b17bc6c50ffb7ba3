import pytest

from monitor_desktop.domain.operations import OperationKind
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.history_texts import (
    begun_sentences,
    import_sentence,
    turn_sentence,
)
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import history, records, same_persons
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.evidence.attachments import Handover
from monitor_desktop.services.interchange import import_log, imports
from monitor_desktop.store import journal

LATER_MS = 60_000


@pytest.fixture
def workspace(world):
    return world.laptop("Archa")


@pytest.fixture
def case(workspace):
    """A case changed twice by its author, with a part that came and went."""
    made = records.add(workspace, "case", {"title": "First", "status": "open"})
    workspace.kit.clock.ms += LATER_MS
    records.change(workspace, made.id, {"title": "Second", "rights_affected": None})
    workspace.kit.clock.ms += LATER_MS
    records.change(workspace, made.id, {"title": "Third", "status": None})
    workspace.kit.clock.ms += LATER_MS
    part = records.add(workspace, "source", {"parent": made.id, "title": "A letter"})
    workspace.kit.clock.ms += LATER_MS
    records.delete(workspace, part.id)
    return made.id


def reader(workspace, language):
    kit = workspace.kit
    return Reader(
        words=kit.catalogues.words(language),
        vocabularies=kit.vocabularies,
        gazetteer=kit.gazetteer,
    )


def sentences(workspace, case, language):
    told, how = history.story(workspace, case), reader(workspace, language)
    return [
        [
            *begun_sentences(how, each, told.linked),
            *(turn_sentence(how, turn, told.linked) for turn in each.turns),
        ]
        for each in told.events
    ]


def test_the_story_says_what_went_from_what_to_what(workspace, case):
    assert sentences(workspace, case, "en") == [
        [
            "Case was entered.",
            "Case title was filled in: First",
            "Status was filled in: Open",
        ],
        ["Case title was changed from “First” to “Second”"],
        [
            "Case title was changed from “Second” to “Third”",
            "Status was cleared. It was: Open",
        ],
        ["Source was entered.", "Source was filled in: A letter"],
        ["Source «A letter» was deleted."],
    ]


def test_a_date_written_as_machines_write_is_told_in_words(workspace, case):
    workspace.kit.clock.ms += LATER_MS
    records.change(workspace, case, {"date_from": "2026-11", "received": "нояб. 2026"})
    said = " ".join(sentences(workspace, case, "ru")[-1])
    assert "ноябрь 2026 г." in said
    assert "нояб. 2026" in said


@pytest.mark.parametrize(
    ("language", "words"),
    [("tg", "аз «First» ба «Second» иваз шуд"), ("ru", "было «First», стало «Second»")],
)
def test_the_story_is_told_in_every_language(workspace, case, language, words):
    assert words in sentences(workspace, case, language)[1][0]


def test_who_wrote_is_named(workspace, case):
    told = history.story(workspace, case)
    assert {told.names[each.device] for each in told.events} == {workspace.owner.name}


def test_two_moments_can_be_compared(workspace, case):
    told = history.story(workspace, case)
    first, second = told.events[0].until_us, told.events[2].until_us
    assert told.values_at(case, first)["title"] == "First"
    assert told.values_at(case, first)["status"] == "open"
    assert told.values_at(case, second) == {"title": "Third"}
    assert told.values_at(case, first - 1_000_000) == {}


def test_a_value_is_brought_back_as_a_new_operation(workspace, case):
    told = history.story(workspace, case)
    turn = next(each for each in told.events[0].turns if each.after == "First")
    assert history.bring_back(workspace, turn).operations == 1
    assert records.show(workspace, case).record.values["title"] == "First"
    again = history.story(workspace, case)
    assert again.events[-1].turns[-1].before == "Third"
    assert len(again.operations) == len(told.operations) + 1
    assert history.bring_back(workspace, turn).operations == 0


def test_a_delete_is_no_value_to_bring_back(workspace, case):
    told = history.story(workspace, case)
    turn = told.events[-1].turns[0]
    assert turn.kind == OperationKind.DELETE
    with pytest.raises(UsageError, match="VALUE_NOT_HELD"):
        history.bring_back(workspace, turn)


def test_a_decision_taken_back_is_told_as_that(world, trio):
    one, hub, two = trio
    case = records.add(one, "case", {"title": "First"})
    world.send(one, hub)
    world.send(hub, two)
    for each, name in ((one, "Second"), (two, "Third")):
        records.change(each, case.ref, {"title": name})
        world.send(each, hub)
    (waiting,) = conflicts.listed(hub)
    hub.kit.clock.ms += LATER_MS
    conflicts.resolve(hub, waiting.conflict.id, keep=1)
    hub.kit.clock.ms += LATER_MS
    conflicts.undo(hub, waiting.conflict.id)
    told = sentences(hub, case.id, "en")
    kept = waiting.sides[0].value
    assert {"Second", "Third"} == {each.value for each in waiting.sides}
    assert told[-2][0] in {
        f"Case title was decided between “{one}”, “{other}”: {kept}"
        for one, other in (("Second", "Third"), ("Third", "Second"))
    }
    assert set(told[-1]) == {
        "Case title: the decision was taken back, this value waits again: Second",
        "Case title: the decision was taken back, this value waits again: Third",
    }


def later(workspace):
    workspace.kit.clock.ms += LATER_MS


def told_last(workspace, ref, language="en"):
    return sentences(workspace, ref, language)[-1]


def test_the_log_of_custody_is_told_in_its_own_sentences(workspace, case, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("invented", encoding="utf-8")
    later(workspace)
    attached = attachments.attach(workspace, case, path)
    later(workspace)
    attachments.hand_over(
        workspace,
        attached.id,
        Handover(from_whom="A", to_whom="B", happened_on="", reason=""),
    )
    (said,) = told_last(workspace, case)
    assert said.startswith("a: ")
    assert "the original went from A to B" in said
    entered = sentences(workspace, case, "ru")[-2]
    assert sum("a.txt" in each for each in entered) == 2  # its name, and the intake
    told = history.story(workspace, case)
    assert not any(turn.type == "custody" for e in told.events for turn in e.turns)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Sources: the order was changed."),
        ("ru", "Источники: изменён порядок."),
        ("tg", "Манбаъҳо: тартиб иваз карда шуд."),
    ],
)
def test_a_moved_part_is_told_once(workspace, case, language, words):
    parts = [
        records.add(workspace, "source", {"parent": case, "title": each}).id
        for each in ("One", "Two", "Three")
    ]
    later(workspace)
    with workspace.transaction() as transaction:
        for place, each in enumerate(reversed(parts)):
            records.place_within(workspace, transaction, each, place + 1)
    assert told_last(workspace, case, language) == [words]


def test_a_value_that_stands_again_is_told_as_a_return(workspace, case):
    later(workspace)
    records.change(workspace, case, {"title": "Second"})
    assert told_last(workspace, case) == [
        "Case title was changed back from “Third” to “Second”"
    ]


def test_both_persons_tell_what_was_decided_about_them(workspace):
    one = records.add(workspace, "person", {"name": "Invented One"}).id
    other = records.add(workspace, "person", {"name": "Invented Other"}).id
    later(workspace)
    same_persons.decide(workspace, one, other, same_persons.SAME)
    later(workspace)
    same_persons.decide(workspace, one, other, None)
    for each in (one, other):
        told = sentences(workspace, each, "en")[-2:]
        assert told == [
            ["“Invented One” and “Invented Other”: The same person"],
            ["“Invented One” and “Invented Other”: nothing is decided any more."],
        ]


def test_a_withdrawn_consent_is_told_as_that(workspace):
    person = records.add(workspace, "person", {"name": "Invented"}).id
    given = {"parent": person, "purpose": "publish_name", "answer": "yes"}
    consent = records.add(workspace, "consent", given).id
    later(workspace)
    records.change(workspace, consent, {"withdrawn_on": "2026-11-26"})
    (said,) = told_last(workspace, person)
    assert said.startswith("Consent «")
    assert said.endswith("» was withdrawn: 26 November 2026")


def test_an_import_and_its_undoing_are_named(workspace, tmp_path):
    path = tmp_path / "from others.csv"
    path.write_text("title\nInvented\n", encoding="utf-8")
    made = imports.table(workspace, path, "case", {"columns": {"title": "title"}})
    later(workspace)
    import_log.undo(workspace, made.id)
    (entry,) = import_log.listed(workspace)
    with workspace.transaction() as transaction:
        first = next(
            journal.of_device(transaction, entry.device, after=entry.first - 1)
        )
    told = history.story(workspace, first.record)
    named = [told.import_of(each) for each in told.events]
    assert named == [("from others.csv", False), ("from others.csv", True)]
    words = workspace.kit.catalogues.words("en")
    said = [import_sentence(words, file, is_undone=it) for file, it in named]
    assert said == [
        "Import: from others.csv",
        "The import of from others.csv was taken back.",
    ]


def test_what_was_deleted_is_not_there_at_that_moment(workspace, case):
    told = history.story(workspace, case)
    (part,) = set(told.parts) - {case}
    there, gone = told.events[-2].until_us, told.events[-1].until_us
    assert told.values_at(part, there) == {"title": "A letter"}
    assert told.values_at(part, gone) == {}
    assert told.linked[part].values["title"] == "A letter"
    later(workspace)
    records.restore(workspace, part)
    again = history.story(workspace, case)
    assert again.values_at(part, again.events[-1].until_us) == {"title": "A letter"}
