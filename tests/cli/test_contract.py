"""The command line contract: names, keys, codes and exit status."""

import json
import subprocess
import sys

import pytest

from monitor_desktop import __version__
from monitor_desktop.domain.catalogue import top_types

NEW, WRONG = "a new passphrase", "wrong"


def added(shell, type_key, **values):
    pairs = [
        word for key, each in values.items() for word in ("--set", f"{key}={each}")
    ]
    return shell.json("record", "add", type_key, *pairs)["records"][0]


def test_init_tells_device_and_fingerprint(shell):
    made = shell.init()
    assert made.keys() == {"device", "fingerprint"}
    assert len(made["fingerprint"].split()) == 12


def test_info_tells_what_the_contract_names(laptop):
    found = laptop.json("info")
    assert found.keys() == {
        "device", "name", "role", "unit", "fingerprint", "schema", "records",
        "operations", "conflicts", "state_digest",
    }  # fmt: skip
    assert found["records"] == dict.fromkeys((each.key for each in top_types()), 0)


def test_flags_may_stand_anywhere(laptop):
    assert laptop("info", "--json").json["name"] == "one"
    assert laptop("--json", "info").json["name"] == "one"


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_types_are_told_in_each_language(laptop, language):
    found = laptop.json("types", "--lang", language)
    assert {each["type"] for each in found} >= {"case", "act", "person"}
    assert found[0]["fields"][0].keys() >= {
        "id", "key", "kind", "vocabulary", "required", "sensitivity",
    }  # fmt: skip
    assert laptop("types", "--lang", language).status == 0


def test_vocabularies_are_listed_and_exported(laptop, tmp_path):
    names = [each["name"] for each in laptop.json("vocabulary", "list")]
    assert "case_statuses" in names
    out = tmp_path / "terms.csv"
    laptop.json("vocabulary", "export", "case_statuses", "--out", out)
    assert out.read_text(encoding="utf-8-sig").startswith("code,parent,tg,ru,en")
    missing = ("vocabulary", "export", "none", "--out", out)
    assert laptop.refused(*missing) == (2, "NO_SUCH_VOCABULARY")


def test_a_record_is_entered_shown_changed_and_listed(laptop):
    person = added(laptop, "person", name="Нозим Х.")
    case = added(laptop, "case", title="A=B", date_from="June 1993", status="open")
    added(laptop, "act", parent=case["ref"], victim=person["ref"])
    shown = laptop.json("record", "show", case["ref"])
    assert shown["values"]["title"] == "A=B"
    assert shown["values"]["date_from"] == {
        "text": "June 1993", "edtf": "1993-06", "from": "1993-06-01",
        "to": "1993-06-30",
    }  # fmt: skip
    assert shown["children"][0]["values"] == {"victim": person["id"]}
    assert laptop.json("record", "set", case["id"], "--set", "status=")["operations"]
    listed = laptop.json("record", "list", "case", "--where", "date_from=1993")
    assert (listed["total"], listed["records"][0]["ref"]) == (1, case["ref"])
    assert laptop.json("record", "list", "case", "--where", "status=open")["total"] == 0
    human = laptop("record", "show", case["ref"], "--lang", "ru")
    assert "июнь 1993 г." in human.out


def test_what_is_still_to_be_filled_in_is_told_and_refuses_nothing(laptop):
    assert added(laptop, "person")["missing"] == ["name"]
    assert added(laptop, "person", name="?refused")["missing"] == []
    case = added(laptop, "case", title="x")
    told = laptop("record", "add", "act", "--set", f"parent={case['ref']}")
    assert told.status == 0
    assert "Still to be filled in: Type of act, Victim" in told.err
    shown = laptop.json("record", "show", case["ref"])
    assert shown["missing"] == []
    assert shown["children"][0]["missing"] == ["type", "victim"]


def test_days_that_cannot_both_be_right_are_told_and_refuse_nothing(laptop):
    said = "“End date” is before “Start date”: check both dates."
    days = ("date_from=2 May 2026", "date_to=1 May 2026")
    given = [each for pair in days for each in ("--set", pair)]
    told = laptop("--lang", "en", "record", "add", "case", *given)
    assert (told.status, told.err.strip().splitlines()[-1]) == (0, said)
    again = ("record", "set", told.out.strip(), "--set")
    assert said in laptop("--lang", "en", *again, "date_to=1 May 2025").err
    assert said not in laptop("--lang", "en", *again, "date_to=3 May 2026").err


