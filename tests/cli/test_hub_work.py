"""What a hub and its laptops do every week, as scripts use it: keys, codes, status."""

import signal

from monitor_desktop.cli import hub_commands

IMPORTED = {
    "file", "outcome", "code", "operations", "records", "conflicts", "missing",
    "missing_positions", "ahead", "restored", "sender", "not_kept",
}  # fmt: skip


def case(group, who, **values):
    pairs = [
        word for key, each in values.items() for word in ("--set", f"{key}={each}")
    ]
    made = getattr(group, who)("record", "add", "case", *pairs)
    return made["records"][0]["ref"]


def test_one_bad_file_of_several_is_reported_and_stops_none(group, tmp_path):
    case(group, "one", title="a")
    good = group.bundle("one", "hub")
    bad = tmp_path / "bad.bin"
    bad.write_bytes(good.read_bytes()[:-1])
    empty = tmp_path / "folder"
    empty.mkdir()
    given = (tmp_path / "none.bin", bad, empty, good)
    result = group.shell(
        "--json", "bundle", "import", *given, profile=group.folder / "hub"
    )
    assert result.status == 4
    assert [each.keys() for each in result.json["bundles"]] == [IMPORTED] * 3
    told = [(each["outcome"], each["code"]) for each in result.json["bundles"]]
    assert told == [
        ("refused", "NO_SUCH_FILE"), ("refused", "DAMAGED"), ("applied", None)
    ]  # fmt: skip
    assert group.hub("record", "list", "case")["total"] == 1
    said = group.shell(
        "bundle", "import", *given, "--lang", "en", profile=group.folder / "hub"
    )
    assert (said.status, "There is no file none.bin." in said.out) == (4, True)
    told = group.shell("bundle", "inspect", good, profile=group.folder / "hub").out
    assert f"Journals: {group.ids['one']}: 1 to " in told
    alone = ("bundle", "import", tmp_path / "none.bin", tmp_path / "no.bin")
    assert group.refused("hub", *alone) == (2, "NO_SUCH_FILE")


def test_reports_are_worked_off(group, tmp_path):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"nothing")
    wrong = group.shell("--json", "bundle", "import", bad, profile=group.folder / "hub")
    assert wrong.json["bundles"][0]["code"] == "NOT_A_BUNDLE"
    (listed,) = group.hub("bundle", "list", "--open")
    assert listed.keys() == (IMPORTED - {"file"}) | {"id", "at", "done"}
    assert listed["done"] is False
    assert group.hub("bundle", "done", listed["id"][:12]) == {"bundles": 1}
    assert group.hub("bundle", "list", "--open") == []
    assert group.hub("bundle", "list")[0]["done"] is True
    group.hub("bundle", "done", listed["id"], "--undo")
    assert len(group.hub("bundle", "list", "--open")) == 1
    assert group.refused("hub", "bundle", "done", "ff") == (2, "NO_SUCH_BUNDLE")


def test_units_and_what_each_may_receive(group):
    (unit,) = group.hub("unit", "list")
    assert unit == {
        "unit": "Invented unit", "most": "restricted", "chosen": False,
        "people": ["one"],
    }  # fmt: skip
    chosen = group.hub("unit", "set", "Invented unit", "--most", "public")
    assert chosen == {"unit": "Invented unit", "most": "public"}
    (unit,) = group.hub("unit", "list")
    assert (unit["most"], unit["chosen"]) == ("public", True)
    assert group.hub("unit", "set", "Invented unit")["most"] is None
    assert group.hub("unit", "list")[0]["chosen"] is False
    wrong = ("unit", "set", "Invented unit", "--most", "sealed")
    assert group.refused("hub", *wrong) == (4, "INVALID_VALUE")
    assert group.refused("one", "unit", "set", "x") == (4, "NOT_ALLOWED")


