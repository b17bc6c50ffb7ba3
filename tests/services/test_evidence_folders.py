"""A lawyer checks the evidence without this program."""

import errno
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys

import pytest

from monitor_desktop.crypto import fingerprints
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.errors import (
    EnvironmentFailedError,
    InvalidValueError,
    NotAllowedError,
    SeveralRefusedError,
    UsageError,
)
from monitor_desktop.services import records
from monitor_desktop.services.evidence import attachments, evidence_folders
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.progress import Cancelled


@pytest.fixture
def hub(world, tmp_path):
    """A hub with evidence of a laptop."""
    laptop, made = world.laptop("laptop"), world.laptop("hub", role="coordinator")
    world.meet(laptop, made)
    case = records.add(laptop, "case", {"title": "A case"}).id
    for name, content in (("a.jpg", b"\xff\xd8\xffseen"), ("b.pdf", b"%PDF-1.7")):
        path = tmp_path / name
        path.write_bytes(content)
        attachments.attach(laptop, case, path, values={"consent": ["body"]})
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


def test_it_speaks_where_there_are_no_letters_for_it(folder):
    done = subprocess.run(
        [sys.executable, "-S", str(folder / "verify.py")],
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")


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


def listed_anew(copy):
    """What a forger does who cannot sign: the list fits the folder again."""
    lines = (copy / "SHA256SUMS").read_text().splitlines()
    names = [each[66:] for each in lines if (copy / each[66:]).exists()]
    digests = [hashlib.sha256((copy / each).read_bytes()).hexdigest() for each in names]
    sums = (f"{one}  {name}\n" for one, name in zip(digests, names, strict=True))
    (copy / "SHA256SUMS").write_text("".join(sums))


def test_every_change_is_told_whoever_mends_the_list(folder, tmp_path):
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
        listed_anew(copy)
        status, said = checked(copy)
        assert (status, said.count("НОДУРУСТ") > 1) == (1, True), change


def test_a_file_and_its_digest_changed_together_are_told(folder):
    told = json.loads((folder / "evidence.json").read_text())
    document = told["attachments"][0]
    (folder / document["file"]).write_bytes(b"forged")
    document["sha256"] = hashlib.sha256(b"forged").hexdigest()
    (folder / "evidence.json").write_text(json.dumps(told))
    listed_anew(folder)
    said = checked(folder)[1].splitlines()
    assert f"НОДУРУСТ  ҳеши ҳангоми қабул: {document['file']}" in said
    assert "НОДУРУСТ  имзо SHA256SUMS" in said


def test_a_forger_with_a_key_of_their_own_has_other_words(hub, folder):
    """All of it can be made anew; only the words, asked for by voice, tell."""
    words = contacts.words_of(hub[0], hub[0].fingerprint, "tg")
    assert f"{hub[0].device}: {words}" in checked(folder)[1]
    forger = SigningKey(b"\x07" * 64)
    told = json.loads((folder / "evidence.json").read_text())
    told["attachments"][0]["custody"].pop()
    device = fingerprints.device_id(fingerprints.fingerprint(forger.public))
    told["made_by"], told["keys"][device] = device, forger.public.hex()
    (folder / "evidence.json").write_text(json.dumps(told))
    listed_anew(folder)
    signed = forger.sign(
        (folder / "SHA256SUMS").read_bytes(),
        context=b"monitor-desktop/evidence-folder/v1",
    )
    (folder / "signatures" / "SHA256SUMS.signature").write_bytes(signed[:64])
    status, said = checked(folder)
    assert (status, said.count(words)) == (0, 1)
    theirs = contacts.words_of(hub[0], fingerprints.fingerprint(forger.public), "tg")
    assert f"{device}: {theirs}" in said
    # A key of somebody else under the name of a device is none.
    told["keys"][hub[0].device] = forger.public.hex()
    (folder / "evidence.json").write_text(json.dumps(told))
    assert f"НОДУРУСТ  имзо {hub[0].device}" in checked(folder)[1]


def test_one_bit_anywhere_is_told(folder, tmp_path):
    script = folder / "verify.py"
    paths = [e for e in sorted(folder.rglob("*")) if e.is_file() and e != script]
    assert len(paths) > 10
    for number, path in enumerate(paths):
        kept = path.read_bytes()
        place = len(kept) * (number + 1) // (len(paths) + 1)
        turned = bytes([kept[place] ^ 1 << number % 8])
        path.write_bytes(kept[:place] + turned + kept[place + 1 :])
        is_key = path.suffix in {".pem", ".message"} and path.stem == "SHA256SUMS"
        assert checked(folder)[0] == (0 if is_key else 1), path.name
        path.write_bytes(kept)
    assert checked(folder)[0] == 0


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="no sha256sum here")
def test_sha256sum_agrees(folder):
    command = ["sha256sum", "--check", "--strict", "SHA256SUMS"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_openssl_agrees_with_every_signature(folder):
    keys = sorted((folder / "signatures").glob("*.pem"))
    assert len(keys) == 3
    told = json.loads((folder / "evidence.json").read_text())
    roots = {each["device"]: each["root"] for each in told["journals"]}
    for key in keys:
        message = key.with_suffix(".message")
        listed = (folder / "SHA256SUMS").read_bytes()
        if key.stem in roots:
            assert message.read_bytes()[-40:-8].hex() == roots[key.stem]
        else:
            assert message.read_bytes().endswith(listed)
        command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key)]
        files = ["-in", str(message), "-sigfile", str(key.with_suffix(".signature"))]
        subprocess.run([*command, "-rawin", *files], check=True, capture_output=True)


