"""Refuse catalogues with holes: every message in every language, placeholders alike."""

import re
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("tg", "ru", "en")
PLACEHOLDER = re.compile(r"\{\w+\}")


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
    found = []
    for language, table in tables.items():
        for key in sorted(every):
            texts = table.get(key, ())
            if not texts or not all(texts):
                found.append(f"{language}/{domain}: not translated: {key[0]}")
            elif placeholders(texts) != placeholders(tables["en"][key]):
                found.append(f"{language}/{domain}: placeholders differ: {key[0]}")
    return found


def placeholders(texts: tuple[str, ...]) -> set[str]:
    """Named placeholders of a message."""
    return {each for text in texts for each in PLACEHOLDER.findall(text)}


def main() -> int:
    """Print every fault; 1 when there is one."""
    domains = {each.stem for each in (ROOT / "translations").glob("*/*.po")}
    found = [fault for domain in sorted(domains) for fault in faults(domain)]
    print("\n".join(found) or f"catalogues: {len(domains)} complete")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
