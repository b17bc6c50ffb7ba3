import os
import subprocess
import sys

import pytest

from monitor_desktop.crypto.key_slots import KeySlots
from monitor_desktop.domain import names
from monitor_desktop.domain.conflicts import split_id
from monitor_desktop.domain.operations import Edit, OperationKind
from monitor_desktop.domain.queries import Filter, ListQuery, Match
from monitor_desktop.errors import (
    BugError,
    EnvironmentFailedError,
    InputRefusedError,
    UsageError,
)
from monitor_desktop.store import disputes, journal, reading, searching, word_index
from monitor_desktop.store.profiles import ProfileFolder
from monitor_desktop.store.store import Store

KEY = b"k" * 32
DEVICE = "d" * 32
OTHER = "e" * 32
CASE = "c" * 32


@pytest.fixture
def path(tmp_path):
    return tmp_path / "store.db"


@pytest.fixture
def store(path, clock, ids):
    opened = Store(path, KEY, clock=clock, ids=ids)
    yield opened
    opened.close()


def title(value, *, pred=(), record=CASE, field="ev0102", **edit):
    return Edit(
        type="case", record=record, top=record, field=field, value=value,
        pred=tuple(pred), **edit,
    )  # fmt: skip


def write(store, *edits, device=DEVICE):
    with store.transaction() as connection:
        return store.write(connection, device, edits)


def rows(store, query, *values):
    with store.transaction() as connection:
        return [tuple(each) for each in connection.exec_driver_sql(query, values)]


def digest(store):
    with store.transaction() as connection:
        return store.state_digest(connection)


def test_an_edit_is_shown_in_its_view(store):
    write(store, title("Боздошт"), title("K7QF-2026-0001", field="_ref"))
    assert rows(store, "SELECT title, _ref FROM view_case") == [
        ("Боздошт", "K7QF-2026-0001")
    ]


def test_what_was_written_is_there_after_closing(store, path, clock, ids):
    write(store, title("Боздошт"))
    before = digest(store)
    store.close()
    again = Store(path, KEY, clock=clock, ids=ids)
    assert digest(again) == before
    again.close()


def test_a_wrong_key_says_nothing_on_standard_error(store, path, capfd, clock, ids):
    store.close()
    with pytest.raises(InputRefusedError, match="PROFILE_DAMAGED"):
        Store(path, b"x" * 32, clock=clock, ids=ids)
    assert capfd.readouterr().err == ""


