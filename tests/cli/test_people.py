"""Commands about persons entered twice, and those that count."""


def test_duplicates_are_listed_with_reasons_and_decided(laptop):
    one, other = (
        laptop.json("record", "add", "person", "--set", f"name={name}")["records"][0]
        for name in ("Раҳмонов Сӯҳроб", "Sukhrob Rakhmonov")
    )
    found = laptop.json("duplicates", "persons")
    assert [{each["a"], each["b"]} for each in found] == [{one["ref"], other["ref"]}]
    assert found[0]["why"] == ["name"]
    assert 0.5 <= found[0]["score"] <= 1
    pair = (one["ref"], other["ref"])
    told = laptop.json("duplicates", "decide", *pair, "--as", "different")
    assert told["verdict"] == "different"
    assert laptop.json("duplicates", "persons") == []
    laptop.json("duplicates", "decide", *pair, "--as", "open")
    said = laptop("duplicates", "persons", "--lang", "tg").out
    assert "ҳамон ном" in said
    assert laptop.refused("duplicates", "decide", *pair[:1] * 2, "--as", "same") == (
        4,
        "INVALID_VALUE",
    )


def test_statistics_are_counted_named_and_written(laptop, tmp_path):
    case = laptop.json("record", "add", "case", "--set", "title=A")["records"][0]["id"]
    for kind in ("030101000000", "020111110000"):
        given = ("--set", f"parent={case}", "--set", f"type={kind}")
        laptop.json("record", "add", "act", *given)
    out = tmp_path / "table.csv"
    asked = ("statistics", "--rows", "act_group", "--columns", "sex", "--out", out)
    told = laptop.json(*asked, "--lang", "ru")
    assert told["count"] == "acts"
    assert told["total"] == 2
    assert told["columns"] == [{"key": "", "label": "Неизвестно"}]
    assert [row["cells"] for row in told["rows"]] == [[1], [1]]
    assert out.read_text(encoding="utf-8-sig").startswith("Группа деяний,Неизвестно")
    assert laptop.json(*asked, "--public")["total"] is None
    assert laptop.refused("statistics", "--rows", "year", "--from", "bad") == (
        4,
        "INVALID_VALUE",
    )


def test_replies_are_counted(laptop, tmp_path):
    asked = {"subject": "A", "body": "Ministry", "legal_basis": "press_law_2013"}
    days = {"received_on": "2026-03-02", "reply_on": "2026-03-12"}
    pairs = [f"{key}={each}" for key, each in {**asked, **days}.items()]
    words = [word for each in pairs for word in ("--set", each)]
    laptop.json("record", "add", "info_request", *words)
    out = tmp_path / "replies.csv"
    found = laptop.json("replies", "--rows", "body", "--out", out)
    assert found["rows"][0]["median"] == 10
    assert "Ministry,1,1,0,1,10,10" in out.read_text(encoding="utf-8-sig")
