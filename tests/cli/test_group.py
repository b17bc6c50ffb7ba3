"""Coordinators' commands, as scripts use them."""

import shutil


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
    assert "The device of one was revoked: nothing is sealed for it." in said
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
