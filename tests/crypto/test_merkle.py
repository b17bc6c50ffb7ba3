"""RFC 9162 section 2.1 against a reference written from its recursive definitions."""

import hashlib

import pytest

from monitor_desktop.crypto import merkle
from monitor_desktop.errors import CryptoRefusedError

LEAVES = [hashlib.sha256(bytes([each])).digest() for each in range(33)]


def reference_root(leaves):
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    left, right = reference_root(leaves[:split]), reference_root(leaves[split:])
    return hashlib.sha256(b"\x01" + left + right).digest()


@pytest.mark.parametrize("size", range(34))
def test_roots_are_those_of_the_definition(size):
    assert merkle.root_of(LEAVES[:size]) == reference_root(LEAVES[:size])


@pytest.mark.parametrize("size", range(34))
def test_a_frontier_goes_on_where_it_was_stored(size):
    frontier = merkle.Frontier()
    frontier.extend(LEAVES[:size])
    again = merkle.Frontier.from_bytes(frontier.to_bytes())
    again.extend(LEAVES[size:])
    assert again.root() == reference_root(LEAVES)


@pytest.mark.parametrize("new_size", range(1, 34))
def test_every_growth_is_proved_and_no_rewriting_is(new_size):
    new = new_size, reference_root(LEAVES[:new_size])
    for old_size in range(1, new_size + 1):
        old = old_size, reference_root(LEAVES[:old_size])
        proof = merkle.consistency_proof(LEAVES[:new_size], old_size)
        merkle.verify_consistency(proof, old=old, new=new)
        with pytest.raises(CryptoRefusedError, match="FORGED"):
            merkle.verify_consistency(proof, old=(old_size, bytes(32)), new=new)
        with pytest.raises(CryptoRefusedError, match="FORGED"):
            merkle.verify_consistency(proof, old=old, new=(new_size, bytes(32)))
        with pytest.raises(CryptoRefusedError, match="FORGED"):
            merkle.verify_consistency([*proof, bytes(32)], old=old, new=new)


@pytest.mark.parametrize("data", [b"", bytes(8) + bytes(32), bytes(7), bytes(9)])
def test_damaged_frontiers_are_refused(data):
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        merkle.Frontier.from_bytes(data)


def test_places_outside_the_tree_are_refused():
    with pytest.raises(IndexError):
        merkle.consistency_proof(LEAVES, 0)
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        merkle.verify_consistency([], old=(0, b""), new=(1, b""))
    with pytest.raises(CryptoRefusedError, match="FORGED"):
        merkle.verify_consistency([], old=(3, bytes(32)), new=(4, bytes(32)))
