"""Record ids and salts."""

import uuid

from monitor_desktop.crypto.random_ids import RandomIds


def test_a_record_id_is_a_random_uuid() -> None:
    made = {RandomIds().record_id() for _ in range(200)}
    assert len(made) == 200
    for each in made:
        read = uuid.UUID(each)
        assert read.hex == each
        assert (read.version, read.variant) == (4, uuid.RFC_4122)


def test_salts_are_sixteen_bytes_and_differ() -> None:
    made = {RandomIds().salt() for _ in range(200)}
    assert len(made) == 200
    assert {len(each) for each in made} == {16}
