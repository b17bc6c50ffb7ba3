"""Persons entered on the spot for a record that was then given up.

They are in the store from the moment they were chosen, so that others may be linked to
them at once. Nobody deletes them unasked, and none stays behind unsaid.
"""

from collections.abc import Iterator

from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import Record, declared
from monitor_desktop.services import records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.editing.entry import Entry
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import drafts, journal, reading
from monitor_desktop.store.store import Transaction

_PERSON = "person"


def by(workspace: Workspace, given_up: Entry) -> tuple[Record, ...]:
    """Persons that what was typed linked to, and that are a name and nothing more.

    Entered here, never changed by anybody else, linked to by no record and no other
    draft.

    Args:
        workspace: The open profile; the draft is thrown away already.
        given_up: What was typed.
    """
    with workspace.transaction() as transaction:
        found = dict.fromkeys(_linked(given_up))
        known = [reading.record(transaction, each) for each in found]
        bare = [
            e for e in known if e is not None and _is_bare(workspace, transaction, e)
        ]
        named = {target for *_of, target in reading.linking(transaction, found)}
        typed = " ".join(str(content) for _, content in drafts.all_of(transaction))
    return tuple(e for e in bare if e.id not in named and e.id not in typed)


def _linked(given_up: Entry) -> Iterator[str]:
    typed = [(given_up.type, given_up.values)]
    typed += [(each.type, each.values) for each in given_up.parts]
    for type_key, values in typed:
        for field in declared(type_key).fields:
            value = values.get(field.key)
            is_person = field.kind is Kind.LINK and field.target == _PERSON
            if is_person and isinstance(value, str):
                yield value


def _is_bare(workspace: Workspace, transaction: Transaction, record: Record) -> bool:
    if record.type != _PERSON or record.deleted:
        return False
    if set(record.values) != {record.declaration.title}:
        return False
    if reading.tree(transaction, record.id).children:
        return False
    authors = {each.device for each in journal.of_record(transaction, record.id)}
    return authors == {workspace.device}


def delete(workspace: Workspace, persons: tuple[str, ...]) -> Changes:
    """Delete them; each can be taken back."""
    with workspace.transaction() as transaction:
        for each in persons:
            records.delete_within(workspace, transaction, each)
    return Changes(persons, len(persons))


def restore(workspace: Workspace, persons: tuple[str, ...]) -> Changes:
    """Take that back."""
    with workspace.transaction() as transaction:
        for each in persons:
            records.restore_within(workspace, transaction, each)
    return Changes(persons, len(persons))
