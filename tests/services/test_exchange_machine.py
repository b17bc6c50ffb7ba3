"""Laptops and a hub doing anything in any order: no edit is ever lost.

Bundles are lost, doubled and read in any order; laptops are copied by hand, set back
and restored; the hub is set back in silence; clocks jump by years; programs are updated
in between; the coordinator revokes, takes it back, purges and decides about copies,
rightly or wrongly. Histories are short and many: the profiles are copies of three that
were made once, in memory where there is such a place, and one laptop often does.
"""

import atexit
import contextlib
import dataclasses
import io
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.errors import StopTest
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from monitor_desktop.app import wiring
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import NotAllowedError, UsageError
from monitor_desktop.services import kept_trust, records, workspaces
from monitor_desktop.services.editing import conflicts
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.exchange import bundles, contacts, forks, purges, sending
from monitor_desktop.services.membership import succession, trust
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.store import effects, exchange, journal, marks
from monitor_desktop.store.profiles import ProfileFolder
from monitor_desktop.store.store import Store

NAMES = ("one", "two", "hub")
laptops = st.integers(min_value=0, max_value=1)
anyone = st.integers(min_value=0, max_value=5)
titles = st.sampled_from(["а", "б", "в", "г", "д"])
picks = st.integers(min_value=0, max_value=50)
MOST = 4
"""Installations at once, copies included."""
PARTS = 40
"""Of the long run."""


class Clock:
    """Moves a little with every look; a laptop's may be set wrong."""

    def __init__(self):
        self.ms = 1_795_000_000_000

    def now_ms(self):
        self.ms += 7
        return self.ms


def new_folder():
    """In memory, where there is such a place: a history writes each page many times."""
    memory = Path("/dev/shm")  # noqa: S108
    return Path(
        tempfile.mkdtemp(prefix="exchange", dir=memory if memory.is_dir() else None)
    )


def template():
    """Three profiles that have verified each other, and their store keys."""
    folder = new_folder()
    made = {}
    for name in NAMES:
        role = "coordinator" if name == "hub" else "monitor"
        owner = Owner(name=name, unit="u", role=role)
        made[name] = workspaces.create(
            folder / name, "x", owner, KIT, kdf_memory_mib=64
        )
    for laptop in NAMES[:2]:
        for one, other in ((laptop, "hub"), ("hub", laptop)):
            words = contacts.words_of(made[other], made[other].fingerprint, "en")
            card = contacts.my_card(made[other])
            contacts.add(made[one], card, words=words, receives="all")
    atexit.register(shutil.rmtree, folder)
    keys = {}
    for name, each in made.items():
        keys[name] = (each.folder.slots().unlock("x"), each.signing.secret, each.owner)
        each.close()
    return folder, keys


TEMPLATE: list = []
KIT = wiring.kit()


