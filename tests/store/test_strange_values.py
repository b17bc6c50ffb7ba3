"""Signed operations of a broken or hostile program: kept, never a reason to fall."""

import pytest

from monitor_desktop.app import wiring
from monitor_desktop.crypto.digests import sha256
from monitor_desktop.domain.catalogue import RECORD_TYPES
from monitor_desktop.domain.fields import LIFE, ORDER, PARENT, REFERENCE
from monitor_desktop.domain.operations import Edit, OperationKind, compose
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.store import journal, reading
from monitor_desktop.store.store import Store

DEVICE = "a" * 32
STRANGE = [
    None, True, 1, 10**30, -(10**30), 1.5, "x", "", "\x00", "9" * 400, [], ["a", 1],
    [None], [[1]], {}, {"text": 1, "edtf": 2}, {"text": "a", "edtf": "zzz"},
    {"text": "a"}, {"edtf": "2020"}, {"tg": 1}, {"a": {"b": 1}}, {"seen": 1},
    {"seen": ["x"]}, {"missing": "unknown"}, {"missing": "why"}, {"missing": ["x"]},
]  # fmt: skip


@pytest.fixture(scope="module")
def readers():
    kit = wiring.kit()
    return [
        Reader(
            words=kit.catalogues.words(each),
            vocabularies=kit.vocabularies,
            gazetteer=kit.gazetteer,
        )
        for each in ("tg", "ru", "en")
    ]


def first_of_their_shape():
    """Registers to try for each type; fields treated alike are tried once."""
    known = set()
    found = {}
    for declared in RECORD_TYPES:
        registers = found[declared.key] = []
        for each in declared.fields:
            shape = (each.kind, each.sortable, bool(each.search_weight))
            if shape not in known or each.key == declared.title:
                registers.append(each.id)
            known.add(shape)
        whole = (declared.parent is None, declared.has_reference)
        if whole not in known:
            registers += [REFERENCE, PARENT, ORDER, LIFE, "unknown"]
        known.add(whole)
    return found


REGISTERS = first_of_their_shape()


def strange_edits(record_type):
    for field in REGISTERS[record_type.key]:
        for value in STRANGE:
            for sub in ("", "tg", "x"):
                kind = OperationKind.DELETE if field == LIFE else OperationKind.SET
                yield field, sub, value, kind


@pytest.mark.parametrize("record_type", RECORD_TYPES, ids=lambda each: each.key)
def test_no_value_stops_import_lists_or_words(
    tmp_path, clock, ids, readers, record_type
):
    store = Store(tmp_path / "s.db", bytes(32), clock=clock, ids=ids)
    made = []
    for n, (field, sub, value, kind) in enumerate(strange_edits(record_type), start=1):
        edit = Edit(
            kind=kind,
            type=record_type.key,
            record=f"{n:032x}",
            top=f"{n:032x}",
            field=field,
            sub=sub,
            value=value,
        )
        made.append(
            compose(
                edit,
                device=DEVICE,
                n=n,
                clock_us=10**15 + n,
                salt=bytes(16),
                digest=sha256,
            )
        )
    with store.transaction() as transaction:
        store.add(transaction, made)
        assert len(list(journal.of_device(transaction, DEVICE))) == len(made)
        query = ListQuery(type=record_type.key, limit=len(made))
        for record in reading.listed(transaction, query):
            for reader in readers:
                for key, value in record.values.items():
                    field = record.declaration.field(key)
                    assert isinstance(reader.text(field, value, {}), str)
        for each in made:
            assert reading.tree(transaction, each.record).record.title is not None
        assert store.check(transaction) == []
    store.close()
