"""Coordinators' commands, as scripts use them."""

import shutil

import pytest


@pytest.fixture
def pair(shell, tmp_path):
    """A hub and a laptop that verified each other; their folders and device ids."""
    folders = {"hub": tmp_path / "hub", "one": tmp_path / "one"}
    ids, cards = {}, {}
    for name, folder in folders.items():
        role = "coordinator" if name == "hub" else "monitor"
        made = shell.init(name, role, profile=folder)
        ids[name] = made["device"]
        cards[name] = (tmp_path / f"{name}.card", made["fingerprint"])
        shell.json("card", "export", cards[name][0], profile=folder)
    for name, other in (("hub", "one"), ("one", "hub")):
        card, words = cards[other]
        add = ("contact", "add", card, "--fingerprint", words)
        shell.json(*add, profile=folders[name])
    return folders, ids


@pytest.fixture
def send(shell, pair, tmp_path):
    folders, ids = pair

    def send(folder):
        out = tmp_path / "bundle.bin"
        to = ("bundle", "export", "--to", ids["hub"], "--out", out)
        shell.json(*to, profile=folder)
        taken = shell.json("bundle", "import", out, profile=folders["hub"])
        return taken["bundles"][0]

    return send


def test_revoked_and_taken_back(shell, pair, send):
    folders, ids = pair
    hub, one = folders["hub"], ids["one"]
    shell.json("record", "add", "case", "--set", "title=a", profile=folders["one"])
    send(folders["one"])
    shell.json("contact", "revoke", one, profile=hub)
    (found,) = shell.json("contact", "list", profile=hub)
    assert (found["state"], found["revoked"]) == ("revoked", True)
    assert len(shell.json("group", "held", one, profile=hub)) == 1
    shell.json("record", "add", "case", "--set", "title=b", profile=folders["one"])
    late = send(folders["one"])
    assert (late["outcome"], late["code"]) == ("applied", "REVOKED")
    assert shell.json("record", "list", "case", profile=hub)["total"] == 1
    shell.json("group", "withdraw", one, profile=hub)
    assert shell.json("record", "list", "case", profile=hub)["total"] == 2
    for language in ("tg", "ru", "en"):
        told = shell("contact", "list", "--lang", language, profile=hub)
        assert told.status == 0
        assert one in told.out


def test_two_histories_are_listed_and_decided(shell, pair, send, tmp_path):
    folders, ids = pair
    hub, one = folders["hub"], ids["one"]
    copy = tmp_path / "copy"
    shutil.copytree(folders["one"], copy)
    send(folders["one"])
    shell.json("record", "add", "case", "--set", "title=b", profile=copy)
    told = send(copy)
    assert (told["outcome"], told["code"]) == ("applied", "FORK")
    (found,) = shell.json("contact", "list", profile=hub)
    assert found["state"] == "forked"
    listed = shell.json("group", "branches", one, profile=hub)
    assert [each["state"] for each in listed] == ["open", "open"]
    shell.json("group", "refuse", one, "--branch", "1", profile=hub)
    assert shell.json("record", "list", "case", profile=hub)["total"] == 0
    shell.json("group", "adopt", one, "--branch", "1", profile=hub)
    assert shell.json("record", "list", "case", profile=hub)["total"] == 1
    assert shell("group", "branches", one, "--lang", "tg", profile=hub).status == 0
    none = ("group", "adopt", one, "--branch", "7")
    assert shell.refused(*none, profile=hub) == (2, "NO_SUCH_BRANCH")


def test_only_the_root_appoints(shell, pair, tmp_path):
    folders, ids = pair
    hub, one = folders["hub"], ids["one"]
    code = tmp_path / "code"
    shell.json("keys", "recovery-code", "--out", code, profile=hub)
    appoint = ("group", "appoint", one)
    assert shell.refused(*appoint, profile=hub) == (4, "NEEDS_RECOVERY_CODE")
    shell.json(*appoint, "--code-file", code, profile=hub)
    (found,) = shell.json("contact", "list", profile=hub)
    assert found["role"] == "coordinator"
    theirs = ("group", "appoint", ids["hub"])
    assert shell.refused(*theirs, profile=folders["one"]) == (4, "NOT_ALLOWED")
