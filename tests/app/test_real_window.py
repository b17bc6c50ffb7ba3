"""A whole day on a real X server, in Tajik, and every file it writes.

First run, a case with two acts and three people, a photograph, lock, unlock, finish,
print, send. One run tells whether a person can do it, how many keys a case takes, and
what is written on the way.
"""

import contextlib
import os
import re
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from tests.app.real_person import EYES, Person, missing_tools, screen, until
from tests.app.traces import TRACING, kept, may_trace, written

from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import EnvironmentFailedError, LockedOutError
from monitor_desktop.i18n.labels import field_label
from monitor_desktop.services import records, workspaces
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import bundle_reports, bundles, contacts
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.store.profiles import ProfileFolder

PASS = "cloud wheat lamp river shore almond"  # noqa: S105  # of nobody
UNIT = "Гурӯҳи бофта"
TITLE = "Ҷустуҷӯ ва боздошти хабарнигор: ғӣқӯҳҷ ҒӢҚӮҲҶ"
LATER = ", шаб"
PEOPLE = {"Раҳимова Ҷамила", "Ғафуров Қодирҷон", "Ҳакимов Исо"}
GROUP = re.compile("[0-9A-Z]{5}")
REFERENCE = re.compile(r"[0-9A-Z]{4}-\d{4}-\d{4}")
EYES_NAME = f"monitor-desktop-story-{os.getpid()}"
KEYS_A_MINUTE = 120
"""Of somebody who looks for every key: a tenth of what a typist does."""


def is_held(folder):
    """The store is open in the other process."""
    profile = ProfileFolder(folder)
    try:
        profile.hold()
    except EnvironmentFailedError:
        return True
    profile.release()
    return False


def stretches(process):
    """What of the memory of a process can be read: nothing where that is forbidden."""
    maps = Path(f"/proc/{process}/maps").read_text(encoding="utf-8").splitlines()
    with Path(f"/proc/{process}/mem").open("rb", buffering=0) as memory:
        for line in maps:
            begins, ends = (int(each, 16) for each in line.split()[0].split("-"))
            with contextlib.suppress(OSError, OverflowError, ValueError):
                memory.seek(begins)
                yield memory.read(ends - begins)


def copies_in_memory(process, words):
    """Which of the words are anywhere in a process, as Qt or Python write them."""
    found = set()
    with contextlib.suppress(PermissionError):
        for stretch in stretches(process):
            found |= {
                each
                for each in words
                for encoding in ("utf-8", "utf-16-le", "utf-32-le")
                if each.encode(encoding) in stretch
            }
    return found


@pytest.fixture
def other(tmp_path, kit):
    """Somebody of the same unit, on a laptop of their own."""
    owner = Owner(name="Kabk", unit=UNIT, role="coordinator")
    made = workspaces.create(tmp_path / "other", PASS, owner, kit, kdf_memory_mib=64)
    yield made
    made.close()