def test_a_record_is_assigned_and_who_can_open_it_is_told(group):
    ref, one = case(group, "hub", title="a"), group.ids["one"]
    made = group.hub("record", "assign", ref, one)
    assert made == {"ref": ref, "contact": one}
    group.send("hub", "one")
    (held,) = group.hub("record", "access", ref)
    assert held.keys() == {
        "contact", "name", "unit", "id", "ref", "holds", "receives", "reasons"
    }  # fmt: skip
    assert (held["contact"], held["holds"], held["receives"]) == (one, "all", True)
    (same,) = group.hub("contact", "access", one)
    assert same["ref"] == ref
    undone = group.hub("record", "assign", ref, "--undo")
    assert undone == {"ref": ref, "contact": None}
    assert group.hub("record", "access", ref)[0]["receives"] is False
    for arguments, expected in (
        (("record", "assign", ref), (2, "WRONG_USAGE")),
        (("record", "assign", ref, one, "--undo"), (2, "WRONG_USAGE")),
        (("record", "assign", ref, "00"), (2, "NO_SUCH_CONTACT")),
        (("record", "assign", "NONE-1", one), (2, "NO_SUCH_RECORD")),
        (("record", "access", "NONE-1"), (2, "NO_SUCH_RECORD")),
        (("contact", "access", "00"), (2, "NO_SUCH_CONTACT")),
    ):
        assert group.refused("hub", *arguments) == expected
    assert group.refused("one", "record", "assign", ref, one) == (4, "NOT_ALLOWED")


def test_a_purge_is_done_told_and_listed(group):
    ref = case(group, "one", title="a", notes="b")
    group.send("one", "hub")
    none = ("record", "purge", ref, "--field", "none", "--reason", "asked for")
    assert group.refused("hub", *none) == (2, "NO_SUCH_FIELD")
    assert group.refused("hub", "record", "purge", ref) == (2, "WRONG_USAGE")
    purge = ("record", "purge", ref, "--reason", "asked for")
    assert group.refused("one", *purge) == (4, "NOT_ALLOWED")
    field = group.hub(*purge, "--field", "title")
    assert field.keys() == {"id", "ref", "values", "waiting_bundles", "done", "waiting"}
    assert (field["values"], field["done"], field["waiting"]) == (1, ["hub"], ["one"])
    group.send("hub", "one")
    group.send("one", "hub")
    (listed,) = group.hub("record", "purges")
    assert listed.keys() == {
        "purge", "id", "ref", "field", "reason", "at", "done", "waiting"
    }  # fmt: skip
    assert (listed["field"], listed["waiting"]) == ("title", [])
    assert group.hub(*purge)["values"] >= 1
    assert [each["field"] for each in group.hub("record", "purges")] == [None, "title"]


def test_a_laptop_puts_down_what_the_hub_holds_and_asks_it_back(group):
    ref = case(group, "one", title="a")
    assert group.refused("one", "travel", "drop", ref) == (4, "NOT_AT_HUB")
    group.send("one", "hub")
    group.send("hub", "one")
    done = group.one("travel", "drop", ref)
    assert (len(done["records"]), done["stayed"]) == (1, [])
    (away,) = group.one("travel", "list")
    assert away.keys() == {"id", "ref", "operations", "asked"}
    assert (away["ref"], away["asked"]) == (ref, False)
    assert group.one("travel", "ask", ref)[0]["asked"] is True
    group.send("one", "hub")
    group.send("hub", "one")
    assert group.one("travel", "list") == []
    assert group.one("record", "show", ref)["values"]["title"] == "a"
    assert group.one("travel", "drop", "--before", "2020-01-01")["records"] == []
    assert group.one("travel", "drop", "--days", "0").keys() == {"records", "stayed"}
    for arguments in ((), (ref, "--days", "1"), ("--before", "yesterday")):
        wrong = ("travel", "drop", *arguments)
        assert group.refused("one", *wrong) == (2, "WRONG_USAGE")
    assert group.refused("one", "travel", "ask", "NONE-1") == (2, "NO_SUCH_RECORD")
    assert group.refused("hub", "travel", "drop", ref) == (4, "NOT_ALLOWED")


