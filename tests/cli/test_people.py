"""Commands about persons entered twice, as the contract has them."""


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