class Exchange(RuleBasedStateMachine):
    """Rules are what people do; invariants are what they are promised."""

    @initialize(count=st.integers(min_value=1, max_value=2), together=st.booleans())
    def start(self, count, together):
        """``together``: in the end one bundle of the hub is for all."""
        if not TEMPLATE:
            TEMPLATE.append(template())
        source, keys = TEMPLATE[0]
        self.folder = new_folder()
        self.at = {}
        self.laptops = NAMES[:count]
        self.together = together
        for name in (*self.laptops, "hub"):
            key, secret, owner = keys[name]
            shutil.copytree(source / name, self.folder / name)
            kit = dataclasses.replace(KIT, clock=Clock())
            path = self.folder / name / "store.db"
            self.at[name] = Workspace(
                shipped=kit,
                folder=ProfileFolder(self.folder / name),
                store=Store(path, key, clock=kit.clock, ids=kit.ids),
                opened_as=owner,
                signing=SigningKey(secret),
            )
        self.keys = {name: key for name, (key, _, _) in keys.items()}
        self.files = []
        self.written = set()
        self.purged = set()
        self.deleted = set()
        self.restored = []
        self.hub_then = None
        self.hub_since = set()
        self.set_back = False

    def opened(self, name, folder, key):
        """The profile in a folder, without waiting for its passphrase."""
        kit = dataclasses.replace(KIT, clock=Clock())
        store = Store(folder / "store.db", key, clock=kit.clock, ids=kit.ids)
        with store.transaction() as transaction:
            owner = store.setting(transaction, "owner")
            secret = bytes.fromhex(store.setting(transaction, "signing_key"))
        self.keys[name] = key
        self.at[name] = Workspace(
            shipped=kit,
            folder=ProfileFolder(folder),
            store=store,
            opened_as=Owner(**owner),
            signing=SigningKey(secret),
        )

    def copied(self, who):
        """A copy of somebody's folder, as a backup or a stolen disk would have it."""
        name = f"{who}+{len(self.at)}"
        self.copy(who, self.folder / name)
        return name, self.folder / name

    def copy(self, who, target):
        """Nobody writes meanwhile: the file and its log are whole together."""
        source = self.at[who].folder.folder
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("*-shm"))

    def person(self, number):
        """One of those who take part, copies included."""
        everybody = sorted(self.at)
        return everybody[number % len(everybody)]

    def laptop(self, number):
        return self.laptops[number % len(self.laptops)]

    def known(self, who):
        return records.listed(self.at[who], ListQuery(type="case", limit=100))[1]

    @rule(who=anyone, title=titles)
    def enter(self, who, title):
        who = self.person(who)
        case = records.add(self.at[who], "case", {"title": title})
        self.note(who, case.id, title)

    def note(self, who, case, title):
        self.written.add((case, title))
        if who == "hub" and self.hub_then:
            self.hub_since.add((case, title))

    @rule(who=anyone, title=titles, pick=picks)
    def change(self, who, title, pick):
        who = self.person(who)
        found = self.known(who)
        if found:
            case = found[pick % len(found)]
            if records.change(self.at[who], case.id, {"title": title}).operations:
                self.note(who, case.id, title)

    @rule(who=anyone, pick=picks)
    def delete(self, who, pick):
        who = self.person(who)
        found = self.known(who)
        if found:
            case = found[pick % len(found)].id
            records.delete(self.at[who], case)
            self.deleted.add((who, case))

    @precondition(lambda self: self.deleted)
    @rule(pick=picks)
    def bring_back(self, pick):
        who, case = sorted(self.deleted)[pick % len(self.deleted)]
        with contextlib.suppress(UsageError):  # purged, or this hub never had it
            records.restore(self.at[who], case)

    @rule(who=anyone, keep=st.integers(min_value=1, max_value=2))
    def decide(self, who, keep):
        who = self.person(who)
        for each in conflicts.listed(self.at[who])[:1]:
            if keep <= len(each.sides):
                conflicts.resolve(self.at[who], each.conflict.id, keep=keep)

    @rule(who=anyone, pick=picks, text=titles)
    def attach(self, who, pick, text):
        who = self.person(who)
        found = self.known(who)
        if found:
            case, content = found[pick % len(found)], io.BytesIO(text.encode() * 3)
            attachments.attach_stream(self.at[who], case.id, content, "note.txt")

    @rule(pick=picks, only_title=st.booleans())
    def purge(self, pick, only_title):
        found = self.known("hub")
        if found:
            case, fields = found[pick % len(found)], ["title"] if only_title else []
            with self.told_where_it_would_wait():
                purges.purge(self.at["hub"], case.id, fields=fields, reason="asked for")
                self.purged.add(case.id)

    @rule(who=anyone)
    def update_the_program(self, who):
        """The new one knows a field more than the old one did."""
        who = self.person(who)
        store, clock = self.at[who].store, self.at[who].kit.clock
        with store.transaction() as transaction:
            transaction.exec_driver_sql("DROP TABLE view_case")
            transaction.exec_driver_sql("CREATE TABLE view_case (id TEXT PRIMARY KEY)")
        store.close()
        self.opened(who, self.at[who].folder.folder, self.keys[who])
        self.at[who].kit.clock.ms = clock.ms

    @precondition(lambda self: self.hub_then is None)
    @rule()
    def keep_the_hub(self):
        self.copy("hub", self.folder / "hub then")
        self.hub_then = self.folder / "hub then"

    @precondition(lambda self: self.hub_then and not self.set_back)
    @rule()
    def set_the_hub_back(self):
        """In silence: its next export shows it. What only it had written is gone."""
        clock = self.at["hub"].kit.clock
        self.at["hub"].store.close()
        self.written -= self.hub_since
        self.opened("hub", self.hub_then, self.keys["hub"])
        self.at["hub"].kit.clock.ms = clock.ms
        self.set_back = True

    @rule(who=anyone, hours=st.integers(min_value=-48, max_value=48))
    def set_the_clock_wrong(self, who, hours):
        who = self.person(who)
        self.at[who].kit.clock.ms += hours * 3_600_000

    @rule(who=anyone, years=st.integers(min_value=-9, max_value=9))
    def set_the_clock_to_another_year(self, who, years):
        who = self.person(who)
        self.at[who].kit.clock.ms += years * 365 * 24 * 3_600_000

    @precondition(lambda self: len(self.at) < MOST)
    @rule(laptop=laptops)
    def copy_by_hand(self, laptop):
        """Two installations with one id, of which nobody knows."""
        laptop = self.laptop(laptop)
        name, folder = self.copied(laptop)
        self.opened(name, folder, self.keys[laptop])

    @precondition(lambda self: len(self.at) < MOST)
    @rule(laptop=laptops)
    def restore(self, laptop):
        """A copy that goes on as a new device, and shows its card to the hub."""
        laptop = self.laptop(laptop)
        name, folder = self.copied(laptop)
        kit = self.at[laptop].kit
        key = self.keys[laptop]
        store = Store(folder / "store.db", key, clock=kit.clock, ids=kit.ids)
        with store.transaction() as transaction:
            succession.succeed(store, transaction)
        store.close()
        self.opened(name, folder, key)
        self.restored.append(name)
        self.show_card(name)

    def show_card(self, name):
        made = self.at[name]
        words = contacts.words_of(made, made.fingerprint, "en")
        card = contacts.my_card(made)
        contacts.add(self.at["hub"], card, words=words, receives="all")

    @rule(laptop=laptops, cut=st.integers(min_value=0, max_value=9))
    def revoke(self, laptop, cut):
        laptop = self.laptop(laptop)
        with self.at["hub"].transaction() as transaction:
            held = journal.frontier(transaction, self.at[laptop].device).size
        after = max(held - cut, 0)
        with self.told_where_it_would_wait():
            contacts.revoke(self.at["hub"], self.at[laptop].device, after=after)

    @rule(laptop=laptops)
    def take_the_revocation_back(self, laptop):
        laptop = self.laptop(laptop)
        with self.told_where_it_would_wait():
            contacts.withdraw(self.at["hub"], self.at[laptop].device)

    @rule(
        laptop=laptops,
        pick=picks,
        state=st.sampled_from([forks.ADOPTED, forks.REFUSED, forks.OPEN]),
    )
    def decide_about_a_copy(self, laptop, pick, state):
        laptop = self.laptop(laptop)
        device = self.at[laptop].device
        found = forks.listed(self.at["hub"], device)
        if found:
            number = found[pick % len(found)].number
            with self.told_where_it_would_wait():
                forks.decide(self.at["hub"], device, number, state)

    def told_where_it_would_wait(self):
        """A hub that met what it was before it was set back states nothing."""
        if contacts.own_if_forked(self.at["hub"]):
            return pytest.raises(NotAllowedError, match="FORK")
        return contextlib.nullcontext()

    @rule(pick=picks, to_hub=st.booleans(), everything=st.booleans())
    def export(self, pick, to_hub, everything):
        others = sorted(set(self.at) - {"hub"})
        laptop = others[pick % len(others)]
        sender, reader = (laptop, "hub") if to_hub else ("hub", laptop)
        path = self.folder / f"{len(self.files)}.bin"
        to = [self.at[reader].device]
        try:
            sending.export(self.at[sender], to, path, everything=everything)
        except NotAllowedError as refused:
            assert refused.code in {"REVOKED", "SUCCEEDED"}  # noqa: PT017
        except UsageError:
            assert reader in self.restored  # a hub set back has not seen its card
            assert self.set_back
        else:
            self.files.append((reader, path))

    @precondition(lambda self: self.files)
    @rule(pick=picks, times=st.integers(min_value=1, max_value=2))
    def deliver(self, pick, times):
        """Any file, whatever was made after it, and once more."""
        reader, path = self.files[pick % len(self.files)]
        for _ in range(times):
            self.read(reader, [path])

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def deliver_in_any_order(self, data):
        """What lies on one stick, in one import."""
        reader = data.draw(st.sampled_from(sorted({who for who, _ in self.files})))
        paths = [path for who, path in self.files if who == reader]
        self.read(reader, data.draw(st.permutations(paths)))

    @precondition(lambda self: self.files)
    @rule(pick=picks)
    def lose(self, pick):
        self.files.pop(pick % len(self.files))

    def read(self, reader, paths):
        for received in bundles.receive_all(self.at[reader], paths):
            # The other copy of a laptop may have the key by now, or nobody after years.
            told = received.outcome in {"applied", "known", "held"}
            assert told or received.code == "NOT_FOR_ME"

    def teardown(self):
        if not hasattr(self, "at"):
            return
        try:
            # A history that Hypothesis broke off is none; it makes another.
            if not isinstance(sys.exc_info()[1], StopTest):
                self._settle()
        finally:
            for each in self.at.values():
                each.store.close()
            shutil.rmtree(self.folder)

    def _settle(self):
        """After everyone met the hub, all hold the same and nothing is missing."""
        hub = self.at["hub"]
        laptops = sorted(set(self.at) - {"hub"})
        if self.set_back:
            self._notice_that_it_was_set_back(laptops)
        for name in laptops:
            sent = self._sent(self.at[name], hub, self.folder / f"last-{name}")
            assert sent.outcome == "applied", sent
        self._answer_all(laptops)
        states = contacts.standings(hub)
        told = [self.at[name] for name in laptops if self._is_told(states, name)]
        digests, disputes = set(), set()
        for each in (hub, *told):
            with each.transaction() as transaction:
                digests.add(each.store.state_digest(transaction))
            disputes.add(tuple(o.conflict.id for o in conflicts.listed(each)))
        for who, each in self.at.items():
            self._trust_was_followed(each)
            for case in self.known(who):
                assert case.values or case.id in self.purged
        with hub.transaction() as transaction:
            if not self.together:  # every page read anew costs as much as a bundle
                assert hub.store.check(transaction) == []
            shown = hub.store.view_digest(transaction)
            assert shown == self._again(hub, transaction)
        assert len(digests) == 1
        assert len(disputes) == 1
        for each in (hub, *told):
            assert self.written <= self._ever(each) | self._purged_values()
            self._attachments_are_whole(each)
        assert len({frozenset(self._valued(each)) for each in (hub, *told)}) == 1

    def _answer_all(self, laptops):
        """Everybody hears of the hub: each by a bundle of its own, or all by one."""
        if not self.together:
            for name in laptops:
                self._answered(name, self.folder / f"back-{name}")
            return
        states = contacts.standings(self.at["hub"])
        told = [name for name in laptops if self._is_told(states, name)]
        path, to = self.folder / "for all", {self.at[name].device for name in told}
        if to:
            sending.export(self.at["hub"], sorted(to), path)
        for name in told:
            answer = bundles.receive(self.at[name], path)
            assert answer.outcome == "applied", answer

    def _notice_that_it_was_set_back(self, laptops):
        """The hub writes first, hears what it was, and the root stands for both."""
        hub = self.at["hub"]
        for name in self.restored:
            self.show_card(name)
        for name in laptops:
            path = self.folder / f"noticed-{name}"
            self._answered(name, path, everything=True, may_be_unknown=True)
            self._sent(self.at[name], hub, self.folder / f"told-{name}")
        for each in forks.listed(hub, hub.device):
            forks.decide(hub, hub.device, each.number, forks.ADOPTED)

    def _purged_values(self):
        return {each for each in self.written if each[0] in self.purged}

    @staticmethod
    def _valued(workspace):
        """Operations held with their values; what a purge took nobody has."""
        with workspace.transaction() as transaction:
            return {
                each.id
                for device in journal.devices(transaction)
                for branch in journal.paths(transaction, device)
                for each in journal.entries(transaction, device, branch=branch)
                if not isinstance(each, bytes)
                if each.has_body and each.kind != "sent"
            }

    @staticmethod
    def _trust_was_followed(workspace):
        """Evaluated anew it is what was kept, whatever arrived in which order."""
        with workspace.transaction() as transaction:

            def followed():
                kept = kept_trust.raw(workspace.store, transaction)
                return kept, effects.void(transaction), exchange.contacts(transaction)

            if kept_trust.read(workspace.store, transaction) is not None:
                before = followed()
                trust.settle(workspace, transaction)
                assert followed() == before

    @staticmethod
    def _attachments_are_whole(workspace):
        found = records.listed(workspace, ListQuery(type="case", limit=100))[1]
        for case in found:
            for each in attachments.listed(workspace, case.id):
                assert each.state is attachments.State.HERE

    @staticmethod
    def _sent(sender, reader, path, **options):
        sending.export(sender, [reader.device], path, **options)
        return bundles.receive(reader, path)

    def _answered(self, name, path, *, may_be_unknown=False, **options):
        try:
            answer = self._sent(self.at["hub"], self.at[name], path, **options)
        except NotAllowedError:
            return
        if may_be_unknown and answer.code == "NOT_FOR_ME":
            # A copy that the hub has not met: the other one changed the key since.
            devices = [each.device for each in self.at.values()]
            assert devices.count(self.at[name].device) > 1
            return
        assert answer.outcome == "applied", answer

    def _is_told(self, states, name):
        return states[self.at[name].device] not in {"revoked", "replaced"}

    @staticmethod
    def _again(workspace, transaction):
        """The view is a function of the journal."""
        workspace.store.rebuild(transaction)
        return workspace.store.view_digest(transaction)

    def _ever(self, workspace):
        return {
            (case, str(operation.value))
            for case in {case for case, _ in self.written}
            for operation in records.history(workspace, case)
        }