class Day:
    """Steps of the story, each as a person does it.

    Args:
        person: Who does it.
        place: A folder with ``photo.png``; what is saved goes there.
        profile: Where the profile is made.
        label: What a field is called in the language of the window.
    """

    def __init__(self, person, place, profile, label):
        self.person = person
        self.place = place
        self.profile = profile
        self.label = label
        self.born = None

    def first_run(self):
        me = self.person
        self.born = me.waits_for("Continue")["born"]
        me.clicks_on("Тоҷикӣ")
        me.clicks_on("Continue")
        me.fills("Your name or code name", "Арча")
        me.fills("Unit or organisation", UNIT)
        me.clicks_on(me.say("Monitor (role)").capitalize())
        me.clicks_on("Continue")
        me.fills("New passphrase", PASS)
        me.fills("Once more from memory", PASS)
        me.clicks_on("Continue")
        seen = me.waits(lambda seen: len(groups(seen)) == 8, "the recovery code")
        me.clicks_on("Continue")
        me.waits_for_focus(me.say("Group {n}", n=1))
        me.strikes("".join(groups(seen)))
        me.clicks_on("Check the code")
        me.clicks_on("Continue")
        me.clicks_on("Begin")
        me.waits_for("New case")

    def enter(self):
        """A case with two acts and three people, by keys alone."""
        me = self.person
        me.presses("ctrl+n")
        me.waits_for_focus(self.label("case", "title"))
        me.types(TITLE)
        me.presses("ctrl+3", "ctrl+Return")
        self._act("ҳабси хонагӣ")
        me.chooses_last("Раҳимова Ҷамила")
        me.presses("ctrl+Return")
        self._act("030101")
        me.chooses("Ғафуров Қодирҷон")
        me.presses("ctrl+4", "ctrl+Return")
        me.waits_for_focus(self.label("involvement", "who"))
        me.types("Ҳакимов Исо")
        me.presses("Return", "ctrl+s")  # in one breath: the save waits for the choice
        me.waits(lambda seen: any(map(REFERENCE.fullmatch, seen["texts"])), "a number")

    def _act(self, kind):
        me = self.person
        me.waits_for_focus(self.label("act", "type"))
        me.chooses(kind)
        me.presses("Tab")
        me.waits_for_focus(self.label("act", "victim"))

    def add_photo(self):
        me = self.person
        me.clicks_on("Evidence", which=-1)
        me.clicks_on("Add files…")
        me.fills("Folder", str(self.place / "photo.png"))
        me.presses("Return")
        me.waits(
            lambda seen: any(each.startswith("photo, ") for each in seen["places"]),
            "the photo",
        )

    def lock(self):
        """Half a change is typed when it happens."""
        me = self.person
        me.presses("F2", "End")
        me.waits(lambda seen: seen["text"] == TITLE, "the line of the title")
        me.types(LATER)
        seen = me.sees()
        if copies_in_memory(seen["process"], ["monitor_desktop"]):  # it can be read
            assert copies_in_memory(seen["process"], [TITLE])
        # Nothing began it again by itself, once everything was loaded.
        assert me.sees()["born"] == self.born
        me.presses("ctrl+l")
        fresh = me.waits(lambda seen: seen["born"] != self.born, "a fresh process")
        self.born = fresh["born"]
        me.waits_for("Passphrase")
        assert not is_held(self.profile)
        assert not copies_in_memory(fresh["process"], [TITLE, LATER, *PEOPLE])

    def unlock(self):
        me = self.person
        me.waits_for_focus(me.say("Passphrase"))
        me.types("wrong")
        me.presses("Return")
        refused = me.say("Wrong passphrase.")
        me.waits(lambda seen: refused in seen["texts"], "the refusal")
        me.fills("Passphrase", PASS)
        me.clicks_on("Unlock")
        seen = me.waits(lambda seen: TITLE + LATER in seen["texts"], "the draft")
        assert seen["born"] == self.born

    def finish(self):
        me = self.person
        draft = me.say("Draft {time}", time="")
        me.presses("ctrl+s")
        me.waits(
            lambda seen: not any(each.startswith(draft) for each in seen["texts"]),
            "the end of the draft",
        )

    def print(self):
        me = self.person
        me.presses("ctrl+p")
        me.clicks_on("Save PDF…")
        self._save_as("case.pdf")

    def send(self):
        me = self.person
        me.clicks_on("Sync")
        me.clicks_on("Make bundle…")
        self._save_as("1.bin")

    def _save_as(self, name):
        me = self.person
        me.fills("Folder", str(self.place))
        me.presses("Return")
        me.fills("File name", name)
        me.clicks_on("Save")
        assert until((self.place / name).exists)


def groups(seen):
    """The recovery code, as it stands in the window."""
    return [each for each in seen["texts"] if GROUP.fullmatch(each)]


def introduce(profile, kit, other):
    """While it is locked: both have compared their words."""
    mine = workspaces.unlock(profile, PASS, kit)
    for one, two in ((mine, other), (other, mine)):
        words = contacts.words_of(two, two.fingerprint, "tg")
        contacts.add(one, contacts.my_card(two), words=words, receives="all")
    mine.close()


def make_photo(path):
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    image.save(str(path))


@pytest.fixture
def folders(tmp_path):
    """Home, scratch, and a stick; the profile is not there yet."""
    made = {each: tmp_path / each for each in ("home", "scratch", "stick")}
    for each in made.values():
        each.mkdir()
    make_photo(made["stick"] / "photo.png")
    return made | {"profile": tmp_path / "profile"}


