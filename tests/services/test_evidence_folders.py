"""A lawyer checks the evidence without this program."""

import json
import shutil
import subprocess
import sys

import pytest

from monitor_desktop.errors import UsageError
from monitor_desktop.services import attachments, evidence_folders, records


@pytest.fixture
def hub(world, tmp_path):
    """A hub with evidence of a laptop."""
    laptop, made = world.laptop("laptop"), world.laptop("hub", role="coordinator")
    world.meet(laptop, made)
    case = records.add(laptop, "case", {"title": "A case"}).id
    for name, content in (("a.jpg", b"\xff\xd8\xffseen"), ("b.pdf", b"%PDF-1.7")):
        path = tmp_path / name
        path.write_bytes(content)
        attachments.attach(laptop, case, path)
    world.send(laptop, made)
    return made, case


@pytest.fixture
def folder(hub, tmp_path):
    made = evidence_folders.export(*hub, tmp_path / "for court", "tg", to_whom="суд")
    assert (made.attachments, made.files, made.signed, made.journals) == (2, 2, 2, 2)
    return tmp_path / "for court"


def checked(folder):
    """Exit status and output of the script, with nothing of ours to import."""
    command = [sys.executable, "-I", "-S", str(folder / "verify.py")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_the_script_agrees_and_speaks_the_readers_language(folder):
    status, said = checked(folder)
    assert status == 0
    assert "Ҳамааш ҳамон тавр аст" in said
    assert "қабул шуд" in (folder / "README.txt").read_text()
    told = json.loads((folder / "evidence.json").read_text())
    assert len(told["attachments"][0]["custody"]) == 2  # taken in, and this very copy


def file_changed(copy, _told):
    next((copy / "files").iterdir()).write_bytes(b"other")


def file_gone(copy, _told):
    next((copy / "files").iterdir()).unlink()


def value_changed(_copy, told):
    told["operations"][3]["body"] += " "


def header_changed(_copy, told):
    header = told["operations"][3]["header"]
    told["operations"][3]["header"] = header.replace('"t":1', '"t":2')


def line_cut(_copy, told):
    del told["journals"][0]["leaves"][-1]


def lines_swapped(_copy, told):
    leaves = told["journals"][0]["leaves"]
    leaves[0], leaves[1] = leaves[1], leaves[0]


def test_every_change_is_told(folder, tmp_path):
    for change in (
        file_changed,
        file_gone,
        value_changed,
        header_changed,
        line_cut,
        lines_swapped,
    ):
        copy = tmp_path / change.__name__
        shutil.copytree(folder, copy)
        told = json.loads((copy / "evidence.json").read_text())
        change(copy, told)
        (copy / "evidence.json").write_text(json.dumps(told))
        assert checked(copy)[0] == 1, change


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_sha256sum_agrees(folder):
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_openssl_agrees_with_every_signature(folder):
    keys = sorted((folder / "signatures").glob("*.pem"))
    assert len(keys) == 2
    told = json.loads((folder / "evidence.json").read_text())
    roots = {each["device"]: each["root"] for each in told["journals"]}
    for key in keys:
        message = key.with_suffix(".message")
        assert message.read_bytes()[-40:-8].hex() == roots[key.stem]
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key)]
        files = ["-in", str(message), "-sigfile", str(key.with_suffix(".signature"))]
        subprocess.run([*command, "-rawin", *files], check=True, capture_output=True)


def test_a_folder_with_something_in_it_is_left_alone(hub, tmp_path):
    with pytest.raises(UsageError, match="FOLDER_IN_USE"):
        evidence_folders.export(*hub, tmp_path, "en")
