"""Every schema that was ever shipped still opens, with nothing lost."""

import shutil
from pathlib import Path

from monitor_desktop.crypto.merkle import Step, root_of
from monitor_desktop.domain import names
from monitor_desktop.domain.acks import Ack
from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.store import (
    attachments,
    chains,
    deliveries,
    edges,
    exchange,
    journal,
    marks,
    reading,
    searching,
)
from monitor_desktop.store.store import Store

KEPT = Path(__file__).parent / "kept"
KEY = bytes(range(32))
DIGEST_8 = "87b13d9079d2a9e51da6686468d2d1161a82b205b6e95b04a9209873ba223aa6"
DIGEST_7 = "d7a1dab34f80e48db11316bff069fd0096055e28c44098bf45753a55619c4e4b"
DIGEST_6 = "0af0e553ba9f4b0d8c872ea0fc4105b44c9c5878f0857bf4af141669364872c2"
DIGEST_5 = "0af0e553ba9f4b0d8c872ea0fc4105b44c9c5878f0857bf4af141669364872c2"
DIGEST_2 = "b147dca7ff7e9611efd0afb057bf01ae7a576ba1aeb9b1a3093795bd518a1b19"
DIGEST_4 = "84eff8946eb0cf606ef4b1d3b77ac6e4602d6b6740e517ed21d790569a8b5049"
DIGEST_1 = "37d31bf06c061fc67df4a4a806b4a010b976c99294fb4b4ae7dcf207c73851e8"


def test_a_store_of_version_1_opens_with_its_record(tmp_path, clock, ids):
    path = shutil.copy(KEPT / "version_1.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_1
        kept = reading.listed(transaction, ListQuery(type="case"))
        assert [each.title for each in kept] == ["Kept case"]
        assert exchange.contacts(transaction) == []
        assert store.check(transaction) == []
    store.close()


def test_a_store_of_version_2_opens_with_its_signed_heads(tmp_path, clock, ids):
    path = shutil.copy(KEPT / "version_2.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_2
        head = exchange.signed_head(transaction, "a" * 32)
        assert (head.size, head.signature, head.steps) == (2, b"s" * 3373, ())
        step = Step(5, bytes(32), (bytes(32), b"x" * 32))
        exchange.put_signed_head(transaction, "a" * 32, head._replace(steps=(step,)))
        assert exchange.signed_head(transaction, "a" * 32).steps == (step,)
    store.close()


def test_a_newly_declared_field_gets_its_column_and_its_values(tmp_path, clock, ids):
    """As after an update: the journal knew the field before the table did."""
    path = shutil.copy(KEPT / "version_1.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        transaction.exec_driver_sql("DROP TABLE view_case")
        transaction.exec_driver_sql("CREATE TABLE view_case (id TEXT PRIMARY KEY)")
    store.close()
    again = Store(path, KEY, clock=clock, ids=ids)
    with again.transaction() as transaction:
        kept = reading.listed(transaction, ListQuery(type="case"))
        assert [each.title for each in kept] == ["Kept case"]
    again.close()


def test_a_store_of_version_4_opens_and_knows_of_nothing_sent(tmp_path, clock, ids):
    path = shutil.copy(KEPT / "version_4.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_4
        (kept,) = exchange.contacts(transaction)
        assert (kept.name, kept.ack.own, kept.sent) == ("kept", 3, Ack())
        positions = deliveries.positions(transaction, ["1" * 32])
        assert positions == {"1" * 32: [("a" * 32, 1), ("a" * 32, 2)]}
        assert store.check(transaction) == []
    store.close()


def test_a_store_of_version_5_gets_room_for_attachments(tmp_path, clock, ids):
    path = shutil.copy(KEPT / "version_5.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_5
        assert transaction.exec_driver_sql("SELECT 1 FROM blob").all() == []
        one = attachments.Sealed(name="n", key=b"k" * 32, size=1, sha256="s")
        attachments.put(transaction, one)
        assert attachments.held(transaction, "s") == one
        assert store.check(transaction) == []
    store.close()


def test_a_store_of_version_6_opens_with_what_was_revoked_still_void(
    tmp_path, clock, ids
):
    path = shutil.copy(KEPT / "version_6.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_6
        store.rebuild(transaction)
        assert store.state_digest(transaction) == DIGEST_6
        kept = reading.listed(transaction, ListQuery(type="case"))
        assert [each.title for each in kept] == ["Kept case"]
        assert store.check(transaction) == []
    store.close()


def test_a_store_of_version_7_keeps_its_heads_and_its_purge_of_then(
    tmp_path, clock, ids
):
    """They name no position; what is written from now on names the last of them."""
    path = shutil.copy(KEPT / "version_7.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_7
        head = exchange.signed_head(transaction, "a" * 32)
        assert (head.size, head.last) == (4, None)
        exchange.put_signed_head(transaction, "a" * 32, head._replace(last=4))
        assert exchange.signed_head(transaction, "a" * 32).last == 4
        assert chains.last(transaction, "a" * 32) == 4
        assert chains.last(transaction, "a" * 32, upto=3) == 3
        old = list(journal.of_device(transaction, "a" * 32))
        assert [each.previous for each in old] == [None] * 4
        edit = Edit(kind="group", type="g", record="9" * 32, top="9" * 32, field="x")
        made = store.write(transaction, "a" * 32, [edit, edit])
        assert [each.previous for each in made] == [4, 5]
        assert store.check(transaction) == []
    store.close()


def test_a_store_of_version_8_finds_names_in_the_spellings_of_now(tmp_path, clock, ids):
    """Search words were written by the fold of then, which knew another й."""
    path = shutil.copy(KEPT / "version_8.db", tmp_path / "store.db")
    store = Store(path, KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        assert store.state_digest(transaction) == DIGEST_8
        for typed in ("Hananzai", "Hananzay", "Ҳананзай", "Хананзаи"):
            words = names.query_words(typed)
            assert searching.search(transaction, words, limit=5) == [("1" * 32,) * 2]
        kept = reading.listed(transaction, ListQuery(type="case"))
        assert [each.title for each in kept] == ["Kept case"]
        assert store.check(transaction) == []
    store.close()


def test_a_store_of_version_9_keeps_earlier_frontiers_from_now_on(
    tmp_path, clock, ids, monkeypatch
):
    """Made here: but for one table and one index it was what a store is now."""
    monkeypatch.setattr(marks, "EVERY", 8)
    device = "a" * 32
    store = Store(tmp_path / "store.db", KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        edits = [
            Edit(type="case", record=f"{n:032x}", top=f"{n:032x}", field="x", value=n)
            for n in range(30)
        ]
        store.write(transaction, device, edits)
        transaction.exec_driver_sql("DROP TABLE journal_mark")
        transaction.exec_driver_sql("DROP INDEX operation_reference")
        transaction.exec_driver_sql("PRAGMA user_version = 9")
    store.close()
    store = Store(tmp_path / "store.db", KEY, clock=clock, ids=ids)
    with store.transaction() as transaction:
        leaves = list(journal.leaves(transaction, device))
        for size in (29, 3, 16, 17, 0, 30):
            root = edges.root_at(transaction, device, size)
            assert root == root_of(leaves[:size])
        assert sorted(marks.kept(transaction, device)) == [8, 16, 24]
        assert exchange.creators(transaction) == {}
        assert store.check(transaction) == []
        transaction.exec_driver_sql(
            "UPDATE journal_mark SET frontier ="
            " (SELECT frontier FROM journal_mark WHERE size = 24) WHERE size = 16"
        )
        assert store.check(transaction) == ["JOURNAL"]
    store.close()
