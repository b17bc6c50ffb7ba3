"""Plans that supersede each other: refused here, told after a merge of two halves."""

import pytest

from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.i18n.circle_texts import circle_text
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import circles, history, record_notes, records
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.interchange import imports
from monitor_desktop.services.paper import sheets
from monitor_desktop.services.profile import doctor


@pytest.fixture
def plans(world, trio):
    """Three plans that all three laptops know."""
    one, hub, two = trio
    made = [records.add(one, "plan", {"title": each}) for each in ("A", "B", "C")]
    world.send(one, hub)
    world.send(hub, two)
    return [each.id for each in made]


def supersede(workspace, newer, older):
    return records.change(workspace, newer, {"supersedes": older})


def told(workspace, record_id):
    return record_notes.about(workspace, record_id).circles


def test_a_way_back_by_others_is_refused_and_nothing_is_written(trio, plans):
    hub, (a, b, c) = trio[1], plans
    supersede(hub, a, b)
    supersede(hub, b, c)
    before = len(records.history(hub, c))
    for older in (a, b):
        with pytest.raises(InvalidValueError) as refused:
            supersede(hub, c, older)
        assert refused.value.code == "INVALID_VALUE"
        assert refused.value.details["reason"] == "circle"
    assert len(records.history(hub, c)) == before
    assert told(hub, c) == ()


def test_a_table_makes_no_circle_either(trio, plans, tmp_path):
    hub, (a, b, _) = trio[1], plans
    supersede(hub, a, b)
    one, other = (records.show(hub, each).record.ref for each in (a, b))
    path = tmp_path / "plans.csv"
    path.write_text(f"ref,title,supersedes\n{other},B,{one}\n", encoding="utf-8")
    made = imports.table(hub, path, "plan", {})
    assert (made.updated, len(made.refused)) == (0, 1)
    assert told(hub, b) == ()


def test_a_deleted_plan_leads_nowhere(trio, plans):
    hub, (a, b, _) = trio[1], plans
    supersede(hub, a, b)
    records.delete(hub, a)
    supersede(hub, b, a)
    assert told(hub, b) == ()
    records.restore(hub, a)
    assert [each.field for each in told(hub, b)] == ["supersedes"]


def test_what_was_there_before_is_brought_back_only_where_it_closes_no_circle(
    trio, plans
):
    hub, (a, b, _) = trio[1], plans
    supersede(hub, a, b)
    supersede(hub, a, None)
    supersede(hub, b, a)
    turns = [t for e in history.story(hub, a).events for t in e.turns]
    was = next(each for each in turns if each.after == b)
    with pytest.raises(InvalidValueError):
        history.bring_back(hub, was)
    assert told(hub, a) == ()


@pytest.fixture
def merged(world, trio, plans, digest_of):
    """Each laptop entered a half of the circle; all have both by now."""
    one, hub, two = trio
    a, b, _ = plans
    supersede(one, a, b)
    supersede(two, b, a)
    world.send(one, hub)
    world.send(two, hub)
    for each in (one, two):
        world.send(hub, each)
    assert digest_of(one) == digest_of(hub) == digest_of(two)
    return plans


def test_two_halves_of_a_circle_both_stay_and_are_told_everywhere(trio, merged):
    a, b, c = merged
    for workspace in trio:
        assert conflicts.listed(workspace) == []
        shown = {each: records.show(workspace, each).record.values for each in merged}
        assert (shown[a]["supersedes"], shown[b]["supersedes"]) == (b, a)
        for first, second in ((a, b), (b, a)):
            (circle,) = told(workspace, first)
            assert [each.id for each in circle.records] == [first, second]
        assert told(workspace, c) == ()
        assert doctor.examine(workspace) == []


def test_a_circle_is_told_in_every_language(trio, merged, kit):
    hub, (a, *_) = trio[1], merged
    (found,) = circles.about(hub, [records.show(hub, a).record])
    said = set()
    for language in LANGUAGES:
        reader = Reader(
            words=kit.catalogues.words(language),
            vocabularies=kit.vocabularies,
            gazetteer=kit.gazetteer,
        )
        said.add(circle_text(reader, found.field, found.records, {}))
    assert len(said) == len(LANGUAGES)
    assert all("«A» → " in each and each.count("→") == 2 for each in said)


def test_a_plan_in_a_circle_is_printed_changed_and_freed_again(
    world, trio, merged, digest_of
):
    one, hub, _ = trio
    a, b, c = merged
    assert sheets.make(hub, [a, b], sheets.Choice(languages=("en",))).pdf
    # What stands there is not refused once more, and others may still lead in.
    assert records.change(hub, a, {"title": "A2", "supersedes": b}).operations == 1
    supersede(hub, c, a)
    supersede(hub, a, None)
    world.send(hub, one)
    assert [told(each, record) for each in (one, hub) for record in merged] == [()] * 6
    assert records.show(one, b).record.values["supersedes"] == a
    assert digest_of(one) == digest_of(hub)