def test_lists_sort_both_ways_and_page(laptop):
    for title in ("Ҷ", "А", "Қ"):
        added(laptop, "case", title=title)

    def titles(*options):
        found = laptop.json("record", "list", "case", *options)["records"]
        return [each["values"]["title"] for each in found]

    assert titles("--sort", "title") == ["А", "Қ", "Ҷ"]
    assert titles("--sort", "-title", "--limit", "1") == ["Ҷ"]
    assert titles("--sort", "title", "--offset", "2") == ["Ҷ"]


def test_a_place_finds_everything_in_it(laptop):
    added(laptop, "case", title="x", place="TJ-DU")
    for place in ("TJ", "Dushanbe", "Душанбе"):
        where = ("--where", f"place={place}")
        assert laptop.json("record", "list", "case", *where)["total"] == 1


def test_a_place_is_found_by_what_it_was_called(laptop):
    added(laptop, "case", title="x", place="Курган-Тюбе", date_from="1993")
    for place in ("Курган-Тюбе", "Qurghonteppa", "Бохтар"):
        where = ("--where", f"place={place}")
        assert laptop.json("record", "list", "case", *where)["total"] == 1
    refused = laptop.refused("record", "list", "case", "--where", "place=Nowhere")
    assert refused == (4, "INVALID_VALUE")


def test_records_come_from_a_file_all_or_none(laptop, tmp_path):
    source = tmp_path / "cases.json"
    source.write_text(json.dumps([{"title": "one"}, {"title": "two"}]))
    found = laptop.json("record", "add", "case", "--from", source)["records"]
    assert len(found) == 2
    source.write_text(json.dumps([{"title": "three"}, {"status": "no such"}]))
    refused = laptop.refused("record", "add", "case", "--from", source)
    assert refused == (4, "INVALID_VALUE")
    assert laptop.json("record", "list", "case")["total"] == 2


def test_delete_restore_and_history(laptop):
    case = added(laptop, "case", title="first")
    laptop.json("record", "set", case["ref"], "--set", "title=second")
    laptop.json("record", "delete", case["ref"])
    assert laptop.json("record", "list", "case")["total"] == 0
    laptop.json("record", "restore", case["ref"])
    history = laptop.json("record", "history", case["ref"])
    assert history[0].keys() >= {
        "operation", "field", "value", "device", "at", "replaces",
    }  # fmt: skip
    titles = [each["value"] for each in history if each["field"] == "title"]
    assert titles == ["first", "second"]
    told = laptop("--lang", "ru", "record", "history", case["ref"]).out
    assert "«Название дела»: было «first», стало «second»" in told


def test_a_case_is_found_by_what_its_place_was_called(laptop):
    case = added(laptop, "case", title="first", place="TJ-KT-01")
    added(laptop, "case", title="second", place="TJ-SU-01")
    found = laptop.json("search", "Курган-Тюбе")
    assert [(each["ref"], each["why"]) for each in found["hits"]] == [
        (case["ref"], ["case.place"])
    ]
    told = laptop("--lang", "ru", "search", "Kurgan-Tiube", "--type", "case").out
    assert told == f"{case['ref']}  first (найдено по полю: Место)\n"
    assert laptop.json("search", "Курган-Тюбе", "--type", "person")["total"] == 0


def test_search_tells_why(laptop):
    added(laptop, "person", name="Раҳмонзода")
    found = laptop.json("search", "rakhmonzoda")
    assert found["total"] == 1
    assert found["hits"][0].keys() >= {"ref", "type", "title", "score", "why"}
    assert laptop.json("search", "rakhmonzoda", "--exact")["total"] == 0


