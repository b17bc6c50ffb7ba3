"""Commands about files of other programs, and the demonstration."""

from dataclasses import asdict
from pathlib import Path
from typing import Final

import click

from monitor_desktop.cli import values
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.sheet_commands import BODY_HELP
from monitor_desktop.cli.spoken import SpokenCommand, SpokenGroup, option
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import declared
from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.consent_texts import consent_text
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services.interchange import (
    exports,
    import_log,
    import_mappings,
    imports,
)
from monitor_desktop.services.interchange.disclosed_records import Exported
from monitor_desktop.services.interchange.imports import Imported, Refused

_FORMATS: Final = ("csv", "xlsx", "json", "uwazi", "huridocs")


@click.command(
    "import",
    cls=SpokenCommand,
    help="Import records from a file: a table (CSV, XLSX), our own JSON, submissions"
    " of KoBo, CSV of Uwazi or HURIDOCS events (XML).",
)
@click.argument("file", type=click.Path(path_type=Path))
@option("--type", "type_key", required=True, help="Type of the records.")
@option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path),
    help="JSON file that says which column is which field.",
)
@option("--dry-run", is_flag=True, help="Only say what would happen.")
@pass_session
def import_command(
    session: Session,
    file: Path,
    type_key: str,
    mapping_file: Path | None,
    *,
    dry_run: bool,
) -> None:
    """Import records; importing again changes only what is new."""
    declared(type_key)
    mapping = import_mappings.read(mapping_file) if mapping_file else {}
    with session.open() as workspace:
        found = imports.table(
            workspace,
            file,
            type_key,
            mapping,
            dry_run=dry_run,
            progress=session.progress(),
        )
    data = {
        "new": found.new,
        "updated": found.updated,
        "unchanged": found.unchanged,
        "left_out": [*found.left_out, *found.links_left],
        "doubtful": [str(each) for each in found.doubtful],
        "refused": [_refused_json(session, each) for each in found.refused],
        "import": found.id or None,
    }
    session.show(data, lambda: _imported_lines(session, found))


def _why(session: Session, refused: Refused) -> str:
    return error_text(
        session.words, MonitorError(refused.code, **dict(refused.details))
    )


def _refused_json(session: Session, refused: Refused) -> dict[str, object]:
    return {
        "row": refused.row,
        "code": refused.code,
        "why": _why(session, refused),
    }


def _imported_lines(session: Session, found: Imported) -> list[str]:
    return [
        session.say(
            "{new} new, {updated} updated, {unchanged} unchanged",
            new=found.new,
            updated=found.updated,
            unchanged=found.unchanged,
        ),
        *_left_out(session, found),
        *(
            session.say("Row {row}: {why}", row=each.row, why=_why(session, each))
            for each in found.refused
        ),
        *(
            session.say(
                "Row {row}: the date is kept as it was written; it was not understood.",
                row=each,
            )
            for each in found.doubtful
        ),
    ]


def _left_out(session: Session, found: Imported) -> list[str]:
    reasons = {
        "Not taken in, as no field is called so: {names}": found.left_out,
        "Links not taken in, as the file calls parts by their places: {names}": (
            found.links_left
        ),
    }
    return [
        session.say(told, names=", ".join(names))
        for told, names in reasons.items()
        if names
    ]


@click.group(cls=SpokenGroup, help="Imports made here, and taking one back.")
def imports_group() -> None:
    """Imports made here."""


@imports_group.command("list", help="Every import made here, newest first.")
@pass_session
def imports_list(session: Session) -> None:
    """Every import made here."""
    with session.open() as workspace:
        found = import_log.listed(workspace)
    data = [
        {
            "import": each.id,
            "at": values.moment(each.at_ms * 1000),
            "file": each.file,
            "type": each.type,
            "new": each.new,
            "updated": each.updated,
            "undone": bool(each.undone),
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [
            f"{row['import']}  {row['at']}  {row['file']}  "
            + session.say(
                "import.undone" if row["undone"] else "{new} new, {updated} updated",
                new=row["new"],
                updated=row["updated"],
            )
            for row in data
        ],
    )


@imports_group.command("undo", help="Take an import back; later work is kept.")
@click.argument("import_id", metavar="ID")
@pass_session
def imports_undo(session: Session, import_id: str) -> None:
    """Take an import back."""
    with session.open() as workspace:
        done = import_log.undo(workspace, import_id)
    data = {"import": import_id, **asdict(done)}
    session.show(data, lambda: _undone_lines(session, done))


def _undone_lines(session: Session, done: import_log.Undone) -> list[str]:
    said = [
        session.say(
            "{hidden} records hidden, {changed} as before.",
            hidden=done.hidden,
            changed=done.changed,
        )
    ]
    if done.kept:
        told = "{kept} kept, because somebody worked on them since."
        said.append(session.say(told, kept=done.kept))
    return said


@click.command(
    "export",
    cls=SpokenCommand,
    help="Export records to a file: a table (CSV, XLSX), JSON, CSV for Uwazi or"
    " HURIDOCS events (XML).",
)
@option("--type", "type_key", required=True, help="Type of the records.")
@option(
    "--format",
    "file_format",
    type=click.Choice(_FORMATS),
    default="csv",
    help="Format of the file.",
)
@option("--out", required=True, type=click.Path(path_type=Path), help="File to write.")
@option(
    "--disclosure",
    required=True,
    type=click.Choice([str(each) for each in Level]),
    help="For whom: internal, partner or public.",
)
@option("--body", default="", help=BODY_HELP)
@pass_session
def export_command(
    session: Session,
    type_key: str,
    file_format: str,
    out: Path,
    disclosure: str,
    body: str,
) -> None:
    """Export records; the level must be said."""
    declared(type_key)
    with session.open() as workspace:
        # One whose format does not hold this type says so itself.
        export = exports.formats(type_key).get(file_format, exports.huridocs)
        made = export(workspace, type_key, out, Level(disclosure), body=body)
    data = {
        "format": file_format,
        "records": made.records,
        "left_out": dict(made.left_out),
        "consents_missing": dict(made.consents_missing),
    }
    session.show(data, lambda: session.fields_of(data | _stays(session, made)))


def _stays(session: Session, made: Exported) -> dict[str, object]:
    """Why records are left out, and which consents would let them go."""
    return {
        "left_out": {
            session.say(f"left_out.{why}"): n for why, n in made.left_out.items()
        },
        "consents_missing": {
            consent_text(session.reader, why): n
            for why, n in made.consents_missing.items()
        },
    }


@click.command(cls=SpokenCommand, help="Two laptops and a hub, end to end in a folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@pass_session
def demo(session: Session, folder: Path) -> None:
    """Show the whole with invented people."""
    language = session.language or session.host.system_language
    data = session.host.demo(folder, language)
    pictures = data.get("screenshots") or ()
    told = {**data, "screenshots": f"{len(pictures)} ({folder / 'screenshots'})"}
    session.show(data, lambda: session.fields_of(told if pictures else data))


@click.command(cls=SpokenCommand, help="Pictures of every page, into a folder.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@pass_session
def gallery(session: Session, folder: Path) -> None:
    """Draw every page of the demonstration in each language, theme and scale."""
    language = session.language or session.host.system_language
    made = session.host.gallery(folder, language)
    data = {"folder": str(folder), "screenshots": len(made)}
    session.show(data, lambda: session.fields_of(data))
