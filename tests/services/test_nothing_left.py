"""Names planted in every feature lie nowhere on the disk but where they were sent."""

import base64
import dataclasses
import tempfile

import pytest

from monitor_desktop.services import history, recents, records, saved_views, search
from monitor_desktop.services.editing import conflicts, drafts
from monitor_desktop.services.evidence import attachments, file_checks
from monitor_desktop.services.evidence.attachments import Handover
from monitor_desktop.services.exchange import purges, travel_light
from monitor_desktop.services.exchange.watching import Watch
from monitor_desktop.services.interchange import import_log, imports
from monitor_desktop.services.paper import letterheads, sheets
from monitor_desktop.services.profile import backup

WORDS = {
    "title": "Қаҳрамонова Шаҳноза",
    "draft": "сиёҳнавис дар бораи Ёдгорова",
    "file": "Худойназаров.jpg",
    "inside": "Содержание снимка Юнусова",
    "handover": "ба дасти Ҷӯраева",
    "view": "рӯйхати Ғуломова",
    "sought": "ҷустуҷӯи Ӯзбекова",
    "head": "ташкилоти Чашмаи Нав",
    "imported": "Воридшудаева Моҳира",
    "reason": "сабаб: хоҳиши Раъно",
    "unit": "Invented unit",
}


def spellings(word):
    """As a file might hold it; base64 has one form for each of three offsets."""
    found = []
    for code in ("utf-8", "utf-16-le", "utf-16-be"):
        data = word.encode(code)
        found.append(data)
        for offset in range(3):
            text = base64.b64encode(bytes(offset) + data)
            found.append(text[offset + 1 : -4])  # without what the neighbours share
    return found


def evidence(one, ref, wanted):
    picture = wanted / WORDS["file"]
    picture.write_bytes(WORDS["inside"].encode())
    held = attachments.attach(one, ref, picture)
    given = Handover(from_whom=WORDS["handover"], to_whom="x", happened_on="")
    attachments.hand_over(one, held.ref, given)
    b"".join(attachments.contents(one, held.ref))
    file_checks.verify(one)
    attachments.save(one, held.ref, wanted / "copy.jpg", to_whom=WORDS["handover"])


def desk(one, ref, wanted):
    """Draft, saved view, search, recent records, import, letterhead, print, history."""
    shown = records.show(one, ref).record
    drafts.keep(one, shown.id, {"title": WORDS["draft"]}, seen=shown.heads)
    view = saved_views.SavedView(name=WORDS["view"], text=WORDS["sought"])
    saved_views.save(one, "case", view)
    search.search(one, WORDS["sought"])
    recents.remember(one, shown.id)
    table = wanted / "table.csv"
    table.write_text(f"title\n{WORDS['imported']}\n", encoding="utf-8")
    import_log.undo(one, imports.table(one, table, "case", {"type": "case"}).id)
    head = letterheads.get(one)
    letterheads.put(one, dataclasses.replace(head, names={"tg": WORDS["head"]}))
    sheets.preview(one, [ref], sheets.Choice(languages=("tg",)))
    records.change(one, ref, {"notes": WORDS["draft"]})
    history.story(one, ref)
    drafts.drop(one, shown.id)


def exchange(world, hub, one, ref):
    """A watched folder, a conflict and its decision, travelling light, a purge."""
    watch = Watch(hub, world.folder / "in", world.folder / "answers")
    watch.begin()
    world.bundle(one, hub).rename(world.folder / "in" / "b.bin")
    watch.round()
    watch.round()
    records.change(hub, ref, {"title": WORDS["reason"]})
    records.change(one, ref, {"title": WORDS["draft"]})
    world.send(one, hub)
    (found,) = conflicts.listed(hub)
    conflicts.resolve(hub, found.conflict.id, keep=1)
    away = records.add(one, "case", {"title": WORDS["imported"]})
    world.send(one, hub)
    world.send(hub, one)
    travel_light.put_down(one, [away.ref])
    backup.create(one, world.folder / "kept.backup")
    purges.purge(hub, ref, reason=WORDS["reason"])
    world.send(hub, one)


@pytest.fixture
def wanted(tmp_path, monkeypatch):
    for each in ("wanted", "in", "answers", "tmp", "home"):
        (tmp_path / each).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    return tmp_path / "wanted"


def searched(found):
    """Names of the files that were searched."""
    marks = {word: spellings(word) for word in WORDS.values()}
    paths = list(found)
    for path in paths:
        data = path.read_bytes() + str(path).encode()
        for word, forms in marks.items():
            assert not [each for each in forms if each in data], (path, word)
    return {path.name for path in paths}


def test_no_planted_name_lies_on_the_disk(world, tmp_path, wanted):
    hub, one = world.laptop("hub", role="coordinator"), world.laptop("one")
    world.meet(hub, one)
    case = records.add(one, "case", {"title": WORDS["title"]})
    evidence(one, case.ref, wanted)
    desk(one, case.ref, wanted)
    exchange(world, hub, one, case.ref)
    assert searched(tmp_path.glob("*/store.db-wal")) == {"store.db-wal"}
    world.close()
    world.made.clear()
    files = [each for each in tmp_path.rglob("*") if each.is_file()]
    read = searched([each for each in files if wanted not in each.parents])
    assert {"store.db", "keys.json", "kept.backup", "b.bin"} <= read
    with pytest.raises(AssertionError):
        searched([wanted / "table.csv"])
    coded = base64.b64encode("пеш ".encode() + WORDS["title"].encode("utf-16-be"))
    assert any(each in coded for each in spellings(WORDS["title"]))
