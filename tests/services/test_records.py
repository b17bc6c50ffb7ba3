import datetime as dt
import json
import time

import pytest

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import (
    EnvironmentFailedError,
    InvalidValueError,
    LockedOutError,
    UsageError,
)
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Owner


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "profile"


@pytest.fixture
def workspace(folder, kit):
    owner = Owner(name="Арча", unit="Маркази намуна", role="monitor")
    opened = workspaces.create(folder, "қалам", owner, kit, kdf_memory_mib=64)
    yield opened
    opened.close()


def test_a_case_is_entered_and_read_back(workspace):
    added = records.add(
        workspace,
        "case",
        {
            "title": "Боздошти хабарнигор",
            "status": "open",
            "date_from": "байни 9 ва 12 ноябри 2026",
            "place": "Курган-Тюбе",
            "rights_affected": "life|liberty",
            "summary.tg": "мухтасар",
            "summary.en": "summary",
        },
    )
    shown = records.show(workspace, added.ref).record
    assert shown.values == {
        "title": "Боздошти хабарнигор",
        "status": "open",
        "date_from": {
            "text": "байни 9 ва 12 ноябри 2026",
            "edtf": "2026-11-09/2026-11-12",
            "from": "2026-11-09",
            "to": "2026-11-12",
        },
        "place": "TJ-KT-01",
        "rights_affected": ["liberty", "life"],
        "summary": {"tg": "мухтасар", "en": "summary"},
    }


def test_references_count_up_and_find_the_record(workspace):
    refs = [records.add(workspace, "case", {"title": each}).ref for each in "ab"]
    assert [each[-5:] for each in refs] == ["-0001", "-0002"]
    assert records.show(workspace, refs[1].lower()).record.title == "b"


def test_parts_hang_under_their_case(workspace):
    case = records.add(workspace, "case", {"title": "x"})
    person = records.add(workspace, "person", {"name": "Раҳим"})
    act = records.add(workspace, "act", {"parent": case.ref, "victim": person.ref})
    tree = records.show(workspace, case.ref)
    assert [each.id for each in tree.children] == [act.id]
    assert tree.linked[person.id].title == "Раҳим"
    assert act.ref is None


@pytest.mark.parametrize(
    ("type_key", "values", "error"),
    [
        ("case", {"nonsense": "x"}, UsageError),
        ("case", {"status": "nonsense"}, InvalidValueError),
        ("case", {"date_from": "31.02.2026"}, InvalidValueError),
        ("case", {"place": "nowhere at all"}, InvalidValueError),
        ("case", {"rights_affected": "a|z"}, InvalidValueError),
        ("case", {"summary.xx": "x"}, InvalidValueError),
        ("case", {"parent": "x"}, InvalidValueError),
        ("act", {"note": "no parent"}, InvalidValueError),
        ("act", {"parent": "ZZZZ-2026-0001"}, UsageError),
        ("person", {"group_size": "many"}, InvalidValueError),
        ("meeting", {}, UsageError),
    ],
)
def test_what_cannot_be_held_is_refused_and_nothing_is_written(
    workspace, type_key, values, error
):
    with pytest.raises(error):
        records.add(workspace, type_key, values)
    assert records.listed(workspace, ListQuery(type="case")) == (0, [])


def test_no_plan_supersedes_itself(workspace):
    older, newer = (records.add(workspace, "plan", {"title": t}) for t in "AB")
    records.change(workspace, newer.ref, {"supersedes": older.ref})
    with pytest.raises(InvalidValueError) as refused:
        records.change(workspace, newer.ref, {"supersedes": newer.ref})
    assert refused.value.details["reason"] == "own_record"
    shown = records.show(workspace, newer.ref).record
    assert shown.values["supersedes"] == older.id


def test_only_what_changed_becomes_an_operation(workspace):
    case = records.add(workspace, "case", {"title": "x", "rights_affected": "life"})
    assert records.change(workspace, case.ref, {"title": "x"}).operations == 0
    changed = records.change(
        workspace, case.ref, {"title": "y", "rights_affected": "liberty", "status": ""}
    )
    assert changed.operations == 3
    values = records.show(workspace, case.ref).record.values
    assert values == {"title": "y", "rights_affected": ["liberty"]}