def test_a_conflict_is_decided_undone_and_decided_again(group):
    ref = case(group, "one", title="a")
    group.hub("record", "assign", _sent(group, ref), group.ids["one"])
    group.send("hub", "one")
    group.one("record", "set", ref, "--set", "title=b")
    group.hub("record", "set", ref, "--set", "title=c")
    assert group.send("one", "hub")["conflicts"] == 1
    (found,) = group.hub("conflict", "list")
    assert found.keys() == {"id", "ref", "field", "language", "kind", "values"}
    assert found["values"][0].keys() == {"value", "device", "at"}
    kept = group.hub("conflict", "resolve", found["id"], "--keep", "1")
    assert kept.keys() == {"id", "operations"}
    assert group.hub("conflict", "list") == []
    (decided,) = group.hub("conflict", "decided")
    assert decided.keys() == {"id", "ref", "field", "value", "device", "at"}
    group.hub("conflict", "undo", decided["id"])
    (again,) = group.hub("conflict", "list")
    assert {each["value"] for each in again["values"]} == {"b", "c"}
    group.hub("conflict", "resolve", again["id"], "--value", "d")
    assert group.hub("record", "show", ref)["values"]["title"] == "d"
    undo = ("conflict", "undo", "none")
    assert group.refused("hub", *undo) == (2, "NO_SUCH_CONFLICT")
    wrong = ("conflict", "resolve", again["id"], "--keep", "first")
    assert group.refused("hub", *wrong) == (2, "WRONG_USAGE")


def test_setting_a_field_in_conflict_says_that_it_decided_or_leaves_it(group):
    ref = case(group, "one", title="a")
    group.hub("record", "assign", _sent(group, ref), group.ids["one"])
    group.send("hub", "one")
    group.one("record", "set", ref, "--set", "title=b")
    group.hub("record", "set", ref, "--set", "title=c")
    group.send("one", "hub")
    over = ("record", "set", ref, "--set", "title=d")
    careful = (*over, "--unless-disputed")
    refused = group.shell("--json", *careful, profile=group.folder / "hub")
    (found,) = group.hub("conflict", "list")
    error = refused.json["error"]
    assert (refused.status, error["code"]) == (4, "IN_CONFLICT")
    assert error["details"]["conflicts"] == [found["id"]]
    assert f"conflict resolve {found['id']}" in error["message"]
    told = group.hub(*over)
    assert (told["operations"], told["decided"]) == (1, [found["id"]])
    assert group.hub("conflict", "list") == []
    group.hub("conflict", "undo", found["id"])
    said = group.shell(*over, profile=group.folder / "hub")
    assert f"conflict undo {found['id']}" in said.err
    assert "decided" not in group.hub(*careful)


def test_a_file_that_waits_is_discarded_by_the_beginning_of_its_id(group, tmp_path):
    stranger = tmp_path / "stranger"
    group.shell.init("stranger", profile=stranger)
    card, out = tmp_path / "hub.card", tmp_path / "b.bin"
    heard = group.hub("card", "export", card)["fingerprint"]
    at = {"profile": stranger}
    group.shell.json("contact", "add", card, "--fingerprint", heard, **at)
    to = ("bundle", "export", "--to", group.ids["hub"], "--out", out)
    group.shell.json(*to, **at)
    (held,) = group.hub("bundle", "import", out)["bundles"]
    assert (held["outcome"], held["not_kept"]) == ("held", None)
    (listed,) = group.hub("bundle", "list")
    assert group.refused("hub", "bundle", "discard", "x") == (2, "NO_SUCH_BUNDLE")
    assert group.hub("bundle", "discard", listed["id"][:6]) == {"bundles": 1}
    (listed,) = group.hub("bundle", "list")
    assert (listed["outcome"], listed["not_kept"]) == ("refused", "discarded")


def test_plans_do_not_supersede_each_other_in_a_circle(group):
    one, two = (
        group.hub("record", "add", "plan", "--set", f"title={each}")["records"][0]
        for each in ("A", "B")
    )
    group.hub("record", "set", one["ref"], "--set", f"supersedes={two['ref']}")
    back = ("record", "set", two["ref"], "--set", f"supersedes={one['ref']}")
    assert group.refused("hub", *back) == (4, "INVALID_VALUE")
    shown = group.hub("record", "show", two["ref"])
    assert (shown["circles"], shown["values"]) == ([], {"title": "B"})


