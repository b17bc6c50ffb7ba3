"""Refuse catalogues with holes: every message in every language, placeholders alike.

What the declarations name has its label, and every list of terms its table.
"""

import re
import sys
from collections import Counter
from pathlib import Path

from babel.messages.pofile import read_po

from monitor_desktop.domain.catalogue import RECORD_TYPES

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("tg", "ru", "en")
PLACEHOLDER = re.compile(r"\{\w+\}")
MESSAGE = re.compile(r'^(?:msgctxt (".*")\n)?msgid (".*"(?:\n".*")*)', re.MULTILINE)


def entries(path: Path) -> dict[tuple[str, str], tuple[str, ...]]:
    """Message and context to its translations."""
    with path.open("rb") as file:
        catalogue = read_po(file, abort_invalid=True)
    found = {}
    for message in catalogue:
        if message.id:
            texts = message.string
            forms = texts if isinstance(texts, tuple | list) else (texts,)
            found[(str(message.id), message.context or "")] = tuple(map(str, forms))
    return found


def faults(domain: str) -> list[str]:
    """What is wrong with one domain."""
    folder = ROOT / "translations"
    tables = {each: entries(folder / each / f"{domain}.po") for each in LANGUAGES}
    every = set().union(*tables.values())
    found = [
        f"{each}/{domain}: said twice: {key}"
        for each in LANGUAGES
        for key in repeated(folder / each / f"{domain}.po")
    ]
    for language, table in tables.items():
        for key in sorted(every):
            texts = table.get(key, ())
            if not texts or not all(texts):
                found.append(f"{language}/{domain}: not translated: {key[0]}")
            elif placeholders(texts) != placeholders(tables["en"][key]):
                found.append(f"{language}/{domain}: placeholders differ: {key[0]}")
    return found


def repeated(path: Path) -> list[str]:
    """Messages that stand twice: only one of their translations would be used."""
    every = Counter(MESSAGE.findall(path.read_text(encoding="utf-8")))
    return [message for (_, message), times in every.items() if times > 1]


def placeholders(texts: tuple[str, ...]) -> set[str]:
    """Named placeholders of a message."""
    return {each for text in texts for each in PLACEHOLDER.findall(text)}


def unnamed() -> list[str]:
    """Labels and lists of terms that the declarations ask for and nobody wrote."""
    labels = {key for key, _ in entries(ROOT / "translations" / "en" / "labels.po")}
    tables = {each.stem for each in (ROOT / "resources" / "vocabularies").glob("*.csv")}
    found = []
    for kind in RECORD_TYPES:
        wanted = [f"type.{kind.key}", f"type.{kind.key}.plural"]
        wanted += [f"field.{kind.key}.{each.key}" for each in kind.fields]
        found += [f"labels: {each} is missing" for each in wanted if each not in labels]
        lists = {each.vocabulary for each in kind.fields if each.vocabulary}
        lists -= tables | {"record_types"}  # that one is made of the declarations
        found += [f"vocabularies: {each} is missing" for each in sorted(lists)]
    return found


def main() -> int:
    """Print every fault; 1 when there is one."""
    domains = {each.stem for each in (ROOT / "translations").glob("*/*.po")}
    found = [fault for domain in sorted(domains) for fault in faults(domain)]
    found += unnamed()
    print("\n".join(found) or f"catalogues: {len(domains)} complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
