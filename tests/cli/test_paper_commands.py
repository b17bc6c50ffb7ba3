"""Commands about paper: what they write, what they tell, what they refuse.

One profile serves all: making one costs more than printing from it.
"""

import base64
import io

import pypdf
import pytest
from tests.cli.conftest import PASS, Shell

from monitor_desktop.app import wiring
from monitor_desktop.domain.catalogue import top_types
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.workspaces import Owner

LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGMQMAgAIgYIBQAOzgJB"
    "Qky4xgAAAABJRU5ErkJggg=="
)
RECORDS = {
    "case": {"title": "Боздошт", "date_from": "5.10.2026", "place": "TJ-SU"},
    "release": {"title": "Изҳорот", "headline": {"tg": "Озод кунед"}},
    "monitoring_report": {"title": "Мурофиа", "findings": "Пӯшида буд."},
    "info_request": {"subject": "Роҳ", "body": "Ҳукумат", "sent_on": "5.3.2026"},
    "plan": {"title": "Нақша"},
    "measure": {"title": "Чора"},
    "public_council": {"title": "Шӯро"},
    "consultation": {"topic": "Машварат"},
    "training": {"title": "Омӯзиш"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A folder with a profile, and the reference of a record of each type."""
    folder = tmp_path_factory.mktemp("paper")
    owner = Owner(name="one", unit="Invented unit", role="coordinator")
    kit = wiring.kit()
    workspace = workspaces.create(
        folder / "profile", PASS, owner, kit, kdf_memory_mib=64
    )
    refs = {
        key: str(records.add(workspace, key, values).ref)
        for key, values in RECORDS.items()
    }
    person = records.add(workspace, "person", {"name": "Ҷабрдидаи Махфӣ"})
    refs["person"] = str(person.ref)
    agreed = {"purpose": "share_body", "answer": "yes", "given_by": "self"}
    records.add(
        workspace, "consent", {**agreed, "parent": person.ref, "body": "A court"}
    )
    records.add(workspace, "act", {"parent": refs["case"], "victim": person.ref})
    workspace.close()
    return folder, refs


@pytest.fixture
def shell(made, monkeypatch, capsys):
    return Shell(made[0] / "profile", monkeypatch, capsys)


@pytest.fixture
def refs(made):
    return made[1]


def text_of(path):
    pages = pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def test_every_document_that_is_listed_is_printed(shell, refs, tmp_path):
    listed = shell.json("sheets", "documents")
    assert listed[0].keys() == {"document", "label", "types"}
    kinds = {each["document"]: each["types"] for each in listed}
    assert kinds["sheet"] == [each.key for each in top_types()]
    out = tmp_path / "out.pdf"
    for document, types in kinds.items():
        ref = refs[next(each for each in types if each in refs)]
        # Every document takes a moment to unlock for: one language is enough.
        told = shell.json(
            "sheet", ref, "--document", document, "--lang", "ru", "--out", out
        )
        assert told["sheets"] == 1, document
        assert told["pages"] == len(pypdf.PdfReader(out).pages), document
        assert told["withheld"] == 0


def test_a_printed_file_is_verified_sheet_by_sheet(shell, refs, tmp_path):
    out = tmp_path / "case.pdf"
    words = ("--lang", "tg", "--lang", "en", "--watermark", "copy", "--out", out)
    shell.json("sheet", refs["case"], *words)
    found = shell.json("sheets", "verify", out)
    assert found["same_file"] is True
    assert (
        found["sheets"]
        == [
            {
                "ref": refs["case"],
                "disclosure": "internal",
                "printed_on": found["sheets"][0]["printed_on"],
                "standing": "current",
            }
        ]
        * 2
    )
    (tmp_path / "other.pdf").write_bytes(b"%PDF-1.7")
    assert shell.refused("sheets", "verify", tmp_path / "other.pdf") == (
        4,
        "NOT_A_SHEET",
    )


def test_a_file_for_each_record_goes_into_a_folder(shell, refs, tmp_path):
    chosen = [refs["case"], refs["plan"]]
    told = shell.json("sheet", *chosen, "--each", "--lang", "en", "--out", tmp_path)
    assert told["files"] == [f"{each}.pdf" for each in chosen]
    assert told["sheets"] == told["pages"] == 2
    assert sorted(each.name for each in tmp_path.iterdir()) == sorted(told["files"])


def test_for_a_named_body_only_its_consents_count(shell, refs, tmp_path):
    out = tmp_path / "case.pdf"
    common = ("sheet", refs["case"], "--lang", "en", "--disclosure", "partner")
    for body, withheld in (("A court", 0), ("Another court", 1)):
        told = shell.json(*common, "--body", body, "--out", out)
        assert told["withheld"] == withheld
        assert ("Махфӣ" in text_of(out)) == (withheld == 0)
        assert f"Only for {body}" in text_of(out)
    checked = shell.json("sheets", "verify", out)
    assert checked["same_file"] is True
    wrong = ("sheet", refs["case"], "--body", "A court", "--out", out)
    assert shell.refused(*wrong) == (2, "BODY_NEEDS_PARTNER")
    table = ("export", "--type", "person", "--disclosure", "partner")
    told = shell.json(*table, "--body", "Nobody", "--out", tmp_path / "a.csv")
    assert told["left_out"] == {"consent_missing": 1}
    assert told["consents_missing"] == {"share_body": 1}
    told = shell.json(*table, "--body", "a COURT", "--out", tmp_path / "a.csv")
    assert told["records"] == 1


def test_an_empty_form_is_printed_in_each_language_asked_for(shell, tmp_path):
    out = tmp_path / "form.pdf"
    words = ("--blank", "info_request", "--lang", "tg", "--lang", "ru", "--out", out)
    assert shell.json("sheet", *words)["sheets"] == 2
    text = text_of(out)
    # A box is ticked by its words; only what is written has a code.
    assert "«Дар бораи ҳуқуқи дастрасӣ ба иттилоот» (2008)" in text
    assert "information_law_2008" not in text
    assert "device_copy Скопировано с устройства" in text
    one = ("--blank", "info_request", "--piece", "request_appeal", "--no-codes")
    assert shell.json("sheet", *one, "--out", out)["pages"] == 2
    assert shell.refused("sheet", *one, "--piece", "none", "--out", out) == (
        2,
        "NO_SUCH_TYPE",
    )
    assert shell.refused("sheet", "--blank", "none", "--out", out) == (
        2,
        "NO_SUCH_TYPE",
    )


@pytest.mark.parametrize("what", [(), ("--statistics",)], ids=["bulletin", "numbers"])
def test_a_period_is_printed_side_by_side(shell, tmp_path, what):
    out = tmp_path / "period.pdf"
    period = ("--from", "2026-10", "--to", "2026-10", "--layout", "trilingual")
    told = shell.json("bulletin", *period, *what, "--out", out)
    assert told == {"pages": len(pypdf.PdfReader(out).pages), "sheets": 1}
    assert "октябри соли 2026" in text_of(out)


def test_a_period_that_ends_before_it_begins_is_refused(shell, tmp_path):
    period = ("--from", "2026-10", "--to", "2026-09", "--out", tmp_path / "a.pdf")
    assert shell.refused("bulletin", *period) == (2, "WRONG_USAGE")
    assert not (tmp_path / "a.pdf").exists()


def test_a_letterhead_is_set_text_by_text_and_stays(shell, refs, tmp_path):
    (tmp_path / "logo.png").write_bytes(LOGO)
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    assert shell.json("letterhead", "show") == {
        "name": {},
        "address": {},
        "logo_bytes": 0,
    }
    shell.json("letterhead", "set", "--name-en", "Centre", "--address-en", "Street 1")
    logo = ("letterhead", "set", "--logo", tmp_path / "logo.png")
    assert shell.json(*logo) == {
        "name": {"en": "Centre"},
        "address": {"en": "Street 1"},
        "logo_bytes": len(LOGO),
    }
    assert shell.refused("letterhead", "set", "--logo", tmp_path / "logo.gif") == (
        4,
        "NOT_A_LOGO",
    )
    out = tmp_path / "case.pdf"
    shell.json("sheet", refs["case"], "--lang", "en", "--out", out)
    assert "Centre Street 1" in text_of(out)
    assert len(pypdf.PdfReader(out).pages[0].images) >= 1


def test_what_is_no_choice_is_wrong_usage(shell, refs, tmp_path):
    out = ("--out", tmp_path / "x.pdf")
    for words in (
        ("sheet", *out),
        ("sheet", refs["case"], "--blank", "case", *out),
        ("sheet", refs["case"], "--disclosure", "everybody", *out),
        ("sheet", refs["case"], "--lang", "de", *out),
        ("bulletin", "--from", "2026", *out),
    ):
        assert shell.refused(*words) == (2, "WRONG_USAGE"), words
    document = ("sheet", refs["case"], "--document", "certificate", *out)
    assert shell.refused(*document) == (2, "NO_SUCH_DOCUMENT")
