"""Faults of wording that a machine can see, over every word shipped in tg and ru."""

import csv
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
WORD = re.compile(r"[^\W\d_]+")
LATIN = re.compile(r"[A-Za-z]")
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# The clock of a command is written as ISO 8601 writes it, with a Latin T.
MASKS = {"ДДTЧЧ", "РРTСС"}
# Letters that one of the two alphabets does not have.
FOREIGN = {"tg": re.compile("[цщыьЦЩЫЬўіїљњѓќ]"), "ru": re.compile("[ғӣқӯҳҷҒӢҚӮҲҶ]")}
# What each says in law, or the spelling that the rules of 2021 replaced.
MISLEADING = {
    "tg": {
        r"\bайбдор\b": "guilty; who is accused is айбдоршаванда",
        r"\bмусодира": "confiscation is a penalty; what is taken is гирифташуда",
        r"\bмахфӣ": "a stamp of state secrecy; ours is маҳрамона",
        r"\b(мӯҳ|кӯмак|мӯъмин)": "old spelling: муҳ-, кумак, муъмин",
        r"\bсодир (кардан|кунед)": "to commit a crime; a file is экспорт",
        r"\b(рӯи|ҷои|паҳлуи)\b": "other spelling: рӯйи, ҷойи, паҳлӯи",
        r"\bтахтакалид": "a second word for клавиатура",
        r"\bрӯзноманигор": "a second word for журналист, which laws say",
    },
    "ru": {
        r"самооговор": "a false confession; the right is not to testify",
        r"\bсекретн": "a stamp of state secrecy",
    },
}


def catalogue_texts(language):
    for path in sorted((ROOT / "translations" / language).glob("*.po")):
        with path.open("rb") as file:
            for message in filter(lambda each: each.id, read_po(file)):
                texts = message.string
                for text in texts if isinstance(texts, tuple | list) else (texts,):
                    yield f"{path.stem}: {message.id}", text


def table_texts(language):
    for path in sorted((ROOT / "resources").rglob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                yield f"{path.stem}: {next(iter(row.values()))}", row.get(language, "")


def manual_texts(language):
    for path in sorted((ROOT / "resources" / "manual" / language).glob("*.md")):
        yield path.stem, path.read_text(encoding="utf-8")


def faults(language, text):
    plain = re.sub(r"\{\w+\}", "", text)
    words = set(WORD.findall(plain)) - MASKS
    yield from (each for each in words if LATIN.search(each) and CYRILLIC.search(each))
    yield from (each for each in words if FOREIGN[language].search(each))
    yield from re.findall(r"[\"“”„]", plain)
    for pattern in MISLEADING[language]:
        yield from (each.group() for each in re.finditer(pattern, plain, re.IGNORECASE))


@pytest.mark.parametrize("language", ["tg", "ru"])
def test_no_text_has_a_letter_a_mark_or_a_word_that_misleads(language):
    wrong = [
        (where, fault)
        for texts in (catalogue_texts, table_texts, manual_texts)
        for where, text in texts(language)
        for fault in faults(language, text)
    ]
    assert wrong == []
