"""A passphrase set anew by several people, each with a piece of paper."""

import pytest

from monitor_desktop.app.main import main
from monitor_desktop.crypto import recovery_codes

NEW = "a new passphrase"


@pytest.fixture
def split(laptop, tmp_path):
    made = laptop.json(
        "keys", "split", "--pieces", "4", "--needed", "2", "--out", tmp_path / "papers"
    )
    (tmp_path / "new").write_text(f"{NEW}\n", encoding="utf-8")
    return made


def joining(tmp_path, *papers):
    new = ("--new-passphrase-file", tmp_path / "new", "--kdf-memory-mib", "64")
    return ("keys", "join", *papers, *new)


def test_any_two_of_four_set_a_new_passphrase(laptop, split, tmp_path):
    assert (len(split["pieces"]), split["needed"]) == (4, 2)
    before = laptop.json("info")
    command = joining(tmp_path, split["pieces"][3], split["pieces"][1])
    words = ["--profile", laptop.profile, "--json", *command]
    assert main([str(each) for each in words]) == 0, "no passphrase is asked for"
    after = laptop.json("info", passphrase=NEW)
    assert after["state_digest"] == before["state_digest"]


def test_each_piece_that_will_not_do_gets_its_sentence(laptop, split, tmp_path):
    one = tmp_path / "papers" / split["pieces"][0].rsplit("/", 1)[-1]
    code = one.read_text(encoding="utf-8")
    (tmp_path / "twin").write_text(code, encoding="utf-8")
    slips = (code[:3] + each + code[4:] for each in recovery_codes.ALPHABET)
    # One in 32 slips keeps the check letter.
    slip = next(each for each in slips if not recovery_codes.is_group(0, each[:5]))
    (tmp_path / "slip").write_text(slip, encoding="utf-8")
    (tmp_path / "none").write_text("lunch at one\n", encoding="utf-8")
    named = [tmp_path / each for each in ("twin", "slip", "none")]
    for language in ("tg", "ru", "en"):
        result = laptop(*joining(tmp_path, one, *named), "--lang", language)
        assert result.status == 4
        lines = result.err.strip().splitlines()
        assert len(lines) == 4
        assert all(each.name in result.err for each in named)
        assert split["set"] in lines[-1]
    told = laptop("--json", *joining(tmp_path, one, *named)).json["error"]
    codes = ["PIECE_TWICE", "PIECE_MISTYPED", "NOT_A_PIECE", "TOO_FEW_PIECES"]
    assert (told["code"], told["details"]) == ("PIECES_REFUSED", {"codes": codes})
    assert laptop("info").status == 0, "the old passphrase still opens"


def test_pieces_of_two_sets_are_told_apart_and_old_ones_are_void(
    laptop, split, tmp_path
):
    more = ("--pieces", "2", "--needed", "2", "--out", tmp_path / "newer")
    newer = laptop.json("keys", "split", *more)
    mixed = joining(tmp_path, split["pieces"][0], newer["pieces"][0])
    told = laptop("--json", *mixed).json["error"]
    assert told["details"] == {"codes": ["TOO_FEW_PIECES"] * 2}
    old = joining(tmp_path, *split["pieces"][:2])
    assert laptop.refused(*old) == (3, "WRONG_PIECES")
    laptop.json(*joining(tmp_path, split["pieces"][0], *newer["pieces"]))


@pytest.mark.parametrize(
    ("count", "needed"), [("1", "1"), ("3", "1"), ("3", "4"), ("17", "3")]
)
def test_numbers_that_cannot_be_are_named(laptop, tmp_path, count, needed):
    asked = ("--pieces", count, "--needed", needed, "--out", tmp_path / "papers")
    assert laptop.refused("keys", "split", *asked) == (4, "INVALID_VALUE")
    assert not (tmp_path / "papers").exists()


def test_where_no_folder_can_be_made_the_old_pieces_stay_good(laptop, split, tmp_path):
    asked = ("keys", "split", "--pieces", "2", "--needed", "2", "--out")
    result = laptop("--json", *asked, tmp_path / "new" / "papers")
    assert (result.status, result.json["error"]["code"]) == (5, "READ_ONLY")
    joined = laptop("--json", *joining(tmp_path, *split["pieces"][:2]))
    assert joined.status == 0