def test_two_laptops_and_a_hub(shell, tmp_path):  # noqa: PLR0915  # one story
    places = {name: tmp_path / name for name in ("one", "two", "hub")}
    made = {
        name: shell.init(
            name, "coordinator" if name == "hub" else "monitor", profile=place
        )
        for name, place in places.items()
    }

    def at(name, *arguments):
        return shell.json(*arguments, profile=places[name])

    for name in places:
        at(name, "card", "export", tmp_path / f"{name}.card")
    for one, other in (("hub", "one"), ("hub", "two"), ("one", "hub"), ("two", "hub")):
        words = made[other]["fingerprint"]
        card = tmp_path / f"{other}.card"
        receives = ("--receives", "all") if other == "two" else ()
        verified = at(one, "contact", "add", card, "--fingerprint", words, *receives)
        assert verified == {"contact": made[other]["device"], "verified": True}

    def send(sender, receiver):
        path = tmp_path / f"{sender}-{receiver}.bin"
        to = made[receiver]["device"]
        out = at(sender, "bundle", "export", "--to", to, "--out", path)
        assert out["bundles"][0].keys() == {"file", "bundle", "operations", "bytes"}
        (done,) = at(receiver, "bundle", "import", path)["bundles"]
        assert done.keys() >= {
            "file", "outcome", "code", "operations", "records", "conflicts", "missing",
        }  # fmt: skip
        return done

    record = ("record", "add", "case", "--set", "title=x")
    ref = at("one", *record)["records"][0]["ref"]
    assert send("one", "hub")["outcome"] == "applied"
    assert send("hub", "two")["records"] == 1
    digests = {at(name, "info")["state_digest"] for name in places}
    assert len(digests) == 1
    at("one", "record", "set", ref, "--set", "title=from one")
    at("two", "record", "set", ref, "--set", "title=from two")
    send("one", "hub")
    assert send("two", "hub")["conflicts"] == 1
    (conflict,) = at("hub", "conflict", "list")
    assert conflict.keys() >= {"id", "ref", "field", "values"}
    assert conflict["field"] == "title"
    told = shell("--lang", "ru", "conflict", "list", profile=places["hub"]).out
    assert [each.split(",")[0] for each in told.splitlines()] == [
        f"{conflict['id']}  {ref}  Название дела", "  1  two", "  2  one"
    ]  # fmt: skip
    assert told.count(": from ") == 2
    at("hub", "conflict", "resolve", conflict["id"], "--keep", "1")
    assert at("hub", "conflict", "list") == []
    found = at("hub", "contact", "list")
    assert {each["contact"] for each in found} == {
        made["one"]["device"], made["two"]["device"],
    }  # fmt: skip


def test_a_cap_fills_a_folder_with_bundles(shell, tmp_path):
    places = {name: tmp_path / name for name in ("one", "hub")}
    made = {
        name: shell.init(name, role, profile=places[name])
        for name, role in (("one", "monitor"), ("hub", "coordinator"))
    }
    for one, other in (("one", "hub"), ("hub", "one")):
        card = tmp_path / f"{other}.card"
        shell.json("card", "export", card, profile=places[other])
        heard = ("--fingerprint", made[other]["fingerprint"])
        shell.json("contact", "add", card, *heard, profile=places[one])
    several = tmp_path / "several.json"
    several.write_text(json.dumps([{"title": f"case {n}"} for n in range(60)]))
    shell.json("record", "add", "case", "--from", several, profile=places["one"])
    export = ("bundle", "export", "--to", made["hub"]["device"], "--out")
    too_small = (*export, tmp_path / "no", "--cap", "100")
    assert shell.refused(*too_small, profile=places["one"]) == (2, "CAP_TOO_SMALL")
    capped = (*export, tmp_path / "parts", "--cap", "18000")
    out = shell.json(*capped, profile=places["one"])["bundles"]
    assert len(out) > 1
    files = sorted(map(str, (tmp_path / "parts").iterdir()))
    assert sorted(each["file"] for each in out) == files
    (tmp_path / "parts" / "._hidden.mdb").write_bytes(b"left by another system")
    assert all(each["bytes"] <= 18_000 for each in out)
    folder = ("bundle", "import", tmp_path / "parts")
    found = shell.json(*folder, profile=places["hub"])["bundles"]
    assert {each["outcome"] for each in found} == {"applied"}
    digests = {
        shell.json("info", profile=place)["state_digest"] for place in places.values()
    }
    assert len(digests) == 1


def test_a_refused_bundle_is_reported_and_exits_4(laptop, tmp_path):
    bad = tmp_path / "bad.bin"
    bad.write_bytes(b"anything")
    result = laptop("--json", "bundle", "import", bad)
    assert result.status == 4
    assert result.json["bundles"][0]["code"] == "NOT_A_BUNDLE"
    assert laptop.refused("bundle", "inspect", bad) == (4, "NOT_A_BUNDLE")


@pytest.mark.parametrize("layout", ["single", "trilingual"])
def test_sheets(laptop, tmp_path, layout):
    case = added(laptop, "case", title="x")
    out = tmp_path / "sheet.pdf"
    words = ("--lang", "tg", "--lang", "ru", "--layout", layout, "--out", out)
    made = laptop.json("sheet", case["ref"], *words)
    assert made["sheets"] == (2 if layout == "single" else 1)
    assert out.read_bytes().startswith(b"%PDF-")


