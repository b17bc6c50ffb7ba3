"""Stores with many cases in them, for tests of lists."""

from contextlib import contextmanager

from tests.conftest import CountingIds, FakeClock

from monitor_desktop.domain.operations import Edit
from monitor_desktop.domain.queries import Filter, Match
from monitor_desktop.store.store import Store

DEVICE = "d" * 32
OPEN = Filter(key="status", values=("open",))
IN_2021 = Filter(
    key="date_from", match=Match.OVERLAPS, values=("2021-01-01", "2021-12-31")
)
STATES = ("open", "closed", "verified")


def case(number, values):
    """Edits that make a case: its fields by their ids, without those left out."""
    record = f"{number:032x}"
    for field, value in values.items():
        if value is not None:
            yield Edit(type="case", record=record, top=record, field=field, value=value)


def store_at(path):
    """The store of a file, made where there is none."""
    return Store(path, b"k" * 32, clock=FakeClock(), ids=CountingIds())


@contextmanager
def store_with(path, cases):
    """A store with these cases, in this order, until it is no longer wanted."""
    opened = store_at(path)
    with opened.transaction() as connection:
        opened.write(connection, DEVICE, [edit for each in cases for edit in each])
    yield opened
    opened.close()
