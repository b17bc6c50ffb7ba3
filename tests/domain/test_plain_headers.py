"""The short way of reading a header says what the long way says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.domain import operations
from monitor_desktop.domain.operations import Edit, Operation, compose, parse
from monitor_desktop.errors import InputRefusedError

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
_EDITS = st.builds(
    Edit,
    type=_TEXTS,
    record=_TEXTS,
    top=_TEXTS,
    field=_TEXTS,
    sub=_TEXTS,
    pred=st.lists(st.text('0123456789abcdef"é', min_size=32, max_size=32)).map(tuple),
)
_NUMBERS = st.integers(1, 2**62 - 1)


def _composed(edit: Edit, n: int, clock_us: int) -> Operation:
    return compose(
        edit, device="d" * 32, n=n, clock_us=clock_us, salt=bytes(16), digest=sha256
    )


def _long_way(header: bytes) -> Any:
    try:
        fields: Any = operations._canonical(header)
    except InputRefusedError:
        return None
    plain = isinstance(fields, dict) and fields.keys() == set("dnkftyorsp")
    return operations._ordered(fields) if plain else None


@given(_EDITS, _NUMBERS, _NUMBERS)
def test_both_ways_read_the_same(edit: Edit, n: int, clock_us: int) -> None:
    made = _composed(edit, n, clock_us)
    short = operations._plain_header(made.header)
    assert short is None or short == _long_way(made.header)
    read = parse(made.header, salt=made.salt, body=made.body, digest=sha256)
    assert read == made


@given(_EDITS, st.data())
def test_a_changed_header_is_read_the_same_or_by_nobody(
    edit: Edit, data: st.DataObject
) -> None:
    header = bytearray(_composed(edit, 7, 8).header)
    place = data.draw(st.integers(0, len(header) - 1))
    header[place : place + data.draw(st.integers(0, 2))] = data.draw(
        st.binary(max_size=3)
    )
    short = operations._plain_header(bytes(header))
    assert short is None or short == _long_way(bytes(header))


def test_ordinary_headers_take_the_short_way() -> None:
    edit = Edit(type="case", record="r" * 32, top="r" * 32, field="н", pred=("a" * 32,))
    assert operations._plain_header(_composed(edit, 1, 10**15).header) is not None


@pytest.mark.parametrize("n", [b"0", b"01", b"1.0", b"4611686018427387904", b"-1"])
def test_no_way_takes_a_strange_position(n: bytes) -> None:
    edit = Edit(type="case", record="r", top="r", field="f")
    header = _composed(edit, 1, 1).header.replace(b'"n":1', b'"n":' + n)
    with pytest.raises(InputRefusedError):
        parse(header, salt=bytes(16), body=b"null", digest=sha256)