def test_links_to_parts_that_uwazi_cannot_hold_are_left_out_and_told(laptop, tmp_path):
    case = added(laptop, "case", title="x")
    out, level = tmp_path / "out", ("--disclosure", "internal")
    laptop.json("record", "add", "act", "--set", f"parent={case['ref']}")
    (act,) = laptop.json("record", "show", case["ref"])["children"]
    link = ("--set", f"parent={case['ref']}", "--set", f"act={act['id']}")
    laptop.json("record", "add", "involvement", *link)
    export = ("export", "--type", "involvement", "--format", "uwazi", "--out", out)
    laptop.json(*export, *level)
    again = laptop.json("import", out, "--type", "involvement")
    assert (again["unchanged"], again["left_out"]) == (1, ["act"])
    told = laptop("--lang", "en", "import", out, "--type", "involvement").out
    assert "Links not taken in" in told


def test_records_go_out_and_in_and_submissions_of_kobo_come_in(laptop, tmp_path):
    case = added(laptop, "case", title="x")
    laptop.json("record", "add", "act", "--set", f"parent={case['ref']}")
    out, level = tmp_path / "out", ("--disclosure", "internal")
    for name in ("uwazi", "huridocs", "json"):
        export = ("export", "--type", "case", "--format", name, "--out", out)
        told = laptop.json(*export, *level)
        assert (told["records"], told["left_out"]) == (1, {})
        again = laptop.json("import", out, "--type", "case")
        assert (again["new"], again["updated"], again["unchanged"]) == (0, 0, 1)
    export = ("export", "--type", "plan", "--format", "huridocs", "--out", out)
    assert laptop.refused(*export, *level) == (2, "NOT_IN_FORMAT")
    other = laptop.refused("import", out, "--type", "nothing")
    assert other == (2, "NO_SUCH_TYPE")
    sent, mapping = tmp_path / "kobo.json", tmp_path / "mapping.json"
    sent.write_text(json.dumps([{"_uuid": "u", "a/what": "y"}]))
    mapping.write_text(json.dumps({"columns": {"a/what": "title"}}))
    words = ("import", sent, "--type", "case", "--mapping", mapping)
    dry = laptop.json(*words, "--dry-run")
    assert dry.keys() == {
        "new", "updated", "unchanged", "left_out", "doubtful", "refused", "import"
    }  # fmt: skip
    assert (dry["new"], dry["import"]) == (1, None)
    sent.write_text("ref,title,Who said so\n,New,Somebody\n", encoding="utf-8")
    words_of = laptop("import", sent, "--type", "case", "--dry-run").out
    assert "called so: Who said so" in words_of
    assert laptop.json(*words[:4], "--dry-run")["left_out"] == ["Who said so"]
    sent.write_text(json.dumps([{"_uuid": "u", "a/what": "y"}]))
    assert laptop.json("record", "list", "case")["total"] == 1
    assert laptop.json(*words)["new"] == 1
    assert laptop.json("record", "list", "case")["total"] == 2
    sent.write_text('{"rows": []}')
    assert laptop.refused(*words) == (4, "UNREADABLE_FILE")


def test_backup_keys_and_doctor(laptop, tmp_path):
    added(laptop, "case", title="kept")
    digest = laptop.json("info")["state_digest"]
    kept = tmp_path / "kept.backup"
    laptop.json("backup", "create", kept)
    assert laptop.json("backup", "verify", kept) == {"ok": True, "findings": []}
    into = tmp_path / "restored"
    laptop.json("backup", "restore", kept, "--into", into)
    assert laptop.json("info", profile=into)["state_digest"] == digest
    assert laptop.json("doctor") == {"ok": True, "findings": []}
    assert laptop.json("rebuild")["state_digest"] == digest
    code = tmp_path / "code.txt"
    laptop.json("keys", "recovery-code", "--out", code)
    new = tmp_path / "new.txt"
    new.write_text(f"{NEW}\n")
    change = ("keys", "change-passphrase", "--new-passphrase-file", new)
    done = laptop(*change, "--kdf-memory-mib", "64", "--lang", "ru")
    # The backup of above still opens with what was changed.
    assert (done.status, "прежние уничтожьте" in done.out) == (0, True)
    recover = ("keys", "recover", "--code-file", code, "--new-passphrase-file", new)
    laptop.json(*recover, "--kdf-memory-mib", "64")
    assert laptop.refused("info") == (3, "WRONG_PASSPHRASE")
    assert laptop.json("info", passphrase=NEW)["records"]["case"] == 1


