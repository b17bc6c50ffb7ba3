"""What stands in the palette: records, places and acts, each as one row."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from monitor_desktop.domain import names
from monitor_desktop.domain.fields import REFERENCE, Kind
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.places import Place
from monitor_desktop.domain.queries import Filter
from monitor_desktop.domain.records import Record
from monitor_desktop.i18n.labels import field_label, short_date, types_label
from monitor_desktop.services.term_search import TermFound
from monitor_desktop.ui.lists.record_list import NEW_MESSAGES
from monitor_desktop.ui.look.words import Message, said_in
from monitor_desktop.ui.sessions import Session

COMMAND_SIGN: Final = ">"
_MOST_A_TYPE: Final = 5
_MOST_PLACES: Final = 3
_MOST_ACTS: Final = 6
_DETAIL_KINDS: Final = frozenset({Kind.CHOICE, Kind.PLACE})
_PICTURES: Final = {"case": "folder", "person": "person"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something the window can do, or a page it can show.

    Attributes:
        name: What it is called.
        do: Does it.
        keys: The shortcut, as it is written on the keyboard; empty for none.
        also: Everyday words it is found by, too; never shown.
    """

    name: Message
    do: Callable[[], object]
    keys: str = ""
    also: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: a heading when it does nothing.

    Attributes:
        title: In semibold, or the words of a heading.
        take: Does what Enter asks for; None for a heading.
        detail: Muted, beside the title.
        right: At the right edge.
        keys: A shortcut, drawn as a key.
        picture: Name of its icon.
    """

    title: str
    take: Callable[[], object] | None = None
    detail: str = ""
    right: str = ""
    keys: str = ""
    picture: str = ""


def of_records(
    session: Session,
    records: Iterable[Record],
    opened: Callable[[str, str], object],
    why: Mapping[str, Sequence[str]],
) -> Iterator[Entry]:
    """Records under the names of their types, in the order they came.

    Args:
        session: The open profile.
        records: What was found.
        opened: Opens a record of a type.
        why: For each record what it was found by, the weightiest first.
    """
    by_type: dict[str, list[Record]] = {}
    for each in records:
        by_type.setdefault(each.type, []).append(each)
    for type_key, found in by_type.items():
        name = types_label(session.say.words, type_key)
        yield Entry(title=f"{name}, {len(found)}")
        for each in found[:_MOST_A_TYPE]:
            yield _of_record(session, each, opened, why.get(each.id, ()))


def _of_record(
    session: Session,
    record: Record,
    opened: Callable[[str, str], object],
    why: Sequence[str],
) -> Entry:
    details, date = [], ""
    for field in record.declaration.list_fields:
        if field.kind is Kind.PARTIAL_DATE and not date:
            date = short_date(session.reader, field, record.values.get(field.key))
        elif field.kind in _DETAIL_KINDS:
            text = session.reader.text(field, record.values.get(field.key), {})
            details += [text] if text else []
    return Entry(
        title=record.title or record.ref or "",
        take=lambda: opened(record.type, record.id),
        detail=_reason(session, record, why) + ", ".join([*details, record.ref or ""]),
        right=date,
        picture=_PICTURES.get(record.type, "file"),
    )


def _reason(session: Session, record: Record, why: Sequence[str]) -> str:
    """By what it was found, where its title does not show it."""
    first = why[0] if why else ""
    type_key, _, key = first.partition(".")
    if not key or (type_key, key) == (record.type, record.declaration.title):
        return ""
    words = session.say.words
    name = field_label(words, type_key, REFERENCE if key == "reference" else key)
    return session.say("found by: {field}", field=name) + " · "


def of_places(
    session: Session, text: str, narrowed: Callable[[str], object]
) -> Iterator[Entry]:
    """Places under any of their names; taking one narrows the list of cases."""
    found = [
        each for each in session.kit.gazetteer.find(text) if each.level != "country"
    ][:_MOST_PLACES]
    if found:
        yield Entry(title=f"{session.say('Places')}, {len(found)}")
    language = session.say.language
    for each in found:
        yield Entry(
            title=each.labels[language],
            take=lambda code=each.code: narrowed(code),  # type: ignore[misc]
            detail=_other_names(each, language),
            picture="pin",
        )


def _other_names(place: Place, language: str) -> str:
    others = [place.labels[each] for each in LANGUAGES if each != language]
    return ", ".join([*others, *place.aliases])


def of_terms(
    session: Session, found: Sequence[TermFound], narrowed: Callable[[Filter], object]
) -> Iterator[Entry]:
    """Terms of cases; taking one shows the cases that have it, or one under it."""
    say = session.say
    if found:
        yield Entry(title=f"{say('Cases by a term')}, {len(found)}")
    for each in found:
        name = field_label(say.words, each.type, each.field.key)
        labels = each.term.labels
        others = [labels[known] for known in LANGUAGES if known != say.language]
        yield Entry(
            title=f"{name}: {labels[say.language]}",
            take=lambda wanted=each.wanted: narrowed(wanted),  # type: ignore[misc]
            detail=", ".join(others),
            picture="folder",
        )


def of_acts(session: Session, text: str, acts: Sequence[Act]) -> Iterator[Entry]:
    """Commands and pages with all the words typed, in any of the languages.

    Those that are called so stand before those that everyday words lead to.
    """
    typed = names.fold_words(text)
    found = [each for each in acts if _is_meant(session, each.name, typed)]
    found += [
        each
        for each in acts
        if each not in found and each.also and _is_meant(session, each.also, typed)
    ]
    if found:
        yield Entry(title=session.say("Commands"))
    for each in found if typed else found[:_MOST_ACTS]:
        yield Entry(
            title=said_in(session.say.words, each.name),
            take=each.do,
            keys=each.keys,
            picture="prompt",
        )


def of_new(
    session: Session, text: str, wanted: Callable[[str, str], object]
) -> Iterator[Entry]:
    """Nobody and nothing is called so: it can be entered under that name."""
    yield Entry(title=session.say("Not entered yet"))
    for type_key in ("case", "person"):
        yield Entry(
            title=session.say(NEW_MESSAGES[type_key]),
            take=lambda key=type_key: wanted(key, text),  # type: ignore[misc]
            detail=text,
            picture="plus",
        )


def _is_meant(session: Session, name: Message, typed: Sequence[str]) -> bool:
    known = {
        word
        for language in LANGUAGES
        for word in names.fold_words(
            said_in(session.kit.catalogues.words(language), name)
        )
    }
    return all(any(word.startswith(each) for word in known) for each in typed)
