"""The laws of merging: order, duplicates and clocks cannot lose an edit."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain import merge
from monitor_desktop.domain.operations import Edit, OperationKind, compose


def digest(data):
    return hashlib.sha256(data).digest()


def write(sha256, value, *, device="a", n=1, clock=1, pred=(), **edit):
    return compose(
        Edit(
            type="case", record="r", top="r", field="f", pred=tuple(pred), value=value,
            **edit,
        ),
        device=device * 32,
        n=n,
        clock_us=clock,
        salt=b"s" * 16,
        digest=sha256,
    )  # fmt: skip


def heads(operations, ineffective=()):
    ids = merge.head_ids({each.id: each.pred for each in operations}, set(ineffective))
    return [each for each in operations if each.id in ids]


def test_an_edit_that_saw_the_other_replaces_it(sha256):
    first = write(sha256, "one")
    second = write(sha256, "two", device="b", pred=[first.id])
    assert heads([second, first]) == [second]


def test_edits_that_did_not_see_each_other_are_a_conflict(sha256):
    first = write(sha256, "one", clock=9)
    second = write(sha256, "two", device="b", clock=5)
    both = heads([first, second])
    assert merge.is_conflict(both)
    assert merge.shown(both) == first


def test_equal_concurrent_values_collapse(sha256):
    both = heads([write(sha256, "same"), write(sha256, "same", device="b")])
    assert len(both) == 2
    assert not merge.is_conflict(both)


def test_revoking_the_middle_of_a_chain_brings_no_stale_value_back(sha256):
    first = write(sha256, "one")
    middle = write(sha256, "two", device="b", pred=[first.id])
    last = write(sha256, "three", device="c", pred=[middle.id])
    assert heads([first, middle, last], [middle.id]) == [last]


def test_revoking_the_last_brings_the_one_before_back(sha256):
    first = write(sha256, "one")
    last = write(sha256, "two", device="b", pred=[first.id])
    assert heads([first, last], [last.id]) == [first]


@st.composite
def histories(draw):
    """Operations of three devices, each seeing any of those before."""
    count = draw(st.integers(1, 12))
    made = []
    for number in range(count):
        seen = draw(st.sets(st.integers(0, max(0, number - 1)))) if number else set()
        made.append((draw(st.sampled_from("abc")), draw(st.integers(1, 99)), seen))
    return made


def build(sha256, history):
    made = []
    for number, (device, clock, seen) in enumerate(history):
        made.append(
            write(
                sha256, f"v{number}", device=device, n=number + 1, clock=clock,
                pred=[made[each].id for each in seen],
            )
        )  # fmt: skip
    return made


@given(histories(), st.randoms(use_true_random=False))
def test_order_and_duplicates_do_not_matter(history, chance):
    made = build(digest, history)
    mixed = made + chance.choices(made, k=3)
    chance.shuffle(mixed)
    unique = list({each.id: each for each in mixed}.values())
    expected = {each.id for each in heads(made)}
    assert {each.id for each in heads(unique)} == expected
    assert merge.shown(heads(unique)) == merge.shown(heads(made))


@given(histories())
def test_every_value_is_shown_listed_or_was_replaced_knowingly(history):
    made = build(digest, history)
    top = {each.id for each in heads(made)}
    replaced = {each for operation in made for each in operation.pred}
    assert top | replaced >= {each.id for each in made}
    assert top


def delete(sha256, seen, *, device="d", pred=(), kind=OperationKind.DELETE):
    return write(sha256, {"seen": list(seen)}, device=device, kind=kind, pred=pred)


def test_a_delete_that_saw_everything_hides_the_record(sha256):
    edit = write(sha256, "one")
    state = merge.life([delete(sha256, [edit.id])], {edit.id: ()})
    assert state.deleted
    assert not state.disputed


def test_an_edit_the_delete_did_not_see_keeps_the_record(sha256):
    edit = write(sha256, "one")
    late = write(sha256, "two", device="b", pred=[edit.id])
    known = {edit.id: (), late.id: (edit.id,)}
    state = merge.life([delete(sha256, [edit.id])], known)
    assert not state.deleted
    assert state.disputed == (late.id,)


def test_what_a_seen_edit_replaced_is_covered(sha256):
    edit = write(sha256, "one")
    late = write(sha256, "two", device="b", pred=[edit.id])
    known = {edit.id: (), late.id: (edit.id,)}
    assert merge.life([delete(sha256, [late.id])], known).deleted


def test_concurrent_deletes_cover_together(sha256):
    one, other = write(sha256, "one"), write(sha256, "two", device="b")
    deletes = [delete(sha256, [one.id]), delete(sha256, [other.id], device="e")]
    assert merge.life(deletes, {one.id: (), other.id: ()}).deleted


def test_restore_brings_the_record_back(sha256):
    edit = write(sha256, "one")
    gone = delete(sha256, [edit.id])
    back = delete(sha256, [], device="e", pred=[gone.id], kind=OperationKind.RESTORE)
    state = merge.life([gone, back], {edit.id: ()})
    assert not state.deleted
    assert state.heads == (back.id,)


def test_delete_and_restore_at_once_are_a_dispute(sha256):
    gone = delete(sha256, [])
    back = delete(sha256, [], device="e", kind=OperationKind.RESTORE)
    state = merge.life([gone, back], {})
    assert not state.deleted
    assert set(state.disputed) == {gone.id, back.id}


def test_state_lines_do_not_depend_on_the_order_of_heads():
    key = merge.RegisterKey("r", "f", "")
    heads = [f"{each:032x}" for each in range(4)]
    shuffled = heads[::-1]
    assert list(merge.state_lines([(key, heads)])) == list(
        merge.state_lines([(key, shuffled)])
    )