def test_a_backup_opens_with_the_code_of_its_day_when_the_passphrase_is_forgotten(
    laptop, tmp_path
):
    added(laptop, "case", title="kept")
    code, kept, new = tmp_path / "code", tmp_path / "kept", tmp_path / "new"
    laptop.json("keys", "recovery-code", "--out", code)
    laptop.json("backup", "create", kept)
    new.write_text(f"{NEW}\n")
    into, wrong = tmp_path / "restored", tmp_path / "wrong"
    words = ("backup", "restore", kept, "--into", into, "--new-passphrase-file", new)
    wrong.write_text("AAAAA-AAAAA\n")
    refused = laptop.refused(*words, "--code-file", wrong)
    assert refused == (3, "WRONG_RECOVERY_CODE")
    assert not into.exists()
    laptop.json(*words, "--code-file", code, "--kdf-memory-mib", "64")
    told = laptop.json("info", profile=into, passphrase=NEW)
    assert told["records"]["case"] == 1
    assert told["device"] != laptop.json("info")["device"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("record", "add", "nothing"), (2, "NO_SUCH_TYPE")),
        (("record", "add", "case", "--set", "nothing=1"), (2, "NO_SUCH_FIELD")),
        (("record", "add", "case", "--set", "title"), (2, "WRONG_USAGE")),
        (("record", "add", "case", "--set", "status=bad"), (4, "INVALID_VALUE")),
        (("record", "add", "act"), (4, "INVALID_VALUE")),
        (("record", "add", "case", "--from", "none.json"), (2, "NO_SUCH_FILE")),
        (("record", "show", "NONE-1"), (2, "NO_SUCH_RECORD")),
        (("record", "set", "NONE-1", "--set", "title=x"), (2, "NO_SUCH_RECORD")),
        (("record", "list", "case", "--where", "place=X"), (4, "INVALID_VALUE")),
        (
            ("record", "add", "case", "--set", "date_from=30 февраля 2026"),
            (4, "INVALID_VALUE"),
        ),
        (("record", "list", "case", "--limit", "-1"), (2, "WRONG_USAGE")),
        (("conflict", "resolve", "x", "--keep", "1"), (2, "NO_SUCH_CONFLICT")),
        (("conflict", "resolve", "a:b"), (2, "WRONG_USAGE")),
        (("contact", "add", "none.card"), (2, "NO_SUCH_FILE")),
        (("contact", "revoke", "00"), (4, "NOT_ALLOWED")),
        (("bundle", "import", "none.bin"), (2, "NO_SUCH_FILE")),
        (("bundle", "export", "--to", "00", "--out", "x"), (2, "NO_SUCH_CONTACT")),
        (("sheet", "NONE-1", "--out", "x.pdf"), (2, "NO_SUCH_RECORD")),
        (("sheet", "NONE-1", "--lang", "de", "--out", "x"), (2, "WRONG_USAGE")),
        (("import", "none.csv", "--type", "case"), (2, "NO_SUCH_FILE")),
        (("export", "--type", "case", "--out", "x.csv"), (2, "WRONG_USAGE")),
        (("backup", "verify", "none"), (2, "NO_SUCH_FILE")),
        (("nothing",), (2, "WRONG_USAGE")),
        (("info", "--nothing"), (2, "WRONG_USAGE")),
        (("info", "--lang", "de"), (2, "WRONG_USAGE")),
    ],
)
def test_bad_input_gets_its_code(laptop, arguments, expected):
    before = laptop.json("info")["state_digest"]
    assert laptop.refused(*arguments) == expected
    assert laptop.json("info")["state_digest"] == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("contact", "add", "."),
        ("record", "add", "case", "--from", "."),
        ("import", ".", "--type", "case"),
        ("bundle", "inspect", "."),
        ("backup", "verify", "."),
        ("sheets", "verify", "."),
        ("card", "export", "."),
    ],
)
def test_a_folder_in_place_of_a_file_is_named(laptop, arguments, tmp_path):
    given = [str(tmp_path) if each == "." else each for each in arguments]
    result = laptop("--json", *given)
    assert (result.status, result.code) == (2, "NOT_A_FILE")
    assert result.json["error"]["details"] == {"file": tmp_path.name}


