"""Trust is a function of the set of statements, evaluated downwards."""

from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain.key_state import key_state
from monitor_desktop.domain.trust_statements import Head, Says, Statement

DEVICES = ("hub", "second", "one", "two")
START = Head(0, "")


class OneHistory:
    """Journals without forks; the position of a statement is in its id."""

    def __init__(self, forked=()):
        self._forked = forked

    def stands_under(self, statement, head):
        return int(statement.id.split(":")[1]) <= head.size

    def stands_after(self, statement, head):
        return int(statement.id.split(":")[1]) > head.size

    def waits(self, statement, adopted, _refused):
        return statement.author in self._forked and not adopted

    def may_join(self, _device, first, last):
        return first.size <= last.size


def said(author, n, says, about, head=None, **more):
    return Statement(
        id=f"{author}:{n}",
        author=author,
        says=says,
        about=about,
        register=(str(says), about),
        head=head,
        by_root=more.pop("root", False),
        pred=tuple(more.pop("pred", ())),
        **more,
    )


def appointed(device, n=1, after=START):
    return said(device, n, Says.APPOINTED, device, after, root=True)


SAYS = (Says.APPOINTED, Says.REVOKED, Says.SUCCEEDED, Says.ADOPTED)
heads = st.builds(Head, st.integers(0, 4), st.just(""))


@st.composite
def statements(draw):
    found = []
    for author in DEVICES:
        for n in range(1, draw(st.integers(0, 4)) + 1):
            about, says = draw(st.sampled_from(DEVICES)), draw(st.sampled_from(SAYS))
            before = [e.id for e in found if e.register == (says, about)]
            pred = (
                draw(st.lists(st.sampled_from(before), unique=True)) if before else []
            )
            more = {"root": draw(st.booleans()), "pred": pred}
            if says is Says.SUCCEEDED:
                more["heir"] = draw(st.sampled_from(DEVICES))
                more["handed"] = draw(st.none() | heads)
            head = draw(st.none() | heads)
            found.append(said(author, n, says, about, head, **more))
    return found


@given(statements(), st.randoms(use_true_random=False))
def test_whatever_was_stated_in_whatever_order_the_root_alone_makes_and_ends_office(
    found, random
):
    state = key_state(found, OneHistory())
    mixed = [*found, *found[: len(found) // 2]]
    random.shuffle(mixed)
    assert key_state(mixed, OneHistory()) == state
    stated = [each for each in found if each.by_root and each.head is not None]
    appointed_ = {each.about for each in stated if each.says is Says.APPOINTED}
    assert set(state.coordinators) <= appointed_
    ended = {each.about for each in stated if each.says is not Says.APPOINTED}
    # Or it handed over itself.
    ended |= {each.about for each in found if each.handed is not None}
    assert state.cuts.keys() & state.coordinators.keys() <= ended


def test_an_appointment_counts_after_the_head_it_names():
    early = said("hub", 2, Says.REVOKED, "one", START)
    late = said("hub", 4, Says.REVOKED, "two", START)
    state = key_state([appointed("hub", after=Head(3, "")), early, late], OneHistory())
    assert set(state.cuts) == {"two"}
    assert early.id in state.void


def test_what_a_revoked_coordinator_states_after_its_cut_has_no_effect():
    known = [
        appointed("hub"),
        said("hub", 2, Says.REVOKED, "one", START),
        said("hub", 4, Says.REVOKED, "two", START),
        said("root", 1, Says.REVOKED, "hub", Head(3, ""), root=True),
    ]
    assert set(key_state(known, OneHistory()).cuts) == {"hub", "one"}


def test_a_withdrawal_takes_back_only_what_it_names():
    first = said("hub", 2, Says.REVOKED, "one", Head(5, ""))
    other = said("second", 2, Says.REVOKED, "one", Head(2, ""))
    back = said("hub", 3, Says.REVOKED, "one", pred=[first.id])
    known = [appointed("hub"), appointed("second"), first, other]
    assert key_state(known, OneHistory()).cuts == {"one": Head(2, "")}
    assert key_state([*known, back], OneHistory()).cuts == {"one": Head(2, "")}
    both = said("hub", 4, Says.REVOKED, "one", pred=[back.id, other.id])
    assert key_state([*known, back, both], OneHistory()).cuts == {}


def test_a_revocation_replaced_by_somebody_without_a_role_stands():
    cut = said("hub", 2, Says.REVOKED, "one", START)
    thief = said("one", 9, Says.REVOKED, "one", pred=[cut.id])
    state = key_state([appointed("hub"), cut, thief], OneHistory())
    assert state.cuts == {"one": START}


def test_a_thief_hands_nothing_over_after_the_roots_cut():
    heir = said("heir", 1, Says.APPOINTED, "heir", START, root=True, via=(("hub", 7),))
    cut = said("root", 1, Says.REVOKED, "hub", Head(5, ""), root=True)
    assert "heir" in key_state([appointed("hub"), heir], OneHistory()).coordinators
    state = key_state([appointed("hub"), heir, cut], OneHistory())
    assert "heir" not in state.coordinators


def test_a_forked_coordinator_waits_until_the_root_adopts():
    cut = said("hub", 2, Says.REVOKED, "one", START)
    known = [appointed("hub"), cut]
    forked = OneHistory(forked=("hub",))
    assert key_state(known, forked).cuts == {}
    adopt = said("root", 1, Says.ADOPTED, "hub", Head(1, ""), root=True)
    assert set(key_state([*known, adopt], forked).cuts) == {"one"}


def test_what_the_root_took_back_of_a_coordinator_nobody_states_again():
    def succeeded(n, **more):
        head = Head(3, "")
        return said("second", n, Says.SUCCEEDED, "hub", head, heir="heir", **more)

    known = [appointed("hub"), appointed("second", 2)]
    first = succeeded(3, handed=Head(3, ""))
    assert key_state([*known, first], OneHistory()).heirs == {"hub": "heir"}
    root = said("one", 4, Says.SUCCEEDED, "hub", root=True, pred=[first.id])
    for pred in ([], [root.id]):
        again = succeeded(5, handed=Head(3, ""), pred=pred)
        state = key_state([*known, first, root, again], OneHistory())
        assert (state.heirs, state.cuts) == ({}, {})
        assert first.id not in state.void


def test_a_coordinator_that_another_one_revoked_is_disputed_until_the_root_decides():
    known = [appointed("hub"), appointed("second", 2)]
    revoked = said("second", 3, Says.REVOKED, "hub", START)
    state = key_state([*known, revoked], OneHistory())
    assert (state.cuts, set(state.disputed)) == ({}, {"hub"})
    nobody = said("two", 3, Says.REVOKED, "hub", START)
    assert not key_state([*known, nobody], OneHistory()).disputed
    for head in (START, None):
        root = said("one", 4, Says.REVOKED, "hub", head, root=True, pred=[revoked.id])
        assert not key_state([*known, revoked, root], OneHistory()).disputed


def test_of_two_who_cut_one_history_whoever_names_fewer_others_is_right():
    known = [appointed("hub"), appointed("second", 2)]
    other = (Head(2, "b"),)
    one = said("hub", 2, Says.REVOKED, "one", Head(3, "a"), also=other)
    assert key_state([*known, one], OneHistory()).also == {"one": other}
    two = said("second", 3, Says.REVOKED, "one", Head(3, "a"))
    assert key_state([*known, one, two], OneHistory()).limits("one") == (Head(3, "a"),)
