"""Commands about records: entering, changing, finding, printing; types and lists."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import click

from monitor_desktop.cli import values
from monitor_desktop.cli.printable import in_one_line
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, SpokenGroup, option
from monitor_desktop.cli.stories import story_lines
from monitor_desktop.domain.catalogue import in_use
from monitor_desktop.domain.completeness import left
from monitor_desktop.domain.fields import REFERENCE, Field
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.operations import JsonValue, Operation
from monitor_desktop.domain.queries import Hit, ListQuery
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.circle_texts import circle_text
from monitor_desktop.services import (
    circles,
    files,
    filters,
    history,
    place_search,
    records,
    search,
    term_lists,
)
from monitor_desktop.services.exchange import receipts

_KINDS: Final = "custom_kinds"
"""List of terms that names what fields hold."""


@click.command(cls=SpokenCommand, help="Record types and their fields.")
@option("--own", is_flag=True, help="With the fields this profile's group added.")
@pass_session
def types(session: Session, *, own: bool) -> None:
    """Record types and their fields."""
    if own:
        with session.open() as workspace:
            session.own_kit = workspace.kit
            _show_types(session)
    else:
        _show_types(session)


def _show_types(session: Session) -> None:
    data = [
        {
            "type": each.key,
            "label": session.type_label(each.key),
            "parent": each.parent,
            "fields": [_field_json(session, each.key, field) for field in each.fields],
        }
        for each in in_use().types
    ]
    session.show(data, lambda: _types_lines(session))


def _field_json(session: Session, type_key: str, field: Field) -> dict[str, object]:
    return {
        "id": field.id,
        "key": field.key,
        "label": labels.field_label(session.words, type_key, field.key),
        "kind": str(field.kind),
        "vocabulary": field.vocabulary,
        "required": field.required,
        "sensitivity": str(field.sensitivity),
    }


def _types_lines(session: Session) -> list[str]:
    lines = []
    for each in in_use().types:
        lines.append(f"{each.key}: {session.type_label(each.key)}")
        for field in each.fields:
            label = labels.field_label(session.words, each.key, field.key)
            kind = _kind_text(session, field)
            lines.append(f"  {field.key} ({kind}): {label}")
    return lines


def _kind_text(session: Session, field: Field) -> str:
    """What a field holds; of a link and a list which."""
    if field.target:
        return session.say("link to {type}", type=session.type_label(field.target))
    known = session.reader.vocabularies[_KINDS].get(field.kind)
    kind = known.labels[session.words.language] if known else ""
    kind = kind or session.say(f"kind.{field.kind}")
    return f"{kind}: {field.vocabulary}" if field.vocabulary else kind


@click.group(cls=SpokenGroup, help="Lists of terms.")
def vocabulary() -> None:
    """Lists of terms."""


@vocabulary.command("list", help="Names of the lists and how many terms each has.")
@pass_session
def vocabulary_list(session: Session) -> None:
    """Names of the lists."""
    found = session.host.kit.vocabularies
    data = [{"name": each.name, "terms": len(each)} for each in found]
    session.show(data, lambda: [f"{row['name']} ({row['terms']})" for row in data])


@vocabulary.command("export", help="Write a list with its terms in three languages.")
@click.argument("name")
@option("--out", required=True, type=click.Path(path_type=Path), help="File to write.")
@pass_session
def vocabulary_export(session: Session, name: str, out: Path) -> None:
    """Write a list of terms as CSV."""
    found = session.host.kit.vocabularies[name]
    files.replace(out, term_lists.as_csv(found))
    data = {"name": name, "terms": len(found), "file": str(out)}
    session.show(data, lambda: session.fields_of(data))


@vocabulary.command("unreviewed", help="Words and terms that nobody has reviewed.")
@option("--language", type=click.Choice(LANGUAGES), help="Only words of this language.")
@option("--out", type=click.Path(path_type=Path), help="File to write (CSV).")
@pass_session
def vocabulary_unreviewed(
    session: Session, language: str | None, out: Path | None
) -> None:
    """Words and terms that nobody has reviewed."""
    found = term_lists.unreviewed(session.host.kit, language=language)
    if out is not None:
        files.replace(out, term_lists.unreviewed_csv(found))
    data = [
        {
            "where": each.where,
            "key": each.key,
            "language": each.language,
            "english": each.english,
            "text": each.text,
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [
            *(
                f"{each.language}  {each.where}  {each.key}: {each.text}"
                for each in found
            ),
            session.say("to be reviewed: {count}", count=len(found)),
        ],
    )


@click.group(cls=SpokenGroup, help="Entering, changing and reading records.")
def record() -> None:
    """Records."""


_SET = option("--set", "pairs", multiple=True, help="KEY=VALUE; repeat for more.")


@record.command("add", help="Enter a record.")
@click.argument("type_key", metavar="TYPE")
@_SET
@option(
    "--from",
    "source",
    type=click.Path(path_type=Path),
    help="JSON file with one object or an array.",
)
@pass_session
def record_add(
    session: Session, type_key: str, pairs: Sequence[str], source: Path | None
) -> None:
    """Enter one record, or all records of a file; all or none."""
    given = values.from_file(source) if source else [{}]
    said = values.assignments(pairs)
    with session.open() as workspace:
        with workspace.transaction() as transaction:
            chosen = values.whole_keys(type_key, said)
            entered = [{**values.whole_keys(type_key, e), **chosen} for e in given]
            made = [
                records.add_within(workspace, transaction, type_key, each)
                for each in entered
            ]
        needed = [_left(type_key, each) for each in entered]
        trees = [records.show(workspace, each.id) for each in made]
    data = {
        "records": [
            {"id": each.id, "ref": each.ref, "missing": keys}
            for each, keys in zip(made, needed, strict=True)
        ]
    }
    session.show(data, lambda: [each.ref or each.id for each in made])
    session.mention_missing(type_key, [*dict.fromkeys(chain.from_iterable(needed))])
    session.mention_contradictions(trees)


def _left(type_key: str, given: Mapping[str, JsonValue]) -> list[str]:
    """Required fields that nothing was given for; ``title.tg`` is of ``title``."""
    filled = {key.partition(".")[0]: each for key, each in given.items() if each != ""}
    return list(left(declared(type_key), filled))


@record.command("set", help="Change fields of a record; an empty value clears.")
@click.argument("ref")
@_SET
@option(
    "--unless-disputed",
    is_flag=True,
    help="Change nothing where values disagree that somebody should look at first.",
)
@pass_session
def record_set(
    session: Session, ref: str, pairs: Sequence[str], *, unless_disputed: bool
) -> None:
    """Change fields."""
    if not pairs:
        raise UsageError("WRONG_USAGE", reason="--set")
    with session.open() as workspace:
        kind = records.show(workspace, ref).record.type
        given = values.whole_keys(kind, values.assignments(pairs))
        settles = not unless_disputed
        changed = records.change(workspace, ref, given, settles=settles)
        tree = records.show(workspace, changed.records[0])
    data = {"id": changed.records[0], "operations": changed.operations}
    decided = {"decided": changed.decided} if changed.decided else {}
    session.show(data | decided, lambda: session.fields_of(data))
    session.mention_decided(changed.decided)
    session.mention_contradictions([tree])


@record.command("show", help="A record with its parts.")
@click.argument("ref")
@pass_session
def record_show(session: Session, ref: str) -> None:
    """A record with its parts."""
    with session.open() as workspace:
        tree = records.show(workspace, ref)
        states = receipts.states(workspace, [tree.record.id])
        since_ms = receipts.not_updated_since(workspace, tree.record.id)
        met = circles.about(workspace, (tree.record, *tree.children))
    state = states[tree.record.id]
    since = values.moment(since_ms * 1000) if since_ms is not None else None
    data = {
        **values.tree_json(tree),
        "delivery": str(state),
        "not_updated_since": since,
        "circles": [
            {"field": each.field, "records": [r.ref or r.id for r in each.records]}
            for each in met
        ],
    }
    session.show(
        data,
        lambda: [
            *values.tree_lines(session, tree),
            *(
                circle_text(session.reader, each.field, each.records, tree.linked)
                for each in met
            ),
            session.say(f"delivery.{state}"),
            *(
                [session.say("No longer updated since {at}.", at=since)]
                if since
                else []
            ),
        ],
    )


@record.command("list", help="A list of records, filtered and sorted.")
@click.argument("type_key", metavar="TYPE")
@option("--where", "pairs", multiple=True, help="KEY=VALUE; all must hold.")
@option("--sort", help="Field key; a minus before it turns the order.")
@option("--limit", type=click.IntRange(min=0), default=100, help="Rows at most.")
@option("--offset", type=click.IntRange(min=0), default=0, help="Rows to pass over.")
@pass_session
def record_list(
    session: Session,
    type_key: str,
    pairs: Sequence[str],
    sort: str | None,
    limit: int,
    offset: int,
) -> None:
    """A window of a list."""
    declared(type_key)
    wanted = values.assignments(pairs)
    with session.open() as workspace:
        query = ListQuery(
            type=type_key,
            filters=tuple(
                filters.condition(workspace, type_key, key, str(value))
                for key, value in values.whole_keys(type_key, wanted).items()
            ),
            sort=values.whole_key(type_key, (sort or "_ref").removeprefix("-")),
            descending=bool(sort and sort.startswith("-")),
            limit=limit,
            offset=offset,
        )
        total, found = records.listed(workspace, query)
        states = receipts.states(workspace, [each.id for each in found])
    data = {
        "total": total,
        "records": [
            {**values.record_json(each), "delivery": str(states[each.id])}
            for each in found
        ],
    }
    session.show(
        data,
        lambda: [
            *(f"{each.ref or each.id}  {in_one_line(each.title)}" for each in found),
            session.say("{shown} of {total}", shown=len(found), total=total),
        ],
    )


@record.command("delete", help="Hide a record; it can be restored.")
@click.argument("ref")
@pass_session
def record_delete(session: Session, ref: str) -> None:
    """Hide a record."""
    with session.open() as workspace:
        changed = records.delete(workspace, ref)
    data = {"id": changed.records[0], "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])


@record.command("restore", help="Take a delete back.")
@click.argument("ref")
@pass_session
def record_restore(session: Session, ref: str) -> None:
    """Take a delete back."""
    with session.open() as workspace:
        changed = records.restore(workspace, ref)
    data = {"id": changed.records[0], "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])


@record.command("history", help="Every operation on a record, oldest first.")
@click.argument("ref")
@pass_session
def record_history(session: Session, ref: str) -> None:
    """Every operation on a record."""
    with session.open() as workspace:
        session.own_kit = workspace.kit
        found = records.history(workspace, ref)
        told = history.story(workspace, ref)
    data = [_operation_json(each) for each in found]
    session.show(data, lambda: list(story_lines(session, told)))


def _operation_json(operation: Operation) -> dict[str, object]:
    field = declared(operation.type).field_by_id(operation.field)
    name = field.key if field else operation.field
    return {
        "operation": operation.id,
        "kind": operation.kind,
        "field": f"{name}.{operation.sub}" if operation.sub else name,
        "value": operation.value,
        "device": operation.device,
        "at": values.moment(operation.clock_us),
        "replaces": list(operation.pred),
    }


@click.command("search", cls=SpokenCommand, help="Find words in any spelling.")
@click.argument("text")
@option("--type", "type_key", help="Only records of this type.")
@option("--limit", type=click.IntRange(min=0), default=50, help="Hits at most.")
@option("--exact", is_flag=True, help="Only these letters, no other spelling.")
@option(
    "--disclosure",
    type=click.Choice([str(each) for each in Level]),
    default=str(Level.INTERNAL),
    help="For whom: internal, partner or public.",
)
@pass_session
def search_command(
    session: Session,
    text: str,
    type_key: str | None,
    limit: int,
    disclosure: str,
    *,
    exact: bool,
) -> None:
    """Find records."""
    if type_key is not None:
        declared(type_key)
    with session.open() as workspace:
        session.own_kit = workspace.kit
        level = Level(disclosure)
        found = search.search(
            workspace,
            text,
            type_key=type_key,
            limit=search.MOST_RANKED,
            exact=exact,
            level=level,
        )
        lying = place_search.found_in(workspace, text, type_key=type_key, level=level)
    met = {each.record for each in found.hits}
    more = [each for each in lying if each.record not in met]
    hits = (*found.hits, *more)[:limit]
    data = {
        "total": found.total + len(more),
        "hits": [
            {
                "id": each.record,
                "ref": each.ref,
                "type": each.type,
                "title": each.title,
                "score": each.score,
                "why": list(each.why),
            }
            for each in hits
        ],
    }
    session.show(data, lambda: [_hit_line(session, each) for each in hits])


def _hit_line(session: Session, hit: Hit) -> str:
    """What was found, and by what where its title does not show it."""
    line = f"{hit.ref or hit.record}  {in_one_line(hit.title)}"
    type_key, _, key = (hit.why[0] if hit.why else "").partition(".")
    if not key or (type_key, key) == (hit.type, declared(hit.type).title):
        return line
    name = REFERENCE if key == "reference" else key
    field = labels.field_label(session.words, type_key, name)
    return f"{line} ({session.words('app', 'found by: {field}', field=field)})"