def test_a_missing_file_does_not_stop_the_others(shell, tmp_path):
    shell.init(role="coordinator")
    (tmp_path / "text.bin").write_text("no bundle", encoding="utf-8")
    result = shell(
        "--json", "bundle", "import", tmp_path / "none", tmp_path / "text.bin"
    )
    assert result.status == 4
    codes = [each["code"] for each in result.json["bundles"]]
    assert codes == ["NO_SUCH_FILE", "NOT_A_BUNDLE"]
    said = shell("bundle", "import", tmp_path / "none", tmp_path / "text.bin").out
    assert "There is no file none." in said


@pytest.mark.parametrize(
    "text",
    [
        '{"title": NaN}',
        '{"title": "a", "title": "b"}',
        "{",
        "3",
        '[["a"]]',
        "[" * 10**5,
    ],
)
def test_what_is_no_plain_json_is_refused_whole(laptop, tmp_path, text):
    path = tmp_path / "records.json"
    path.write_text(text, encoding="utf-8")
    refused = laptop.refused("record", "add", "case", "--from", path)
    assert refused == (4, "UNREADABLE_FILE")
    assert laptop.json("record", "list", "case")["total"] == 0


def test_a_link_takes_only_records_of_its_type(laptop):
    (case,) = laptop.json("record", "add", "case", "--set", "title=A")["records"]
    part = ("record", "add", "act", "--set", f"parent={case['ref']}")
    result = laptop("--json", *part, "--set", f"victim={case['ref']}")
    assert (result.status, result.code) == (4, "INVALID_VALUE")
    details = {"type": "act", "field": "victim", "reason": "link"}
    assert result.json["error"]["details"] == details
    (person,) = laptop.json("record", "add", "person", "--set", "name=B")["records"]
    laptop.json(*part, "--set", f"victim={person['ref']}")


@pytest.mark.parametrize("number", ["1,500", "1_0", "many", "infinity", "1 500", "-3"])
def test_a_number_that_cannot_be_meant_is_asked_again(laptop, number):
    given = ("record", "add", "person", "--set", f"group_size={number}")
    assert laptop.refused(*given) == (4, "INVALID_VALUE")


@pytest.mark.parametrize(("given", "held"), [("1.5", 1.5), ("1,5", 1.5), ("-3", -3)])
def test_a_number_is_read(laptop, given, held):
    add = ("record", "add", "indicator", "--set", f"target={given}")
    (indicator,) = laptop.json(*add)["records"]
    shown = laptop.json("record", "show", indicator["ref"])
    assert shown["values"]["target"] == held


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--name", " "), "name"),
        (("--unit", ""), "unit"),
        (("--name", "a" * 201), "name"),
        (("--kdf-memory-mib", "9"), "64 to 1024"),
        (("--role", "king"), "monitor, coordinator, office"),
    ],
)
def test_what_is_wrong_with_a_new_profile_is_named(shell, wrong, said):
    good = {"--name": "a", "--unit": "b", "--role": "office", "--kdf-memory-mib": "64"}
    words = [each for pair in {**good, wrong[0]: wrong[1]}.items() for each in pair]
    result = shell("--json", "init", *words)
    assert result.code == "INVALID_VALUE"
    assert said in result.json["error"]["message"]
    assert not shell.profile.exists()


def test_the_word_that_is_no_command_is_named(laptop):
    assert "nothing" in laptop("nothing").err
    assert "REF" in laptop("record", "show").err


def test_a_recovery_code_that_cannot_be_written_replaces_none(laptop, tmp_path):
    laptop.json("keys", "recovery-code", "--out", tmp_path / "code")
    for out, code in (
        (tmp_path, "NOT_A_FILE"),
        (tmp_path / "x" / "y", "NO_SUCH_FOLDER"),
    ):
        assert laptop.refused("keys", "recovery-code", "--out", out) == (2, code)
    (tmp_path / "new").write_text("another passphrase\n", encoding="utf-8")
    by_code = (
        "--code-file",
        tmp_path / "code",
        "--new-passphrase-file",
        tmp_path / "new",
    )
    laptop.json("keys", "recover", *by_code, "--kdf-memory-mib", "64")


