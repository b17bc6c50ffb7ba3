from dataclasses import replace

import pytest
from tests.documents import samples

from monitor_desktop.documents import letters
from monitor_desktop.documents.sheet_building import Builder
from monitor_desktop.documents.sheet_model import Prose


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


def test_a_complaint_names_the_questions_that_were_not_answered(readers):
    tree = samples.request()
    full, refused, appeal = tree.children
    questions = (
        replace(full, values={**full.values, "outcome": "full"}),
        replace(
            refused,
            values={
                **refused.values,
                "outcome": "refusal",
                "refusal_ground": "internal_document",
            },
        ),
    )
    builder = Builder(
        readers=tuple(readers("en")), tree=replace(tree, children=(*questions, appeal))
    )
    told = [
        each.text[0].text
        for each in letters.appeal_letter(builder)
        if isinstance(each, Prose)
    ]
    assert "These questions have not been answered in full:" in told
    assert "1. Пудратчӣ кист? — Refusal — Internal or draft document" in "\n".join(told)
    assert "Чӣ қадар" not in "\n".join(told)


@pytest.mark.parametrize(
    ("proof", "told"),
    [
        ("post_receipt", "proof of sending (post receipt) are attached"),
        ("none", "A copy of the request is attached"),
        ({"missing": "unknown"}, "A copy of the request is attached"),
        (None, "A copy of the request is attached"),
    ],
)
def test_a_proof_that_nobody_has_is_not_promised(readers, proof, told):
    tree = samples.request()
    record = replace(tree.record, values={**tree.record.values, "proof": proof})
    builder = Builder(readers=tuple(readers("en")), tree=replace(tree, record=record))
    assert told in letters.appeal_letter(builder)[-1].text[0].text
