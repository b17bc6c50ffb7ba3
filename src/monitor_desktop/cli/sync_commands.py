"""Commands of the exchange: card, contacts, bundles."""

from collections.abc import Sequence
from pathlib import Path

import click

from monitor_desktop.cli.profile_commands import fingerprint_words
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.domain.contacts import Contact
from monitor_desktop.errors import (
    InputRefusedError,
    MonitorError,
    UsageError,
)
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services import bundles, contacts, files, sending
from monitor_desktop.services.bundles import Received

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
    if not card_file.is_file():
        raise UsageError("NO_SUCH_FILE", file=card_file.name)
    if card_file.stat().st_size > _LARGEST_CARD_BYTES:
        raise InputRefusedError("NOT_A_CARD")
    with session.open() as workspace:
        added = contacts.add(
            workspace, card_file.read_bytes(), words=fingerprint, receives=receives
        )
    data = {"contact": added.id, "verified": added.verified}
    session.show(data, lambda: session.fields_of(data))


@contact.command("list", help="Every contact.")
@pass_session
def contact_list(session: Session) -> None:
    """Every contact."""
    with session.open() as workspace:
        found = contacts.listed(workspace)
        language = session.words.language
        data = [
            _contact_json(
                each, contacts.words_of(workspace, each.fingerprint, language)
            )
            for each in found
        ]
    session.show(
        data,
        lambda: [
            f"{each.id}  {each.name}  {each.unit}  {session.say(_standing(each))}"
            for each in found
        ],
    )


def _standing(contact_: Contact) -> str:
    if contact_.revoked:
        return "revoked"
    return "verified" if contact_.verified else "not verified"


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
@pass_session
def contact_revoke(session: Session, contact_id: str, after: int | None) -> None:
    """Trust a device's journal only up to a position."""
    with session.open() as workspace:
        contacts.revoke(workspace, contact_id, after=after)
    data = {"contact": contact_id, "revoked": True}
    session.show(data, lambda: session.fields_of(data))


@click.group(cls=SpokenGroup, help="Sealed files between installations.")
def bundle() -> None:
    """Sealed files between installations."""


@bundle.command("export", help="Make a bundle for one or more contacts.")
@option("--to", "to", multiple=True, required=True, help="Contact; repeat for more.")
@option("--out", required=True, type=click.Path(path_type=Path), help="File to write.")
@option("--everything", is_flag=True, help="Also what was acknowledged before.")
@option("--cap", type=click.IntRange(min=1), help="Largest size in bytes.")
@pass_session
def bundle_export(
    session: Session, to: Sequence[str], out: Path, *, everything: bool, cap: int | None
) -> None:
    """Make a bundle."""
    with session.open() as workspace:
        if cap is None:
            told = session.progress()
            made = [
                sending.export(workspace, to, out, everything=everything, progress=told)
            ]
        else:
            out.mkdir(parents=True, exist_ok=True)
            made = sending.export_under_cap(
                workspace,
                to,
                lambda _number: out / files.neutral_name(),
                cap_bytes=cap,
                everything=everything,
                progress=session.progress(),
            )
    left_out = sending.left_out(made)
    data = {
        "bundles": [
            {
                "file": str(each.path),
                "bundle": each.bundle,
                "operations": each.operations,
                "bytes": each.size_bytes,
            }
            for each in made
        ],
        "left_out": left_out,
    }
    session.show(
        data,
        lambda: [
            session.say("{n} edits go.", n=sum(each.operations for each in made)),
            *(
                session.say("{n} records stay: {reason}", n=n, reason=session.say(why))
                for why, n in left_out.items()
            ),
        ],
    )


@bundle.command("inspect", help="What a bundle says of itself; nothing is applied.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def bundle_inspect(session: Session, file: Path) -> None:
    """What a bundle says of itself."""
    with session.open() as workspace:
        data = bundles.inspect(workspace, file)
    session.show(data, lambda: session.fields_of(data))


@bundle.command("import", help="Take in bundles, in any order.")
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@pass_session
def bundle_import(session: Session, paths: Sequence[Path]) -> None:
    """Take in bundles; one bad file never stops the others."""
    paths = [each for path in paths for each in _files(path)]
    with session.open() as workspace:
        found = bundles.receive_all(workspace, paths, progress=session.progress())
    pairs = list(zip(paths, found, strict=True))
    data = {"bundles": [_received_json(path, each) for path, each in pairs]}
    session.show(
        data,
        lambda: [f"{path.name}: {_said(session, each)}" for path, each in pairs],
    )
    if any(each.outcome == bundles.REFUSED for each in found):
        raise click.exceptions.Exit(InputRefusedError.exit_status)


def _files(path: Path) -> list[Path]:
    """A folder stands for the files in it."""
    if path.is_dir():
        return sorted(each for each in path.iterdir() if each.is_file())
    return [path]


def _received_json(path: Path, found: Received) -> dict[str, object]:
    return {
        "file": str(path),
        "outcome": found.outcome,
        "code": found.code,
        "operations": found.operations,
        "records": found.records,
        "conflicts": found.conflicts,
        "missing": found.missing,
        "sender": found.sender or None,
    }


def _said(session: Session, found: Received) -> str:
    if found.code is None:
        return session.say(
            "{outcome}: {records} records, {conflicts} conflicts",
            outcome=session.say(found.outcome),
            records=found.records,
            conflicts=found.conflicts,
        )
    error = MonitorError(found.code, missing=found.missing, sender=found.sender)
    return error_text(session.words, error)