def test_the_key_is_raw_and_not_a_passphrase(store, path):
    store.close()
    script = (
        "import sys, sqlcipher3.dbapi2 as d\n"
        "c = d.connect(sys.argv[1])\n"
        "c.execute('PRAGMA cipher_log_level = NONE')\n"
        "c.execute('PRAGMA key = \"x' + chr(39) + sys.argv[2] + chr(39) + '\"')\n"
        "c.execute('PRAGMA cipher_page_size = 8192')\n"
        "print(c.execute('SELECT count(*) FROM contact').fetchone()[0])\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, str(path), KEY.hex()],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.stdout, found.stderr) == ("0\n", "")


def test_names_are_nowhere_on_disk(store, path):
    write(store, title("Ғафуров Қодирҷон"))
    for file in path.parent.iterdir():
        data = file.read_bytes()
        for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
            assert "Қодирҷон".encode(encoding) not in data, file.name


def test_a_failed_transaction_changes_nothing(store):
    before = digest(store)
    with pytest.raises(ZeroDivisionError), store.transaction() as connection:
        store.write(connection, DEVICE, [title("lost")])
        raise ZeroDivisionError
    assert digest(store) == before
    assert rows(store, "SELECT count(*) FROM operation") == [(0,)]


def test_concurrent_values_are_a_listed_conflict_until_somebody_decides(store):
    (one,) = write(store, title("one"))
    (two,) = write(store, title("two"), device=OTHER)
    assert rows(store, "SELECT record, field FROM conflict") == [(CASE, "ev0102")]
    write(store, title("both", pred=[one.id, two.id]))
    assert rows(store, "SELECT * FROM conflict") == []
    assert rows(store, "SELECT title FROM view_case") == [("both",)]


def test_terms_and_languages_are_registers_of_their_own(store):
    write(
        store,
        title(True, field="ev0153", sub="a"),
        title(True, field="ev0153", sub="b"),
        title("тоҷикӣ", field="ev9006", sub="tg"),
        title("english", field="ev9006", sub="en"),
    )
    assert rows(
        store,
        "SELECT rights_affected, summary_tg, summary_ru, summary_en FROM view_case",
    ) == [('["a", "b"]', "тоҷикӣ", None, "english")]


def test_a_partial_date_has_its_bounds_in_the_view(store):
    date = {"text": "June or July 1993", "edtf": "[1993-06,1993-07]"}
    write(store, title(date, field="ev0113"))
    assert rows(
        store, "SELECT date_from, date_from_from, date_from_to FROM view_case"
    ) == [("June or July 1993", "1993-06-01", "1993-07-31")]


def test_a_delete_hides_and_an_unseen_edit_of_a_part_brings_back(store):
    (made,) = write(store, title("one"))
    gone = title({"seen": [made.id]}, field="_life", kind=OperationKind.DELETE)
    write(store, gone)
    assert rows(store, "SELECT _deleted FROM view_case") == [(1,)]
    part = Edit(type="act", record="a" * 32, top=CASE, field="ac9102", value="late")
    write(store, part, device=OTHER)
    assert rows(store, "SELECT _deleted FROM view_case") == [(0,)]
    assert rows(store, "SELECT record, field FROM conflict") == [(CASE, "_life")]


def test_search_finds_every_spelling(store):
    write(store, title("Раҳмонов Наҷмиддин"))
    query = "SELECT count(*) FROM search WHERE search MATCH ?"
    assert rows(store, query, "rahmon*") == [(1,)]
    numbers = rows(store, "SELECT number FROM record")
    assert rows(store, "SELECT rowid FROM search") == numbers
    assert rows(store, "SELECT _number FROM view_case") == numbers


def test_a_changed_text_is_no_longer_found_under_its_old_words(store):
    (made,) = write(store, title("Раҳмонов"))
    write(store, title("Каримов", pred=[made.id]))
    query = "SELECT count(*) FROM search WHERE search MATCH ?"
    assert rows(store, query, "rahmonov") == [(0,)]
    assert rows(store, query, "karimov") == [(1,)]


def test_segments_of_the_index_are_merged_little_by_little(store, monkeypatch):
    monkeypatch.setattr(word_index, "_SCATTERED", 1)
    monkeypatch.setattr(word_index, "_MERGED_PAGES", 1)
    for number in range(3):
        long = " ".join(f"раҳмон{each}" for each in range(number, 400, 3))
        write(store, title(long, record=f"{number:032x}"))
    steps = 0
    while True:
        before = found_by(store, "rahmon1")
        with store.transaction() as connection:
            if not word_index.tidy_some(connection):
                break
        steps += 1
        assert found_by(store, "rahmon1") == before != []
    assert steps > 1
    assert rows(store, "SELECT count(DISTINCT segid) FROM search_idx") == [(1,)]


def found_by(store, text):
    with store.transaction() as connection:
        return searching.search(connection, names.query_words(text), limit=9)


def test_rebuilding_gives_the_same_state(store):
    (one,) = write(store, title("one"), title("x", field="_ref"))[:1]
    write(store, title("two"), device=OTHER)
    write(store, title({"seen": [one.id]}, field="_life", kind=OperationKind.DELETE))
    tables = ("view_case", "head", "conflict", "reference")
    before = digest(store), [rows(store, f"SELECT * FROM {each}") for each in tables]
    with store.transaction() as connection:
        store.rebuild(connection)
    after = digest(store), [rows(store, f"SELECT * FROM {each}") for each in tables]
    assert after == before


def test_the_same_operations_in_any_order_give_the_same_digest(
    store, tmp_path, clock, ids
):
    made = write(store, title("one"), title("two", field="ev9004"))
    theirs = write(store, title("three"), device=OTHER)
    other = Store(tmp_path / "other.db", KEY, clock=clock, ids=ids)
    for operations in (theirs, made):
        with other.transaction() as connection:
            other.add(connection, operations)
    assert digest(other) == digest(store)
    other.close()


def test_the_clock_never_goes_back_and_follows_others_only_a_day(store, clock):
    (first,) = write(store, title("one"))
    clock.advance(-3_600_000)
    (second,) = write(store, title("two", pred=[first.id]))
    assert second.clock_us == first.clock_us + 1
    far = second._replace(clock_us=first.clock_us * 2)
    with store.transaction() as connection:
        store.meet_clock(connection, [far])
    (third,) = write(store, title("three", pred=[second.id]))
    assert third.clock_us <= clock.now_ms() * 1000 + 86_400_000_001


def test_a_healthy_store_has_no_findings_and_a_changed_journal_has(store):
    write(store, title("one"), title("two", field="ev9004"))
    with store.transaction() as connection:
        assert store.check(connection) == []
        connection.exec_driver_sql("UPDATE operation SET header = '{}' WHERE n = 1")
        assert store.check(connection) == ["JOURNAL"]


def test_a_newer_store_asks_for_a_newer_program(store, path, clock, ids):
    with store.transaction() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(InputRefusedError, match="NEEDS_NEWER_APP"):
        Store(path, KEY, clock=clock, ids=ids)


def test_a_type_of_a_newer_program_is_kept_and_counted(store):
    unknown = Edit(type="meeting", record=CASE, top=CASE, field="xx1", value=1)
    write(store, unknown)
    assert rows(store, "SELECT type FROM record") == [("meeting",)]
    with store.transaction() as connection:
        assert len(journal.of_record(connection, CASE)) == 1


def listed(store, **query):
    with store.transaction() as connection:
        asked = ListQuery(type="case", **query)
        found = reading.listed(connection, asked)
        assert reading.counted(connection, asked) >= len(found)
        return [each.values["title"] for each in found]


def three_cases(store):
    for number, (name, date, status) in enumerate(
        [
            ("Ӯғулзода", "1993-22", "open"),
            ("Умед", "2020", "closed"),
            ("Ҷӯра", None, "open"),
        ]
    ):
        case = f"{number:032x}"
        write(
            store,
            title(name, record=case),
            title(status, record=case, field="ev9002"),
            title({"text": "x", "edtf": date}, record=case, field="ev0113"),
        )


def test_a_list_is_ordered_as_tajik_readers_order(store):
    three_cases(store)
    assert listed(store, sort="title", descending=False) == ["Умед", "Ӯғулзода", "Ҷӯра"]
    assert listed(store, sort="date_from", descending=False)[0] == "Ӯғулзода"
    assert listed(store, sort="title", limit=1, offset=1) == ["Ӯғулзода"]


def test_a_list_is_filtered_by_code_and_by_possible_days(store):
    three_cases(store)
    is_open = Filter(key="status", values=["open"])
    assert set(listed(store, filters=[is_open])) == {"Ӯғулзода", "Ҷӯра"}
    summer = Filter(
        key="date_from", match=Match.OVERLAPS, values=["1993-08-31", "1993-12-31"]
    )
    assert listed(store, filters=[summer]) == ["Ӯғулзода"]


def test_an_unknown_field_is_refused(store):
    with pytest.raises(UsageError, match="NO_SUCH_FIELD"):
        listed(store, filters=[Filter(key="nonsense", values=["x"])])


def test_a_tree_holds_parts_and_the_persons_they_link_to(store):
    person, act = "b" * 32, "a" * 32
    write(
        store,
        title("case"),
        Edit(type="person", record=person, top=person, field="pe0903", value="Раҳим"),
        Edit(type="act", record=act, top=CASE, field="_parent", value=CASE),
        Edit(type="act", record=act, top=CASE, field="ac2102", value=person),
    )
    with store.transaction() as connection:
        tree = reading.tree(connection, CASE)
        hits = searching.search(connection, names.query_words("Рахим"), limit=9)
    assert [each.values for each in tree.children_of("act")] == [{"victim": person}]
    assert tree.linked[person].title == "Раҳим"
    assert hits == [(person, person)]


def test_both_sides_of_a_conflict_are_told(store):
    write(store, title("one"))
    write(store, title("two"), device=OTHER)
    with store.transaction() as connection:
        (conflict,) = disputes.conflicts(connection)
        shown = reading.record(connection, CASE)
    assert {(each.value, each.device) for each in conflict.sides} == {
        ("one", DEVICE),
        ("two", OTHER),
    }
    assert shown.conflicts == ("title",)
    assert split_id(conflict.id) == (CASE, "ev0102", "")


def test_a_closed_store_opens_for_nobody(store, path):
    """A late question would open it behind the lock, or lay out an empty one."""
    store.close()
    path.unlink()
    with pytest.raises(BugError), store.transaction():
        pass
    assert not path.exists()


def test_a_profile_is_held_by_one_process(tmp_path):
    first, second = ProfileFolder(tmp_path), ProfileFolder(tmp_path)
    first.hold()
    with pytest.raises(EnvironmentFailedError, match="PROFILE_IN_USE") as caught:
        second.hold()
    assert str(os.getpid()) in caught.value.details["holder"]
    first.release()
    second.hold()
    second.release()


def test_a_folder_with_a_profile_is_not_made_again(tmp_path):
    slots, key = KeySlots.create("x", memory_mib=64)
    folder = ProfileFolder(tmp_path / "new")
    with pytest.raises(UsageError, match="NO_PROFILE"):
        folder.slots()
    folder.make(slots)
    assert folder.slots().unlock("x") == key
    with pytest.raises(UsageError, match="PROFILE_EXISTS"):
        folder.make(slots)
    assert [each.name for each in folder.folder.iterdir()] == ["keys.json"]