@pytest.fixture(autouse=True, scope="module")
def marks_are_near():
    """Histories are short, and yet the marks of their journals are to be met."""
    every, marks.EVERY = marks.EVERY, 1
    yield
    marks.EVERY = every


TestExchange = Exchange.TestCase
TestExchange.settings = settings(
    max_examples=200,
    stateful_step_count=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@pytest.mark.stress
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_ten_thousand_histories_each_a_little_longer(part):
    """In parts: both cores work, and whoever waits sees how far it is."""
    run_state_machine_as_test(
        Exchange,
        settings=settings(
            TestExchange.settings,
            max_examples=10_000 // PARTS,
            stateful_step_count=12,
        ),
    )


def test_a_copy_made_by_hand_gets_what_was_attached_after_a_purge():
    """Found by the machine: the copy knew the file and was never sent its bytes."""
    history = Exchange()
    history.start(together=True, count=1)
    history.enter(title="г", who=3)
    history.change(pick=17, title="б", who=1)
    history.purge(only_title=False, pick=11)
    history.set_the_clock_wrong(hours=-2, who=0)
    history.attach(pick=33, text="в", who=4)
    history.purge(only_title=True, pick=7)
    history.set_the_clock_to_another_year(who=5, years=3)
    history.attach(pick=6, text="а", who=0)
    history.copy_by_hand(laptop=1)
    history.set_the_clock_to_another_year(who=3, years=6)
    history.attach(pick=35, text="б", who=5)
    history.teardown()
