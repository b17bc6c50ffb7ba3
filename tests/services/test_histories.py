import pytest

from monitor_desktop.domain.operations import OperationKind
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.history_texts import begun_sentences, turn_sentence
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import conflicts, history, records

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
    assert told[-2][0].startswith("Case title was decided between several values: ")
    assert set(told[-1]) == {
        "Case title: the decision was taken back, this value waits again: Second",
        "Case title: the decision was taken back, this value waits again: Third",
    }
