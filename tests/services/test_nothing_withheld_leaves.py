"""Every mixture of consent, sensitivity and limit in real bundles: bytes are searched.

What may leave is said here once more, in a few lines of its own, and compared with the
opened bundle. So a rule of the program that is too wide fails, and one that lets
nothing through fails too.
"""

from itertools import product
from typing import NamedTuple

import pytest

from monitor_desktop.services import records
from monitor_desktop.services.membership import policies, receiving
from monitor_desktop.sync.reader import OpenBundle

LEVELS = ("public", "internal", "restricted", "sealed")
LIMITS = ("public", "internal", "restricted")
YES = {"answer": "yes", "given_by": "self"}
SAID = {
    "nobody asked": [],
    "yes": [YES],
    "no": [{"answer": "no", "given_by": "self"}],
    "withdrawn": [{"answer": "withdrawn", "given_by": "self"}],
    "ran out": [{**YES, "until": "2026-01-31"}],
    "a relative's yes, an own no": [
        {"answer": "yes", "given_by": "parent"},
        {"answer": "no", "given_by": "self"},
    ],
    "a yes for something else": [{**YES, "purpose": "keep"}],
}


class Mixture(NamedTuple):
    """One person in one case."""

    said: str
    person: str
    case: str
    marker: str

    @property
    def agreed(self):
        return self.said == "yes"


@pytest.fixture(scope="module")
def mixtures():
    found = enumerate(product(SAID, LEVELS, LEVELS))
    # Each level of a person meets each of a case; not all with every answer.
    return [
        Mixture(said, person, case, f"Zm{number:03}q")
        for number, (said, person, case) in found
        if said in ("yes", "no") or person == case
    ]


def enter(hub, mixture):
    marker = mixture.marker
    given = {"name": f"{marker}name", "confidentiality": mixture.person}
    person = records.add(hub, "person", given)
    for each in SAID[mixture.said]:
        said = {"parent": person.id, "purpose": "share", **each}
        records.add(hub, "consent", {**said, "note": f"{marker}consent"})
    given = {"title": f"{marker}title", "confidentiality": mixture.case}
    case = records.add(hub, "case", given)
    act = {"parent": case.id, "victim": person.id, "note": f"{marker}act"}
    records.add(hub, "act", act)


def opened(reader, path):
    """Everything that is in a bundle, as the addressee has it."""
    with reader.transaction() as transaction:
        keys = receiving.every(reader, transaction)
    pieces = []
    with path.open("rb") as source:
        bundle = OpenBundle(source, keys)
        kept = bundle.sections(lambda _piece, data: pieces.append(data))
        lines = [line for _, found in kept for line in found]
        bundle.finish()
    return b"\n".join((bundle._said, *lines, *pieces)).decode(errors="replace")


def may_leave(mixture, limit):
    """Markers that a unit with this limit may have, by SYNC and consent alone."""
    within = set(LIMITS[: LIMITS.index(limit) + 1])
    if limit == "public" or not mixture.agreed:
        return set()  # names, titles and notes are no public fields
    if mixture.person not in ("public", "internal"):
        return set()  # a restricted person is named to no other unit, nor a case of it
    # The words of a consent stay with those who were told them.
    return {"name", "title", "act"} if mixture.case in within else {"name"}


def test_no_value_leaves_that_is_withheld_and_all_others_do(world, mixtures):
    hub = world.laptop("hub", role="coordinator")
    partner = world.laptop("partner", role="office", unit="Partner")
    world.meet(hub, partner, receives="all")
    for each in mixtures:
        enter(hub, each)
    for limit in LIMITS:
        policies.set_limit(hub, "Partner", limit)
        text = opened(partner, world.bundle(hub, partner, everything=True))
        for each in mixtures:
            left = {
                what
                for what in ("name", "title", "act", "consent")
                if f"{each.marker}{what}" in text
            }
            assert left == may_leave(each, limit), (limit, each)
