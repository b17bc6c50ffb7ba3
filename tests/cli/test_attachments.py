"""Evidence by command, as the contract has it."""

import hashlib

import pytest


@pytest.fixture
def case(laptop):
    made = laptop.json("record", "add", "case", "--set", "title=A case")
    return made["records"][0]["ref"]


def test_attach_list_save_verify(laptop, case, tmp_path):
    file = tmp_path / "фото.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n and more")
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    made = laptop.json("attach", case, file, "--title", "Фото")
    assert (made["sha256"], made["bytes"]) == (digest, file.stat().st_size)
    (one,) = laptop.json("attachment", "list", case)
    assert one["attachment"] == made["attachment"]
    assert (one["title"], one["state"]) == ("Фото", "here")
    out = tmp_path / "out.png"
    saved = laptop.json("attachment", "save", made["attachment"], "--out", out)
    assert saved["sha256"] == digest
    assert out.read_bytes() == file.read_bytes()
    for words in ((), (case,), (made["attachment"],)):
        (checked,) = laptop.json("attachment", "verify", *words)
        assert (checked["ok"], checked["sha256"]) == (True, digest)
    listed = laptop.json("record", "list", "attachment")
    assert [each["ref"] for each in listed["records"]] == [made["ref"]]
    log = laptop.json("attachment", "custody", made["attachment"])
    assert [each["values"]["event"] for each in log] == [
        "intake",
        "export",
        *["verification"] * 3,
    ]


def test_a_hand_over_without_a_date_is_of_today(laptop, case, tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"a")
    made = laptop.json("attach", case, file)["attachment"]
    laptop.json("attachment", "handover", made, "--from", "A", "--to", "B")
    entry = laptop.json("attachment", "custody", made)[1]["values"]
    assert (entry["from_whom"], entry["to_whom"]) == ("A", "B")
    assert entry["happened_on"]["edtf"]


def test_what_is_wrong_has_its_code(laptop, case, tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"a")
    made = laptop.json("attach", case, file)["attachment"]
    assert laptop.refused("attach", case, tmp_path / "b") == (2, "NO_SUCH_FILE")
    assert laptop.refused("attach", case, tmp_path) == (2, "NOT_A_FILE")
    assert laptop.refused("attach", "X-1", file) == (2, "NO_SUCH_RECORD")
    save = ("attachment", "save")
    assert laptop.refused(*save, case, "--out", tmp_path / "o") == (
        2,
        "NO_SUCH_ATTACHMENT",
    )
    (blob,) = (laptop.profile / "blobs").iterdir()
    blob.write_bytes(blob.read_bytes()[:-1])
    assert laptop.refused(*save, made, "--out", tmp_path / "o") == (4, "DAMAGED")
    checked = laptop("--json", "attachment", "verify")
    assert (checked.status, checked.json[0]["ok"]) == (4, False)
    assert laptop.json("doctor")["findings"] == ["ATTACHMENTS"]


@pytest.mark.parametrize("language", ["tg", "ru", "en"])
def test_the_answers_are_words(laptop, case, tmp_path, language):
    file = tmp_path / "a"
    file.write_bytes(b"a")
    result = laptop("--lang", language, "attach", case, file)
    assert result.status == 0
    for words in (("list", case), ("verify",), ("--help",)):
        said = laptop("--lang", language, "attachment", *words)
        assert said.status == 0
        assert "state." not in said.out


def test_a_groups_own_field_of_an_attachment_is_called_by_its_short_key(
    shell, tmp_path
):
    shell.init(role="coordinator")
    labels = ("label.tg=Ҷевон", "label.ru=Полка", "label.en=Shelf")
    own = ("on_type=attachment", "key=shelf", "kind=text", *labels)
    shell.json("record", "add", "custom_field", *_set(*own))
    (case,) = shell.json("record", "add", "case", *_set("title=x"))["records"]
    file = tmp_path / "a"
    file.write_bytes(b"a")
    made = shell.json("attach", case["ref"], file, *_set("shelf=12"))
    shown = shell.json("record", "show", made["attachment"])["values"]
    assert shown["x_shelf"] == "12"
    twice = ("attach", case["ref"], file, *_set("shelf=1", "x_shelf=2"))
    assert shell.refused(*twice) == (2, "WRONG_USAGE")


def _set(*pairs):
    return [word for each in pairs for word in ("--set", each)]
