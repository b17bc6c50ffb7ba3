"""Commands of the exchange: card, contacts."""

from pathlib import Path
from typing import Final

import click

from monitor_desktop.cli.group_commands import CODE_FILE, recovery_code
from monitor_desktop.cli.printable import in_one_line
from monitor_desktop.cli.profile_commands import fingerprint_words
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.i18n.card_texts import changes_text
from monitor_desktop.services import files
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.membership import unit_claims
from monitor_desktop.services.workspaces import Workspace

_LARGEST_CARD_BYTES = 256 * 1024


@click.group(cls=SpokenGroup, help="My contact card.")
def card() -> None:
    """My contact card."""


@card.command("export", help="Write my contact card; nothing in it is secret.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def card_export(session: Session, file: Path) -> None:
    """Write my contact card."""
    with session.open() as workspace:
        files.replace(file, contacts.my_card(workspace))
        data = {"fingerprint": fingerprint_words(session, workspace)}
    session.show(data, lambda: session.fields_of(data))


@click.group(cls=SpokenGroup, help="Other installations.")
def contact() -> None:
    """Other installations."""


@contact.command("add", help="Add a contact card.")
@click.argument("card_file", metavar="CARD", type=click.Path(path_type=Path))
@option("--fingerprint", help="The twelve words the other side read aloud.")
@option("--receives", help="What it gets: own, unit or all.")
@pass_session
def contact_add(
    session: Session, card_file: Path, fingerprint: str | None, receives: str | None
) -> None:
    """Add a contact; verified only when its words match."""
    files.require(card_file)
    if card_file.stat().st_size > _LARGEST_CARD_BYTES:
        raise InputRefusedError("NOT_A_CARD")
    with session.open() as workspace:
        before = {each.id: each for each in contacts.listed(workspace)}
        added = contacts.add(
            workspace, card_file.read_bytes(), words=fingerprint, receives=receives
        )
        claimed = unit_claims.of(workspace, added.id)
    known = {"contact": added.id, "verified": added.verified}
    changed = changes_text(session.words, before.get(added.id), added, claimed)
    session.show(
        known if claimed is None else {**known, "unit_waits": claimed},
        lambda: [*session.fields_of(known), *([changed] if changed else [])],
    )


@contact.command("list", help="Every contact.")
@pass_session
def contact_list(session: Session) -> None:
    """Every contact."""
    with session.open() as workspace:
        found = contacts.listed(workspace)
        states = contacts.standings(workspace)
        claims = unit_claims.every(workspace)
        language = session.words.language
        data = [
            {
                **_contact_json(
                    each, contacts.words_of(workspace, each.fingerprint, language)
                ),
                "state": states[each.id],
                "unit_waits": claims.get(each.id),
            }
            for each in found
        ]

    def lines() -> list[str]:
        names = {each: session.say(_STATES[each]) for each in set(states.values())}
        return [
            f"{each.id}  {in_one_line(each.name)}  {in_one_line(each.unit)}"
            f"  {names[states[each.id]]}"
            for each in found
        ]

    session.show(data, lines)


_STATES: Final = {
    "revoked": "revoked",
    "replaced": "replaced",
    "disputed": "disputed",
    "forked": "two histories",
    "contested": "two go on for one device",
    "verified": "verified",
    "known": "known through the coordinator",
    "unverified": "not verified",
}


def _contact_json(found: Contact, words: str) -> dict[str, object]:
    return {
        "contact": found.id,
        "name": found.name,
        "unit": found.unit,
        "role": str(found.role),
        "fingerprint": words,
        "verified": found.verified,
        "receives": str(found.receives),
        "revoked": found.revoked,
    }


@contact.command("revoke", help="Trust a device no longer (coordinators only).")
@click.argument("contact_id", metavar="ID")
@option("--after", type=int, help="Last position of its journal that has effect.")
@CODE_FILE
@pass_session
def contact_revoke(
    session: Session, contact_id: str, after: int | None, code_file: str | None
) -> None:
    """Trust a device's journal only up to a position."""
    code = recovery_code(session, code_file)
    with session.open() as workspace:
        _revoke(workspace, contact_id, after, code)
    data = {"contact": contact_id, "revoked": True}
    session.show(data, lambda: session.fields_of(data))


def _revoke(
    workspace: Workspace, contact_id: str, after: int | None, code: str | None
) -> None:
    try:
        contacts.revoke(workspace, contact_id, after=after, code=code)
    except UsageError as error:
        if error.code != "INVALID_VALUE":
            raise
        # It is a number, only not of a position that is here.
        raise UsageError(error.code, field="--after", reason="position") from error