def test_a_folder_with_something_in_it_is_left_alone(hub, tmp_path):
    with pytest.raises(UsageError, match="FOLDER_IN_USE"):
        evidence_folders.export(*hub, tmp_path, "en", to_whom="A lawyer")


def stop(_done, _total):
    raise Cancelled


def test_half_a_folder_is_none(hub, tmp_path, monkeypatch):
    new, empty = tmp_path / "new", tmp_path / "empty"
    empty.mkdir()
    for folder in (new, empty):
        with pytest.raises(Cancelled):
            evidence_folders.export(*hub, folder, "en", to_whom="C", progress=stop)
    assert not new.exists()
    assert list(empty.iterdir()) == []

    def full(_self, *_given, **_named):
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr(pathlib.Path, "mkdir", full)
    with pytest.raises(EnvironmentFailedError, match="DISK_FULL"):
        evidence_folders.export(*hub, new, "en", to_whom="C")
    monkeypatch.undo()

    def gone(_path, *_given, **_named):
        raise OSError(errno.EIO, "the stick was drawn out")

    monkeypatch.setattr(pathlib.Path, "unlink", gone)
    monkeypatch.setattr(pathlib.Path, "rmdir", gone)
    with pytest.raises(Cancelled):
        evidence_folders.export(*hub, new, "en", to_whom="C", progress=stop)
    monkeypatch.undo()
    assert evidence_folders.export(*hub, empty, "en", to_whom="C").files == 2


GIVER = "A named neighbour"
COURT = "A court"


def written(hub, folder, to_whom=COURT):
    made = evidence_folders.export(*hub, folder, "en", to_whom=to_whom)
    return made, (folder / "evidence.json").read_text(), checked(folder)


def person_in(workspace, case, **consents):
    """A victim who agreed that a court reads what is told of them, and to no more."""
    made = records.add(workspace, "person", {"name": "Invented Victim"}).id
    records.add(workspace, "act", {"parent": case, "victim": made})
    for purpose, answer in {"share_body": "yes", **consents}.items():
        told = {"parent": made, "purpose": purpose, "answer": answer, "body": COURT}
        records.add(workspace, "consent", {**told, "given_by": "self"})
    return made


def test_a_document_without_consent_stays_and_the_consent_is_named(hub, tmp_path):
    workspace, case = hub
    one, other = attachments.listed(workspace, case)
    records.change(workspace, one.id, {"consent": ["share"], "title": "Kept back"})
    made, told, (status, _) = written(hub, tmp_path / "out")
    assert (made.attachments, made.files, status) == (1, 1, 0)
    assert made.left_out == {"attachment_body": 1}
    assert [(each.ref, each.body) for each in made.lacks] == [(one.ref, COURT)]
    assert one.ref not in told
    assert "Kept back" not in told
    readme = (tmp_path / "out" / "README.txt").read_text()
    assert "no consent to pass them on: 1" in readme
    records.change(workspace, other.id, {"consent": ["no"]})
    with pytest.raises(SeveralRefusedError) as refused:
        evidence_folders.export(*hub, tmp_path / "none", "en", to_whom=COURT)
    assert [each.code for each in refused.value.each] == ["CONSENT_MISSING"] * 2
    assert not (tmp_path / "none").exists()


def test_whoever_is_shown_agrees_to_be_seen(hub, tmp_path):
    workspace, case = hub
    person = person_in(workspace, case)
    one, _ = attachments.listed(workspace, case)
    records.change(workspace, one.id, {"shows": person})
    made, _, _ = written(hub, tmp_path / "out")
    assert (made.files, made.left_out) == (1, {"photo_voice": 1})
    agreed = {"parent": person, "purpose": "photo_voice", "answer": "yes"}
    records.add(workspace, "consent", {**agreed, "given_by": "self"})
    assert written(hub, tmp_path / "again")[0].files == 2


def test_who_gave_it_is_read_only_by_the_body_that_all_agreed_to(hub, tmp_path):
    workspace, case = hub
    person_in(workspace, case)
    one, _ = attachments.listed(workspace, case)
    records.change(workspace, one.id, {"obtained_from": GIVER})
    _, told, (status, _) = written(hub, tmp_path / "court")
    assert GIVER in told
    assert status == 0
    # Its value is left out, the line itself stays: the chain is whole all the same.
    _, told, (status, _) = written(hub, tmp_path / "office", "An office")
    assert GIVER not in told
    assert status == 0


def test_nobody_named_a_restricted_record_and_what_a_person_keeps(hub, tmp_path):
    workspace, case = hub
    with pytest.raises(InvalidValueError, match="INVALID_VALUE"):
        evidence_folders.export(*hub, tmp_path / "out", "en", to_whom=" ")
    records.change(workspace, case, {"confidentiality": "restricted"})
    with pytest.raises(NotAllowedError, match="NOT_ALLOWED"):
        evidence_folders.export(*hub, tmp_path / "out", "en", to_whom=COURT)
    person = person_in(workspace, records.add(workspace, "case", {"title": "B"}).id)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    attachments.attach(workspace, person, scan, values={"consent": ["body"]})
    with pytest.raises(NotAllowedError, match="NOT_ALLOWED"):
        evidence_folders.export(workspace, person, tmp_path / "x", "en", to_whom=COURT)
    assert not (tmp_path / "out").exists()