def test_wrong_passphrase_is_3_and_gives_no_hint(laptop):
    result = laptop("--json", "info", passphrase=WRONG)
    assert (result.status, result.code) == (3, "WRONG_PASSPHRASE")
    assert result.json["error"]["details"] == {}


def test_no_profile_and_profile_exists(shell, tmp_path):
    assert shell.refused("info") == (2, "NO_PROFILE")
    shell.init()
    again = ("init", "--name", "a", "--unit", "b", "--role", "office")
    cost = ("--kdf-memory-mib", "64")
    assert shell.refused(*again, *cost) == (2, "PROFILE_EXISTS")
    other = ("init", "--name", "a", "--unit", "b", "--role", "king")
    assert shell.refused(*other, profile=tmp_path / "x")[0] == 2
    assert not (tmp_path / "x").exists()


def test_a_damaged_profile_says_so(laptop):
    path = laptop.profile / "store.db"
    path.write_bytes(path.read_bytes()[:5000] + b"damage" * 2000)
    assert laptop.refused("info") == (4, "PROFILE_DAMAGED")
    path.write_bytes(b"")
    assert laptop.refused("info") == (4, "PROFILE_DAMAGED")
    path.unlink()
    assert laptop.refused("info") == (4, "PROFILE_DAMAGED")
    assert not path.exists(), "an empty store took the place of the lost one"


@pytest.mark.parametrize("keys", [b"{", b"", None])
def test_lost_or_damaged_keys_are_a_damaged_profile_not_an_invitation_to_make_one(
    laptop, keys
):
    path = laptop.profile / "keys.json"
    path.unlink() if keys is None else path.write_bytes(keys)
    assert laptop.refused("info") == (4, "PROFILE_DAMAGED")
    assert "keys.json" in laptop("info", "--lang", "tg").err
    again = ("init", "--name", "a", "--unit", "b", "--role", "office")
    assert laptop.refused(*again) == (2, "PROFILE_EXISTS")


def test_errors_are_sentences_in_the_persons_language(laptop):
    said = {
        language: laptop("record", "show", "NONE-1", "--lang", language).err
        for language in ("tg", "ru", "en")
    }
    assert len(set(said.values())) == 3
    assert all("NONE-1" in each for each in said.values())


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_help_is_in_the_persons_language(laptop, language):
    pages = [
        laptop(*words, "--help", "--lang", language).out
        for words in ((), ("record",), ("record", "add"), ("bundle", "export"))
    ]
    assert all(pages)
    english = "Usage:" in pages[0]
    assert english == (language == "en")


def test_it_runs_as_a_module():
    command = [sys.executable, "-m", "monitor_desktop", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"monitor-desktop {__version__}\n"


def test_an_import_is_listed_and_taken_back(laptop, tmp_path):
    path = tmp_path / "cases.csv"
    path.write_text("title,Шаҳодат,status\none,a,\ntwo,b,x\n", encoding="utf-8")
    tried = laptop("import", path, "--type", "case", "--dry-run", "--lang", "tg")
    assert "ном надорад: Шаҳодат" in tried.out
    assert "Майдони «Ҳолат»" in tried.out
    path.write_text("title,notes\none,a\ntwo,b\n", encoding="utf-8")
    made = laptop.json("import", path, "--type", "case")
    (listed,) = laptop.json("imports", "list")
    assert (listed["import"], listed["new"]) == (made["import"], 2)
    done = laptop.json("imports", "undo", made["import"])
    assert (done["hidden"], done["changed"], done["kept"]) == (2, 0, 0)
    assert laptop.json("record", "list", "case")["total"] == 0
    assert laptop.refused("imports", "undo", made["import"]) == (2, "IMPORT_UNDONE")


def test_a_workbook_goes_out_and_comes_in(laptop, tmp_path):
    laptop.json("record", "add", "case", "--set", "title==1+1")
    out = tmp_path / "cases.xlsx"
    said = ("--format", "xlsx", "--disclosure", "internal", "--out", out)
    assert laptop.json("export", "--type", "case", *said)["records"] == 1
    again = laptop.json("import", out, "--type", "case")
    assert (again["new"], again["unchanged"], again["refused"]) == (0, 1, [])
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"columns": {"title": "title"}}')
    found = laptop.json("import", out, "--type", "case", "--mapping", mapping)
    assert (found["new"], found["refused"]) == (1, [])
    titles = [
        each["values"]["title"]
        for each in laptop.json("record", "list", "case")["records"]
    ]
    assert titles == ["=1+1", "=1+1"]
