import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_desktop.domain.operations import (
    CHAINED,
    Edit,
    compose,
    encode,
    leaf_of,
    parse,
)
from monitor_desktop.errors import InputRefusedError


@pytest.fixture
def operation(sha256):
    edit = Edit(type="case", record="r" * 32, top="r" * 32, field="ev0102", value="Ҳ")
    return compose(
        edit, device="d" * 32, n=7, clock_us=12, salt=b"x" * 16, digest=sha256
    )


def test_only_group_operations_and_purges_name_the_one_before_them(sha256):
    def made(kind, previous):
        edit = Edit(kind=kind, type="t", record="r", top="r", field="f", value=None)
        return compose(
            edit,
            device="d",
            n=7,
            clock_us=12,
            salt=b"x" * 16,
            digest=sha256,
            previous=previous,
        )

    for kind in CHAINED:
        again = parse(made(kind, 6).header, salt=b"x" * 16, body=b"1", digest=sha256)
        assert again.previous == 6
        for wrong in (7, 8, -1, True, "1", None):
            header = encode(json.loads(made(kind, 0).header) | {"g": wrong})
            with pytest.raises(InputRefusedError, match="DAMAGED"):
                parse(header, salt=b"x" * 16, body=b"1", digest=sha256)
    plain = made("set", 6)
    assert b'"g"' not in plain.header
    header = encode(json.loads(plain.header) | {"g": 6})
    with pytest.raises(InputRefusedError, match="DAMAGED"):
        parse(header, salt=b"x" * 16, body=b"1", digest=sha256)


def test_bytes_come_back_as_the_same_operation(operation, sha256):
    again = parse(
        operation.header, salt=operation.salt, body=operation.body, digest=sha256
    )
    assert again == operation


def test_the_leaf_is_the_hash_the_specification_says(operation, sha256):
    body_hash = sha256(operation.salt + operation.body)
    assert operation.leaf == sha256(b"\x00" + operation.header + body_hash)
    assert operation.leaf == leaf_of(operation.header, body_hash, sha256)
    assert operation.id == operation.leaf[:16].hex()


def test_a_withheld_body_keeps_the_same_leaf(operation, sha256):
    bare = parse(
        operation.header,
        salt=None,
        body=None,
        body_hash=operation.body_hash,
        digest=sha256,
    )
    assert bare.leaf == operation.leaf
    assert not bare.has_body


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"null",
        b"{}",
        b'{"d":1}',
        b"\xff",
        b"[" * 100_000,
        b'{"d":"d","d":"d"}',
    ],
)
def test_damaged_headers_are_refused(header, sha256):
    with pytest.raises(InputRefusedError, match="DAMAGED"):
        parse(header, salt=b"x" * 16, body=b"1", digest=sha256)


@pytest.mark.parametrize("body", [b"NaN", b'{"a":1,"a":1}', b" 1", b"1 ", b"01", b""])
def test_bodies_that_are_not_canonical_are_refused(operation, body, sha256):
    with pytest.raises(InputRefusedError, match="DAMAGED"):
        parse(operation.header, salt=b"x" * 16, body=body, digest=sha256)


def test_every_changed_byte_of_a_header_changes_the_leaf_or_is_refused(
    operation, sha256
):
    for place in range(len(operation.header)):
        changed = bytearray(operation.header)
        changed[place] ^= 1
        try:
            other = parse(
                bytes(changed), salt=operation.salt, body=operation.body, digest=sha256
            )
        except InputRefusedError:
            continue
        assert other.leaf != operation.leaf


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ).filter(lambda value: "\\ud" not in ascii(value))
)
def test_canonical_json_is_stable(value):
    assert encode(value) == encode(value)


@pytest.mark.parametrize("key", ["n", "t"])
@pytest.mark.parametrize("number", [0, -1, 2**62, 10**30, True, 1.0])
def test_positions_and_clocks_no_database_holds_are_damaged(sha256, key, number):
    edit = Edit(type="case", record="r", top="r", field="f", value=1)
    made = compose(edit, device="d", n=1, clock_us=1, salt=bytes(16), digest=sha256)
    header = json.loads(made.header) | {key: number}
    with pytest.raises(InputRefusedError, match="DAMAGED"):
        parse(encode(header), salt=made.salt, body=made.body, digest=sha256)
