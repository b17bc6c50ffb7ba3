"""Asks the program it is run against in which places a field of a case is found.

Run by ``test_one_declaration``: ``everywhere.py FOLDER KEY [LABELS]``. With labels the
field is first added as one of the group's own. Prints one line of JSON.
"""

import csv
import io
import json
import sys
from contextlib import redirect_stdout
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

import monitor_desktop
from monitor_desktop.app import wiring
from monitor_desktop.app.main import main
from monitor_desktop.domain import catalogue
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.services import records, search, workspaces
from monitor_desktop.services.exchange import bundles, contacts, sending
from monitor_desktop.services.interchange import exports
from monitor_desktop.services.paper import sheets
from monitor_desktop.services.paper.issuing import Choice
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.store.tables import views
from monitor_desktop.ui.application import make_desk
from monitor_desktop.ui.gallery import settle
from monitor_desktop.ui.records.record_page import RecordPage
from monitor_desktop.ui.sessions import Session

PASSPHRASE = "cloud wheat lamp river"  # noqa: S105  # of an invented profile
VALUE = "Fond 17-b"


def profile(folder, name, kit, role="monitor"):
    owner = Owner(name=name, unit="Invented unit", role=role)
    return workspaces.create(folder / name, PASSPHRASE, owner, kit, kdf_memory_mib=64)


def own_field(workspace, key, labels):
    values = {f"label.{language}": text for language, text in labels.items()}
    values |= {"key": key.removeprefix("x_"), "kind": "text", "on_type": "case"}
    records.add(
        workspace, "custom_field", {**values, "in_list": "yes", "searched": "yes"}
    )


def in_the_window(workspace, kit, key, case):
    """Whether the form has the field with its value, and the list its column."""
    application = QApplication([])
    desk = make_desk(application, kit, "en")
    page = RecordPage(Session(desk, workspace), "case")
    page.show()
    settle(desk)
    page.open_id(case.id)
    settle(desk)
    model = page.list.model
    columns = [each.key for each in model.fields]
    place = columns.index(key) + 1 if key in columns else 0
    listed = model.index(0, place).data()
    boxes = page.form.body.boxes()
    formed = boxes[key].value() if key in boxes else None
    page.close()
    settle(desk)
    desk.leave()
    return {"form": formed == VALUE, "list": listed == VALUE}


def on_paper(workspace, folder, case):
    made = sheets.make(workspace, [case.ref], Choice(languages=("en",)))
    pages = PdfReader(io.BytesIO(made.pdf)).pages
    exports.csv(workspace, "case", folder / "cases.csv", Level.INTERNAL)
    rows = csv.DictReader((folder / "cases.csv").read_text("utf-8-sig").splitlines())
    return (
        VALUE in " ".join(" ".join(each.extract_text() for each in pages).split()),
        list(rows),
    )


def sent(one, other, folder):
    for mine, theirs, receives in ((one, other, "all"), (other, one, None)):
        words = contacts.words_of(theirs, theirs.fingerprint, "tg")
        card = contacts.my_card(theirs)
        contacts.add(mine, card, words=words, receives=receives)
    sending.export(one, [other.device], folder / "out.bin")
    bundles.receive(other, folder / "out.bin")


def by_command(profile_folder, ref):
    """What ``record show`` prints of the profile."""
    passphrase = profile_folder.parent / "passphrase.txt"
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    words = ["--profile", str(profile_folder), "--passphrase-file", str(passphrase)]
    with redirect_stdout(io.StringIO()) as out:
        status = main(["--json", "record", "show", ref, *words])
    return status == 0 and VALUE in out.getvalue()


def ask(folder, key, labels):
    """Every place, and whether the field is found there."""
    kit = wiring.kit()
    one, other = profile(folder, "one", kit, "coordinator"), profile(folder, "two", kit)
    if labels:
        own_field(one, key, labels)
    case = records.add(one, "case", {"title": "Invented", key: VALUE})
    catalogue.use(one.catalogue)
    found = {
        "program": monitor_desktop.__file__,
        "labels": {
            each: field_label(kit.catalogues.words(each), "case", key)
            for each in ("tg", "ru", "en")
        },
        "table": key in views()["case"].c,
        "search": [each.ref for each in search.search(one, "fond").hits] == [case.ref],
    }
    found["sheet"], rows = on_paper(one, folder, case)
    found["csv"] = rows[0][key] == VALUE
    sent(one, other, folder)
    with catalogue.using(other.catalogue):
        there = records.listed(other, ListQuery(type="case"))[1]
    found["bundle"] = there[0].values.get(key) == VALUE
    other.close()
    found |= in_the_window(one, kit, key, case)
    one.close()
    found["cli"] = by_command(folder / "one", case.ref)
    return found


if __name__ == "__main__":
    into, field_key, *more = sys.argv[1:]
    asked = ask(Path(into), field_key, json.loads(more[0]) if more else {})
    sys.stdout.write(f"{json.dumps(asked)}\n")