def environment(folders, display):
    quiet = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "QT_"))}
    return quiet | {
        "DISPLAY": display,
        "LANG": "tg_TJ.UTF-8",
        "HOME": str(folders["home"]),
        "TMPDIR": str(folders["scratch"]),
        "STORY_EYES": EYES_NAME,
        "PYTHONPATH": str(EYES),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def live(day, profile, kit, other):
    day.first_run()
    keys = day.person.keys
    day.enter()
    keys = day.person.keys - keys
    day.add_photo()
    day.lock()
    introduce(profile, kit, other)
    day.unlock()
    day.finish()
    day.print()
    day.send()
    return keys


@pytest.mark.skipif(missing_tools(), reason=f"missing here: {missing_tools()}")
def test_a_day_in_tajik_and_every_file_it_writes(folders, tmp_path, kit, other):
    tracing = may_trace(tmp_path)
    trace, profile = tmp_path / "trace", folders["profile"]
    command = [sys.executable, "-m", "monitor_desktop", "--profile", str(profile)]
    watched = [*TRACING, "-o", str(trace), *command] if tracing else command
    words = kit.catalogues.words("tg")
    with (
        screen() as display,
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(
            watched,
            env=environment(folders, display),
            stderr=said,
            start_new_session=True,
        ) as program,
    ):
        try:
            me = Person(display, EYES_NAME, partial(words, "app"))
            label = partial(field_label, words)
            day = Day(me, folders["stick"], profile, label)
            keys = live(day, profile, kit, other)
            me.presses("alt+F4")
            assert program.wait(60) == 0
        finally:
            if program.poll() is None:
                os.killpg(program.pid, signal.SIGKILL)
    assert (tmp_path / "said").read_text() == ""
    assert keys / KEYS_A_MINUTE <= 5
    was_received(folders["stick"], other)
    if not tracing:
        pytest.skip("lived, but strace is missing or not allowed: no file was watched")
    nothing_beside(set(written(trace.read_text(errors="replace"))), folders)


def was_received(stick, other):
    assert (stick / "case.pdf").read_bytes().startswith(b"%PDF-")
    assert bundles.receive(other, stick / "1.bin").outcome == bundle_reports.APPLIED
    (found,) = records.listed(other, ListQuery(type="case"))[1]
    tree = records.show(other, found.id)
    assert tree.record.values["title"] == TITLE + LATER
    assert len(tree.children_of("act")) == 2
    assert {each.values["name"] for each in tree.linked.values()} == PEOPLE
    (photo,) = attachments.listed(other, found.id)
    assert photo.media_type == "image/png"


def nothing_beside(found, folders):
    """Only the profile was written, and the two files the person named."""
    named = {str(folders["stick"] / each) for each in ("case.pdf", "1.bin")}
    inside = {each for each in found if Path(each).is_relative_to(folders["profile"])}
    assert inside, "nothing was seen"
    assert named <= found
    places = (folders[key] for key in ("home", "scratch", "stick"))
    left = {str(each) for place in places for each in place.rglob("*")}
    left.remove(str(folders["stick"] / "photo.png"))
    # A file is written beside its place and renamed: half a one never stands there.
    beside = (found - inside - {f"{each}.new" for each in named}) | left
    assert not kept(beside - named)


WARNING = (
    "All keys of this profile are destroyed. Nobody can open it again, "
    "you neither. Backups stay. Let go to stop."
)
PANIC = ("ctrl", "shift", "Delete")


@pytest.mark.skipif(missing_tools(), reason=f"missing here: {missing_tools()}")
def test_panic_held_with_real_fingers_over_a_dialog(folders, tmp_path, kit):
    """A real server repeats a key that is held; that is no letting go."""
    owner = Owner(name="Archa", unit=UNIT, role="monitor")
    profile = folders["profile"]
    workspaces.create(profile, PASS, owner, kit, kdf_memory_mib=64).close()
    command = [sys.executable, "-m", "monitor_desktop", "--profile", str(profile)]
    with (
        screen() as display,
        (tmp_path / "said").open("wb") as said,
        subprocess.Popen(
            command, env=environment(folders, display), stderr=said
        ) as program,
    ):
        try:
            me = Person(display, EYES_NAME, partial(kit.catalogues.words("tg"), "app"))
            begin_work(me)
            with me.holds(*PANIC):
                me.waits(lambda seen: me.say(WARNING) in seen["texts"], "the warning")
            me.waits(lambda seen: me.say(WARNING) not in seen["texts"], "its end")
            assert program.poll() is None
            with me.holds(*PANIC):
                assert until(lambda: program.poll() is not None)
            assert program.returncode == 0
        finally:
            program.kill()
    assert (tmp_path / "said").read_text() == ""
    with pytest.raises(LockedOutError):
        workspaces.unlock(profile, PASS, kit)


def begin_work(me):
    me.waits_for_focus(me.say("Passphrase"))
    me.types(PASS)
    me.presses("Return")
    me.clicks_on("Settings")
    me.clicks_on("Change passphrase…")
    me.waits_for("Once more from memory")
