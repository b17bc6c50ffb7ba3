"""Pieces of a secret: published shares, every few of many, slips of the pen."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor_desktop.crypto import pieces, secret_sharing
from monitor_desktop.errors import CryptoRefusedError, InputRefusedError

PUBLISHED = [
    # Shares of the test vectors 4, 23 and 17 of SLIP-0039, and what they give there.
    (
        {
            2: "08fb14b66e692e25dfe2edf53289ed62",
            0: "06ab48fef4bedc8ce58baeef0a73f76e",
        },
        "cdc017fddc829e791b1371780be0605a",
    ),
    (
        {
            2: "81e5473f4b7f66094f888d2f98fe0ded6a692dc72c65dc498d6e28bee6ebdfcc",
            1: "19e366e9b2e34851e52132c31c2b2c957321bf5ce6c9c1410ea1ddf5fef92c27",
        },
        "0204622ff84267b5dae0ca4e0c1328d6611b96b92b11692e5a7542314f7a54ee",
    ),
    (
        {
            4: "90f25bc998346d039203971999669e96",
            2: "fc119ebfe32da3d688dc1f26c22c7ffc",
            0: "9e6afad0e741c8c1c65b2785a942808a",
        },
        "e0a3c2d22270a6497c10d76edc660894",
    ),
]
SECRET = bytes(range(20))


@pytest.fixture(scope="module")
def written():
    return pieces.split(SECRET, needed=3, pieces=5)


@pytest.mark.parametrize(("shares", "secret"), PUBLISHED)
def test_published_shares_give_what_they_give_elsewhere(shares, secret):
    read = {place: bytes.fromhex(each) for place, each in shares.items()}
    assert secret_sharing.join(read).hex() == secret


@settings(max_examples=20, deadline=None)
@given(st.binary(min_size=16, max_size=32), st.integers(2, 5), st.integers(0, 3))
def test_any_few_of_many_give_the_secret(secret, needed, more):
    shares = secret_sharing.split(secret, needed=needed, pieces=needed + more)
    for chosen in itertools.combinations(enumerate(shares), needed):
        assert secret_sharing.join(dict(chosen)) == secret


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 255))
def test_each_number_has_its_inverse(number):
    assert secret_sharing._product(number, secret_sharing._inverse(number)) == 1


def test_too_few_shares_are_noticed(written):
    read = [pieces.read(each) for each in written]
    with pytest.raises(CryptoRefusedError, match="DAMAGED"):
        secret_sharing.join({each.place: each.share for each in read[:2]})


def test_pieces_come_back_from_paper(written):
    sloppy = [each.lower().replace("0", "o").replace("-", "  ") for each in written]
    read = [pieces.read(each) for each in sloppy]
    assert pieces.join(read) == SECRET
    assert pieces.join(read[1:4]) == SECRET
    assert {each.needed for each in read} == {3}
    assert {each.set for each in read} == {written[0].partition("-")[0]}


@pytest.mark.parametrize("group", [1, 5, 10])
def test_a_slip_of_the_pen_is_named_by_its_group(written, group):
    groups = written[0].split("-")
    wrong = groups[group - 1]
    groups[group - 1] = wrong[:-1] + ("2" if wrong[-1] != "2" else "3")
    with pytest.raises(InputRefusedError, match="PIECE_MISTYPED") as caught:
        pieces.read("-".join(groups))
    assert caught.value.details == {"group": group}


@pytest.mark.parametrize("text", ["", "AAAAA", "A" * 49, "қалам"])
def test_what_is_no_piece_is_told_so(text):
    with pytest.raises(InputRefusedError, match="NOT_A_PIECE"):
        pieces.read(text)


def test_groups_of_two_pieces_mixed_up_are_no_piece(written):
    """Each group is right in itself; the ten letters over all of them are not."""
    one, other = (each.split("-") for each in written[:2])
    with pytest.raises(InputRefusedError, match="NOT_A_PIECE"):
        pieces.read("-".join([*one[:5], *other[5:]]))


@pytest.mark.parametrize(("needed", "count"), [(1, 3), (4, 3), (2, 17), (2, 1), (0, 0)])
def test_numbers_that_cannot_be_are_refused(needed, count):
    with pytest.raises(InputRefusedError, match="INVALID_VALUE"):
        pieces.split(SECRET, needed=needed, pieces=count)
