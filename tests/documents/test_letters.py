from dataclasses import replace

import pytest
from tests.documents import samples

from monitor_desktop.documents import letters
from monitor_desktop.documents.sheet_building import Builder


def appealed(readers, language, **values):
    tree = samples.request()
    record = replace(tree.record, values={**tree.record.values, **values})
    builder = Builder(
        readers=tuple(readers(language)), tree=replace(tree, record=record)
    )
    return letters.appeal_letter(builder)[1].text[0].text


@pytest.mark.parametrize(
    ("language", "contrary"), [("tg", "хилофи"), ("ru", "противоречит")]
)
def test_to_have_asked_is_not_called_against_the_law(readers, language, contrary):
    nothing = {"outcome": None, "refusal_ground": None, "refusal_note": None}

    assert contrary in appealed(readers, language)
    assert contrary not in appealed(readers, language, **nothing)
