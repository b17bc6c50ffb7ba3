"""Named hostile files, each with the one code it must get; nothing is ever applied."""

import json
import shutil

import pytest
from tests.conftest import ROOT

from files.make_hostile import (
    AGAIN,
    EXPECTED,
    FOLDER,
    REPLAYED,
    card,
    derived,
    fingerprint,
)
from monitor_desktop.errors import MonitorError
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import bundles, contacts
from monitor_desktop.store import exchange

FILES = ROOT / "tests" / "files"
PASS = "a passphrase"  # noqa: S105  # of an invented profile


@pytest.fixture
def hub(tmp_path, kit):
    shutil.copytree(FILES / "profile", tmp_path / "profile")
    opened = workspaces.unlock(tmp_path / "profile", PASS, kit)
    # Somebody whose words were compared is hostile, too.
    words = contacts.words_of(opened, fingerprint(), "en")
    contacts.add(opened, card(), words=words)
    yield opened
    opened.close()


def test_every_hostile_file_gets_its_code_and_changes_nothing(hub, digest_of):
    before = digest_of(hub)
    found = {
        each.name: bundles.receive(hub, each).code for each in sorted(FOLDER.iterdir())
    }
    assert found == EXPECTED
    assert digest_of(hub) == before
    assert bundles.receive(hub, FILES / "bundle.bin").outcome == "applied"
    assert bundles.receive(hub, FILES / "bundle.bin").outcome == "known"


def test_a_bundle_that_comes_once_more_brings_nothing(hub, digest_of):
    """Sealed anew by an addressee it has other bytes; another may claim its id."""
    assert bundles.receive(hub, FILES / "bundle.bin").outcome == "applied"
    before = digest_of(hub)
    found = {each.name: bundles.receive(hub, each) for each in sorted(AGAIN.iterdir())}
    told = {name: (each.outcome, each.code) for name, each in found.items()}
    assert told == REPLAYED
    assert [each.operations for each in found.values()] == [0, 0]
    assert digest_of(hub) == before
    with hub.transaction() as transaction:
        insider = exchange.contact(transaction, fingerprint()[:16].hex())
    assert insider.ack.own == 0, "it speaks with the ack of another"


def test_what_needs_no_key_is_made_the_same_again():
    made = derived((FILES / "bundle.bin").read_bytes())
    assert {each: (FOLDER / each).read_bytes() for each in made} == made


@pytest.mark.parametrize("memory_mib", [1, 65_536, float("inf")])
def test_key_slots_that_ask_for_too_little_or_too_much_are_refused(
    tmp_path, kit, memory_mib
):
    folder = tmp_path / "profile"
    shutil.copytree(FILES / "profile", folder)
    path = folder / "keys.json"
    slots = json.loads(path.read_text(encoding="utf-8"))
    slots["slots"][0]["parameters"]["memory_mib"] = memory_mib
    path.write_text(json.dumps(slots), encoding="utf-8")
    with pytest.raises(MonitorError, match="PROFILE_DAMAGED"):
        workspaces.unlock(folder, PASS, kit)