def test_history_tells_every_value(workspace):
    case = records.add(workspace, "case", {"title": "one"})
    records.change(workspace, case.ref, {"title": "two"})
    story = records.history(workspace, case.ref)
    assert [each.value for each in story if each.field == "ev0102"] == ["one", "two"]
    assert story[-1].pred == (story[-2].id,)


def test_a_deleted_record_leaves_the_list_and_comes_back(workspace):
    case = records.add(workspace, "case", {"title": "x"})
    records.delete(workspace, case.ref)
    assert records.listed(workspace, ListQuery(type="case"))[0] == 0
    records.restore(workspace, case.ref)
    assert records.listed(workspace, ListQuery(type="case"))[0] == 1


def test_a_profile_opens_again_with_its_passphrase_only(workspace, folder, kit):
    case = records.add(workspace, "case", {"title": "x"})
    device = workspace.device
    with pytest.raises(EnvironmentFailedError, match="PROFILE_IN_USE"):
        workspaces.unlock(folder, "қалам", kit)
    workspace.close()
    with pytest.raises(LockedOutError, match="WRONG_PASSPHRASE"):
        workspaces.unlock(folder, "қаламча", kit)
    again = workspaces.unlock(folder, "қалам", kit)
    assert (again.device, again.owner.name) == (device, "Арча")
    assert records.show(again, case.ref).record.title == "x"
    again.close()


def test_an_unknown_role_is_refused(folder, kit):
    owner = Owner(name="x", unit="y", role="king")
    with pytest.raises(UsageError, match="INVALID_VALUE"):
        workspaces.create(folder, "x", owner, kit, kdf_memory_mib=64)


def test_no_name_lies_on_the_disk(workspace, folder):
    records.add(
        workspace, "person", {"name": "Ғафуров Қодирҷон", "safe_contact": "кӯча"}
    )
    for file in folder.iterdir():
        data = file.read_bytes()
        for word in ("Қодирҷон", "кӯча", "Арча", "намуна"):
            assert word.encode() not in data
            assert word.encode("utf-16-le") not in data


def test_parts_of_a_deleted_record_are_in_no_list(workspace):
    case = records.add(workspace, "case", {"title": "x"})
    records.add(workspace, "source", {"parent": case.ref, "title": "told"})
    assert records.listed(workspace, ListQuery(type="source"))[0] == 1
    records.delete(workspace, case.ref)
    assert records.listed(workspace, ListQuery(type="source")) == (0, [])
    records.restore(workspace, case.ref)
    assert records.listed(workspace, ListQuery(type="source"))[0] == 1


def test_a_number_is_read_as_it_was_given(workspace):
    for given, read in (("3", "3"), ("2.5", "2.5"), (0, "0")):
        made = records.add(workspace, "person", {"name": "x", "group_size": given})
        values = records.show(workspace, made.id).record.values
        assert json.dumps(values["group_size"]) == read


@pytest.fixture
def in_dushanbe(monkeypatch):
    """Five hours ahead: days begin there first."""
    monkeypatch.setenv("TZ", "Asia/Dushanbe")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_a_year_begins_where_the_laptop_stands(workspace, clock, in_dushanbe):
    new_year = dt.datetime(2026, 12, 31, 20, tzinfo=dt.UTC)
    clock.ms = int(new_year.timestamp() * 1000)
    assert today(workspace.kit) == "2027-01-01"
    assert "-2027-" in records.add(workspace, "case", {"title": "a"}).ref


def test_counts_and_amounts_are_not_less_than_nothing_but_a_change_may_be(workspace):
    for value in (-3, "-0.5"):
        with pytest.raises(InvalidValueError) as caught:
            records.add(
                workspace, "monitoring_report", {"title": "x", "people_held": value}
            )
        assert caught.value.details["reason"] == "negative"
    records.add(workspace, "monitoring_report", {"title": "x", "people_held": 0})
    records.add(workspace, "indicator", {"title": "x", "target": -10})


def test_a_part_of_a_hundred_is_not_more_than_that(workspace):
    training = records.add(workspace, "training", {"title": "x"}).id
    for value in (120, "100,5"):
        with pytest.raises(InvalidValueError) as caught:
            given = {"parent": training, "name": "x", "pre_test": value}
            records.add(workspace, "training_participant", given)
        assert caught.value.details["reason"] == "too_large"
    records.add(
        workspace, "training_participant", {"parent": training, "pre_test": 100}
    )
