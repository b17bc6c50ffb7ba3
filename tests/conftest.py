"""What every test stands on: no screen, a fake clock, fixed ids, no quiet warnings."""

import csv
import gc
import hashlib
import itertools
import logging
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from blank_stores import BlankStores
from monitor_desktop.app import wiring
from monitor_desktop.crypto import key_slots
from monitor_desktop.store import engine, store
from monitor_desktop.ui.look.theme import ARGUMENTS
from shipped_once import read_shipped_files_once

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("dev", deadline=None, max_examples=60)
settings.register_profile("ci", deadline=None, max_examples=150, derandomize=True)
settings.register_profile("stress", deadline=None, max_examples=5_000)
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev")
)

ROOT = Path(__file__).resolve().parent.parent


@dataclass
class FakeClock:
    """A clock that moves only when told to."""

    ms: int = 1_795_000_000_000

    def now_ms(self) -> int:
        return self.ms

    def advance(self, ms: int) -> None:
        self.ms += ms


class CountingIds:
    """Ids that are the same in every run."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def number(self) -> int:
        # In one step: windows have a worker beside them.
        return next(self._numbers)

    def go_on_after(self, number: int) -> None:
        self._numbers = itertools.count(number + 1)

    def record_id(self) -> str:
        return f"{self.number():032x}"

    def salt(self) -> bytes:
        return self.number().to_bytes(16, "big")


@pytest.fixture(scope="session")
def qapp_args():
    """The application of the tests is made as the program makes its own."""
    return list(ARGUMENTS)


@pytest.fixture
def clock():
    return FakeClock()


@pytest.fixture
def ids():
    return CountingIds()


@pytest.fixture
def sha256():
    return lambda data: hashlib.sha256(data).digest()


@pytest.fixture
def kit(clock, ids):
    """What the program brings along, with our own time and ids."""
    return wiring.kit(clock=clock, ids=ids)


LONG = (
    "test_exchange_machine",
    "test_program",
    "test_pages",
    "test_real_window",
    "test_entering_a_case",
)
"""A tenth of the time of the suite, in few tests."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """What is long comes first, or one core would wait for it in the end."""
    items.sort(key=lambda item: item.path.stem not in LONG)


def pytest_configure(config):
    patch = pytest.MonkeyPatch()
    read_shipped_files_once(patch)
    config.add_cleanup(patch.undo)


@pytest.fixture(scope="session", autouse=True)
def _rubbish_is_collected_as_in_the_program():
    """Seldom, and never among what was there from the beginning."""
    gc.collect()
    gc.freeze()
    wiring.collect_seldom()


def rows_of(name):
    """Rows of a shipped table."""
    path = ROOT / "resources" / "vocabularies" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def table():
    return rows_of


_STRETCHED = {}


@pytest.fixture(autouse=True)
def _passphrases_are_stretched_once(request, monkeypatch):
    """Argon2id is a function of its input: with one salt its key is made but once.

    Half of the suite's time went into stretching the same passphrase. Keys, slots and
    stores are the real ones; the tests of the slots themselves stretch each time.
    """
    if request.path.parent.name == "crypto":
        return
    stretched, random_bytes = key_slots._stretched, key_slots.random_bytes

    def once(passphrase, parameters, salt):
        key = (passphrase, *sorted(parameters.items()), salt)
        if key not in _STRETCHED:
            _STRETCHED[key] = stretched(passphrase, parameters, salt)
        return _STRETCHED[key]

    def one_salt(count):
        return b"one salt for all" if count == 16 else random_bytes(count)

    monkeypatch.setattr(key_slots, "_stretched", once)
    monkeypatch.setattr(key_slots, "random_bytes", one_salt)


@pytest.fixture(scope="session")
def blank_stores(_statements_are_put_together_once, tmp_path_factory):
    folder = tmp_path_factory.mktemp("blank")
    return BlankStores(folder, FakeClock(), CountingIds())


@pytest.fixture(autouse=True)
def _stores_are_laid_out_once(
    request, monkeypatch, blank_stores, _passphrases_are_stretched_once
):
    """A new store is a copy of an empty one, under a key that no other of the test has.

    The tests of the slots and of the schema itself make each one.
    """
    if request.path.parent.name == "crypto" or request.path.stem == "test_migrations":
        return
    open_engine, random_bytes = store.open_engine, key_slots.random_bytes
    blank_stores.drawn = 0

    def drawn(count):
        if count == engine.KEY_BYTES:
            return blank_stores.key()
        return random_bytes(count)

    def laid(path, key):
        blank_stores.lay(path, key)
        return open_engine(path, key)

    monkeypatch.setattr(key_slots, "random_bytes", drawn)
    monkeypatch.setattr(store, "open_engine", laid)


_FIRST_ENGINE = []


@pytest.fixture(scope="session", autouse=True)
def _statements_are_put_together_once():
    """Each store has an engine, and each engine would compile every statement anew.

    The program opens one store in its life, a run of tests thousands. What reaches the
    store is the same text.
    """
    create = engine.create_engine

    def shared(*args, **options):
        made = create(*args, **options)
        _FIRST_ENGINE.append(made)
        del _FIRST_ENGINE[1:]
        made.dialect = _FIRST_ENGINE[0].dialect
        made._compiled_cache = _FIRST_ENGINE[0]._compiled_cache
        return made

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "create_engine", shared)
        yield


@pytest.fixture(autouse=True)
def _no_unexpected_log(caplog):
    """A warning nobody expected is a failure, as in production nobody reads it."""
    yield
    loud = [each for each in caplog.records if each.levelno >= logging.WARNING]
    assert not loud, [each.getMessage() for each in loud]
