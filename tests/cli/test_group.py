"""Coordinators' commands, as scripts use them."""

import shutil
from contextlib import closing
from dataclasses import replace

from tests.cli.conftest import PASS

from monitor_desktop.app import wiring
from monitor_desktop.services import workspaces
from monitor_desktop.services.exchange import contacts


def test_revoked_and_taken_back(group):
    one = group.ids["one"]
    group.one("record", "add", "case", "--set", "title=a")
    group.send("one", "hub")
    group.hub("contact", "revoke", one)
    (found,) = group.hub("contact", "list")
    assert (found["state"], found["revoked"]) == ("revoked", True)
    (held,) = group.hub("group", "held", one)
    assert held.keys() == {"id", "ref", "type"}
    group.one("record", "add", "case", "--set", "title=b")
    late = group.send("one", "hub")
    assert (late["outcome"], late["code"]) == ("applied", "REVOKED")
    (waits,) = group.hub("bundle", "list", "--open")
    assert waits["code"] == "REVOKED"
    assert group.hub("record", "list", "case")["total"] == 1
    taken_back = group.hub("group", "withdraw", one)
    assert taken_back == {"contact": one, "revoked": False}
    assert group.hub("record", "list", "case")["total"] == 2
    group.hub("contact", "revoke", one)
    export = ("bundle", "export", "--to", one, "--out", group.folder / "no.bin")
    assert group.refused("hub", *export) == (4, "REVOKED")
    said = group.shell(*export, "--lang", "en", profile=group.folder / "hub").err
    assert (
        "The device of one was revoked or replaced: nothing is sealed for it." in said
    )
    for language in ("tg", "ru", "en"):
        words = ("contact", "list", "--lang", language)
        told = group.shell(*words, profile=group.folder / "hub")
        assert told.status == 0
        assert one in told.out


def test_two_histories_are_listed_and_decided(group, tmp_path):
    one = group.ids["one"]
    copy = tmp_path / "copy"
    shutil.copytree(group.folder / "one", copy)
    group.send("one", "hub")
    group.shell.json("record", "add", "case", "--set", "title=b", profile=copy)
    told = group.send("one", "hub", profile=copy)
    assert (told["outcome"], told["code"]) == ("applied", "FORK")
    (found,) = group.hub("contact", "list")
    assert found["state"] == "forked"
    listed = group.hub("group", "branches", one)
    assert [each["state"] for each in listed] == ["open", "open"]
    assert listed[0].keys() == {"branch", "first", "last", "edits", "state"}
    decided = group.hub("group", "refuse", one, "--branch", "1")
    assert decided == {"contact": one, "branch": 1, "state": "refused"}
    assert group.hub("record", "list", "case")["total"] == 0
    group.hub("group", "adopt", one, "--branch", "1")
    assert group.hub("record", "list", "case")["total"] == 1
    reopened = group.hub("group", "reopen", one, "--branch", "1")
    assert reopened["state"] == "open"
    words = ("group", "branches", one, "--lang", "tg")
    assert group.shell(*words, profile=group.folder / "hub").status == 0
    none = ("group", "adopt", one, "--branch", "7")
    assert group.refused("hub", *none) == (2, "NO_SUCH_BRANCH")


def test_only_the_root_appoints(group):
    one, hub = group.ids["one"], group.ids["hub"]
    appoint = ("group", "appoint", one)
    assert group.refused("hub", *appoint) == (4, "NEEDS_RECOVERY_CODE")
    made = group.hub(*appoint, "--code-file", group.code)
    assert made == {"contact": one, "appointed": True}
    (found,) = group.hub("contact", "list")
    assert found["role"] == "coordinator"
    assert group.refused("one", "group", "appoint", hub) == (4, "NOT_ALLOWED")


def test_a_contact_goes_on_for_a_lost_laptop(group, tmp_path):
    new = tmp_path / "new"
    made = group.shell.init("new", profile=new)
    card = tmp_path / "new.card"
    group.shell.json("card", "export", card, profile=new)
    group.hub("contact", "add", card, "--fingerprint", made["fingerprint"])
    heir, old = made["device"], group.ids["one"]
    done = group.hub("group", "confirm", heir, "--of", old)
    assert done == {"contact": heir, "of": old}
    states = {each["contact"]: each["state"] for each in group.hub("contact", "list")}
    assert states[old] == "replaced"
    assert group.refused("one", "group", "confirm", heir, "--of", old)[0] == 4


def test_a_card_that_names_another_unit_waits_for_the_words(group):
    """A card vouches for itself alone, and what goes to a contact follows its unit."""
    place = group.folder / "one"
    with closing(workspaces.unlock(place, PASS, wiring.kit())) as workspace:
        moved = replace(workspace, opened_as=replace(workspace.owner, unit="Elsewhere"))
        card = contacts.my_card(moved)
        heard = contacts.words_of(workspace, workspace.fingerprint, "en")
    path = group.folder / "again.card"
    path.write_bytes(card)
    for _ in range(2):
        told = group.shell("contact", "add", path, profile=group.folder / "hub").out
        assert "Invented unit → Elsewhere" in told
    (known,) = group.hub("contact", "list")
    assert (known["unit"], known["unit_waits"]) == ("Invented unit", "Elsewhere")
    made = group.hub("contact", "add", path, "--fingerprint", heard)
    assert made == {"contact": group.ids["one"], "verified": True}
    (known,) = group.hub("contact", "list")
    assert (known["unit"], known["unit_waits"]) == ("Elsewhere", None)


def test_what_a_stranger_wrote_moves_no_cursor_and_is_no_row_of_its_own(group):
    group.one(
        "record", "add", "case", "--set", "title=a\x1b[2J\nZZZZ-2026-0001  b\u202e"
    )
    told = group.shell("record", "list", "case", profile=group.folder / "one").out
    assert len(told.splitlines()) == 2
    assert not {"\x1b", "\u202e"} & set(told)