def test_a_bundle_is_made_for_a_name_or_the_beginning_of_an_id(group, tmp_path):
    one, out = group.ids["one"], tmp_path / "b.bin"
    for said in (one, one[:4].upper(), "one", " ONE "):
        made = group.hub("bundle", "export", "--to", said, "--out", out)
        assert [each["contact"] for each in made["confirmed"]] == [one]
    twice = ("bundle", "export", "--to", "one", "--to", one, "--out", out)
    assert len(group.hub(*twice)["confirmed"]) == 1
    for said in ("nobody", one[:3], ""):
        export = ("bundle", "export", "--to", said, "--out", out)
        assert group.refused("hub", *export) == (2, "NO_SUCH_CONTACT")
    other, card = tmp_path / "other", tmp_path / "other.card"
    group.shell.init("One", profile=other)
    group.shell.json("card", "export", card, profile=other)
    second = group.hub("contact", "add", card)["contact"]
    refused = group.shell(
        "--json", *twice[:4], "--out", out, profile=group.folder / "hub"
    )
    error = refused.json["error"]
    assert (refused.status, error["code"]) == (2, "AMBIGUOUS_REFERENCE")
    assert error["details"]["candidates"] == sorted((one, second))
    group.hub("contact", "revoke", second)
    assert group.hub("bundle", "export", "--to", "one", "--out", out)["bundles"]


def test_nobody_takes_the_beginning_of_anothers_id_for_a_name(group, tmp_path):
    begun, card = group.ids["one"][:6], tmp_path / "other.card"
    group.shell.init(begun, profile=tmp_path / "other")
    group.shell.json("card", "export", card, profile=tmp_path / "other")
    group.hub("contact", "add", card)
    export = ("bundle", "export", "--to", begun, "--out", tmp_path / "b.bin")
    assert group.refused("hub", *export) == (2, "AMBIGUOUS_REFERENCE")


def _sent(group, ref):
    group.send("one", "hub")
    return ref


def test_a_watch_says_one_document_when_it_is_ended(group, tmp_path, monkeypatch):
    stick, out = tmp_path / "stick", tmp_path / "out"
    stick.mkdir()
    case(group, "one", title="a name nobody may read")
    rounds, before = iter(range(9)), signal.getsignal(signal.SIGTERM)

    def between(_seconds):
        match next(rounds):
            case 0:
                (stick / "a.bin").write_bytes(b"nothing")
            case 2:
                (stick / "b.bin").write_bytes(b"nothing either")
            case 4:
                signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(hub_commands.time, "sleep", between)
    told = group.hub("hub", "watch", stick, "--out", out)
    assert [each["code"] for each in told["bundles"]] == ["NOT_A_BUNDLE"] * 2
    assert told["answers"] == []
    assert signal.getsignal(signal.SIGTERM) is before


def test_a_hub_reads_what_lies_in_a_folder_and_answers(group, tmp_path):
    stick, out = tmp_path / "stick", tmp_path / "out"
    stick.mkdir()
    case(group, "one", title="a name nobody may read")
    group.bundle("one", "hub").rename(stick / "a.bin")
    (stick / "b.bin").write_bytes(b"nothing")
    watch = ("hub", "watch", stick, "--out", out, "--once")
    told = group.hub(*watch)
    assert {each["code"] for each in told["bundles"]} == {None, "NOT_A_BUNDLE"}
    assert told["bundles"][0].keys() == {
        "id", "outcome", "code", "operations", "records", "conflicts", "missing"
    }  # fmt: skip
    (answer,) = told["answers"]
    assert answer.keys() == {"contact", "file", "operations", "code"}
    assert answer["contact"] == group.ids["one"]
    group.one("bundle", "import", out / answer["file"])
    assert group.hub(*watch)["answers"] == []
    gone = ("hub", "watch", tmp_path / "none", "--out", out)
    assert group.refused("hub", *gone) == (2, "NO_SUCH_FOLDER")
    same = ("hub", "watch", stick, "--out", stick)
    assert group.refused("hub", *same) == (2, "WRONG_USAGE")
    assert group.refused("one", *watch) == (4, "NOT_ALLOWED")
