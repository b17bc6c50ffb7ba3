"""Two laptops and a hub doing anything in any order: no edit is ever lost."""

import dataclasses
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from monitor_desktop.app import wiring
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.services import (
    bundles,
    conflicts,
    contacts,
    records,
    sending,
    workspaces,
)
from monitor_desktop.services.workspaces import Owner, Workspace
from monitor_desktop.store.profiles import ProfileFolder
from monitor_desktop.store.store import Store

NAMES = ("one", "two", "hub")
laptops = st.sampled_from(NAMES[:2])
anyone = st.sampled_from(NAMES)
titles = st.sampled_from(["а", "б", "в", "г", "д"])
picks = st.integers(min_value=0, max_value=50)


class Clock:
    """Moves a little with every look; a laptop's may be set wrong."""

    def __init__(self):
        self.ms = 1_795_000_000_000

    def now_ms(self):
        self.ms += 7
        return self.ms


def template():
    """Three profiles that have verified each other, and their store keys."""
    folder = Path(tempfile.mkdtemp(prefix="exchange"))
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
    keys = {}
    for name, each in made.items():
        keys[name] = (each.folder.slots().unlock("x"), each.signing.secret, each.owner)
        each.close()
    return folder, keys


TEMPLATE: list = []
KIT = wiring.kit()


class Exchange(RuleBasedStateMachine):
    """Rules are what people do; invariants are what they are promised."""

    @initialize()
    def start(self):
        if not TEMPLATE:
            TEMPLATE.append(template())
        source, keys = TEMPLATE[0]
        self.folder = Path(tempfile.mkdtemp(prefix="exchange"))
        self.at = {}
        for name, (key, secret, owner) in keys.items():
            shutil.copytree(source / name, self.folder / name)
            kit = dataclasses.replace(KIT, clock=Clock())
            path = self.folder / name / "store.db"
            self.at[name] = Workspace(
                kit=kit,
                folder=ProfileFolder(self.folder / name),
                store=Store(path, key, clock=kit.clock, ids=kit.ids),
                owner=owner,
                signing=SigningKey(secret),
            )
        self.files = []
        self.written = set()

    def known(self, who):
        return records.listed(self.at[who], ListQuery(type="case", limit=100))[1]

    @rule(who=anyone, title=titles)
    def enter(self, who, title):
        case = records.add(self.at[who], "case", {"title": title})
        self.written.add((case.id, title))

    @rule(who=anyone, title=titles, pick=picks)
    def change(self, who, title, pick):
        found = self.known(who)
        if found:
            case = found[pick % len(found)]
            if records.change(self.at[who], case.id, {"title": title}).operations:
                self.written.add((case.id, title))

    @rule(who=anyone, pick=picks)
    def delete(self, who, pick):
        found = self.known(who)
        if found:
            records.delete(self.at[who], found[pick % len(found)].id)

    @rule(who=anyone, keep=st.integers(min_value=1, max_value=2))
    def decide(self, who, keep):
        for each in conflicts.listed(self.at[who])[:1]:
            if keep <= len(each.sides):
                conflicts.resolve(self.at[who], each.conflict.id, keep=keep)

    @rule(who=anyone, hours=st.integers(min_value=-48, max_value=48))
    def set_the_clock_wrong(self, who, hours):
        self.at[who].kit.clock.ms += hours * 3_600_000

    @rule(laptop=laptops, to_hub=st.booleans(), everything=st.booleans())
    def export(self, laptop, to_hub, everything):
        sender, reader = (laptop, "hub") if to_hub else ("hub", laptop)
        path = self.folder / f"{len(self.files)}.bin"
        to = [self.at[reader].device]
        sending.export(self.at[sender], to, path, everything=everything)
        self.files.append((reader, path))

    @precondition(lambda self: self.files)
    @rule(pick=picks)
    def deliver(self, pick):
        """Any file, in any order, as often as it pleases."""
        reader, path = self.files[pick % len(self.files)]
        received = bundles.receive(self.at[reader], path)
        assert received.outcome in {"applied", "known", "held"}

    @invariant()
    def every_case_can_be_read(self):
        for who in getattr(self, "at", {}):
            for case in self.known(who):
                assert case.values

    def teardown(self):
        if not hasattr(self, "at"):
            return
        try:
            self._settle()
        finally:
            for each in self.at.values():
                each.store.close()
            shutil.rmtree(self.folder)

    def _settle(self):
        """After everyone met the hub, all hold the same and nothing is missing."""
        for sender, reader in (
            ("one", "hub"), ("two", "hub"), ("hub", "one"), ("hub", "two"),
        ):  # fmt: skip
            path = self.folder / f"last-{sender}-{reader}.bin"
            to = [self.at[reader].device]
            sending.export(self.at[sender], to, path)
            assert bundles.receive(self.at[reader], path).outcome == "applied"
        digests, open_conflicts, histories = [], [], []
        for each in self.at.values():
            with each.transaction() as transaction:
                digests.append(each.store.state_digest(transaction))
                assert each.store.check(transaction) == []
            open_conflicts.append([o.conflict.id for o in conflicts.listed(each)])
            histories.append(
                {
                    (case, str(operation.value))
                    for case in {case for case, _ in self.written}
                    for operation in records.history(each, case)
                }
            )
        assert len(set(digests)) == 1
        assert open_conflicts[0] == open_conflicts[1] == open_conflicts[2]
        assert all(self.written <= each for each in histories)


TestExchange = Exchange.TestCase
TestExchange.settings = settings(
    max_examples=max(settings.default.max_examples // 8, 6),
    stateful_step_count=20,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


@pytest.mark.stress
class TestExchangeForLong(Exchange.TestCase):
    """The same for many more histories."""

    settings = settings(TestExchange.settings, max_examples=500, stateful_step_count=50)
