"""Commands about paper: sheets, empty forms, checking what was printed."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from monitor_desktop.cli.counting_commands import day
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, SpokenGroup, option
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.services import files
from monitor_desktop.services.paper import (
    letterheads,
    period_papers,
    sheet_checks,
    sheets,
)
from monitor_desktop.services.paper.period_papers import Paper
from monitor_desktop.services.paper.sheet_checks import CheckedFile, CheckedSheet
from monitor_desktop.services.paper.sheets import SHEET
from monitor_desktop.services.workspaces import Workspace

F = TypeVar("F", bound=Callable[..., Any])
BODY_HELP = (
    "With --disclosure partner: the one body it is for; only consents naming it count."
)
_WATERMARKS = {"draft": "watermark.draft", "copy": "watermark.copy"}


def _paper_options(level: Level) -> Callable[[F], F]:
    """In which languages and for whom a paper is, and where it goes.

    Args:
        level: For whom, when nothing is said.
    """

    def with_options(command: F) -> F:
        for each in reversed(
            (
                option(
                    "--lang",
                    "languages",
                    multiple=True,
                    help="tg, ru or en; repeat for more.",
                ),
                option(
                    "--layout",
                    type=click.Choice(["single", "trilingual"]),
                    default="single",
                    help="A sheet for each language, or side by side.",
                ),
                option(
                    "--disclosure",
                    type=click.Choice([str(each) for each in Level]),
                    default=str(level),
                    help="For whom: internal, partner or public.",
                ),
                option("--body", default="", help=BODY_HELP),
                option(
                    "--out",
                    required=True,
                    type=click.Path(path_type=Path),
                    help="File to write.",
                ),
            )
        ):
            command = each(command)
        return command

    return with_options


@click.command(cls=SpokenCommand, help="Print sheets of records to one PDF.")
@click.argument("refs", metavar="REF...", nargs=-1)
@_paper_options(Level.INTERNAL)
@option("--blank", "blank_type", help="An empty form of this type, for pen and paper.")
@option("--first-contact", is_flag=True, help="With --blank: what is asked first.")
@option(
    "--piece",
    "pieces",
    multiple=True,
    metavar="KEY",
    help="With --blank: this section or part alone; repeat for more.",
)
@option("--no-codes", is_flag=True, help="With --blank: without codes of long lists.")
@option("--each", is_flag=True, help="A file for each record; --out is a folder.")
@option("--document", default=SHEET, help="Kind of document; see `documents`.")
@option("--watermark", type=click.Choice(list(_WATERMARKS)), help="draft or copy.")
@pass_session
def sheet(
    session: Session,
    /,
    refs: Sequence[str],
    out: Path,
    **options: Any,  # noqa: ANN401  # click's, one for each of the above
) -> None:
    """Print sheets."""
    blank_type = options["blank_type"]
    if bool(refs) == bool(blank_type):
        raise UsageError("WRONG_USAGE", reason="REF, --blank")
    with session.open() as workspace:
        choice = _choice(session, options)
        if blank_type:
            data = _blank(workspace, blank_type, choice, out, options)
        else:
            print_them = _each if options["each"] else _one
            data = print_them(session, workspace, refs, choice, out)
    session.show(data, lambda: session.fields_of(data))


def _choice(session: Session, options: Mapping[str, Any]) -> sheets.Choice:
    languages = options["languages"]
    if any(one not in LANGUAGES for one in languages):
        raise UsageError("WRONG_USAGE", reason="--lang")
    trilingual = options["layout"] == "trilingual"
    own = LANGUAGES if trilingual else (session.words.language,)
    return sheets.Choice(
        languages=tuple(languages) or own,
        trilingual=trilingual,
        level=Level(options["disclosure"]),
        body=" ".join(options["body"].split()),
        document=options["document"],
        watermark=_WATERMARKS.get(options["watermark"] or "", ""),
    )


def _one(
    session: Session,
    workspace: Workspace,
    refs: Sequence[str],
    choice: sheets.Choice,
    out: Path,
) -> dict[str, object]:
    made = sheets.make(workspace, refs, choice, session.progress())
    files.replace(out, made.pdf)
    return {"pages": made.pages, "sheets": made.sheets, "withheld": made.withheld}


def _each(
    session: Session,
    workspace: Workspace,
    refs: Sequence[str],
    choice: sheets.Choice,
    out: Path,
) -> dict[str, object]:
    made = sheets.make_each(workspace, refs, out, choice, session.progress())
    return {
        "pages": made.pages,
        "sheets": len(made.files) * len(choice.groups),
        "withheld": made.withheld,
        "files": list(made.files),
    }


def _blank(
    workspace: Workspace,
    type_key: str,
    choice: sheets.Choice,
    out: Path,
    options: Mapping[str, Any],
) -> dict[str, object]:
    wanted = sheets.Wanted(
        pieces=frozenset(options["pieces"]) or None, with_codes=not options["no_codes"]
    )
    made = sheets.blank(
        workspace,
        type_key,
        choice.languages,
        first_contact=options["first_contact"],
        wanted=wanted,
    )
    files.replace(out, made.pdf)
    return {"pages": made.pages, "sheets": made.sheets, "withheld": 0}


@click.group(cls=SpokenGroup, help="Printed sheets.")
def sheets_group() -> None:
    """Printed sheets."""


@sheets_group.command("verify", help="Check a printed file against the records.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def verify(session: Session, file: Path) -> None:
    """Check a printed file; JSON says it sheet by sheet."""
    with session.open() as workspace:
        found = sheet_checks.check_file(workspace, file)
    data = {
        "same_file": found.same_file,
        "sheets": [_sheet_json(each) for each in found.sheets],
    }
    session.show(data, lambda: _verdict_lines(session, found))


def _sheet_json(found: CheckedSheet) -> dict[str, str | None]:
    return {
        "ref": found.reference,
        "disclosure": str(found.level) if found.level else None,
        "printed_on": found.printed_on,
        "standing": str(found.standing),
    }


def _verdict_lines(session: Session, found: CheckedFile) -> list[str]:
    lines = [
        f"{each.reference}  {session.say(f'standing.{each.standing}')}"
        for each in found.sheets
    ]
    same = "same_file.yes" if found.same_file else "same_file.no"
    return [*lines, session.say(same)]


@click.command(cls=SpokenCommand, help="Print the monitoring bulletin of a period.")
@option("--from", "first", required=True, help="First day, or a month or year.")
@option("--to", "last", required=True, help="Last day, or a month or year.")
@_paper_options(Level.PUBLIC)
@option("--statistics", is_flag=True, help="Only numbers with their bars.")
@pass_session
def bulletin(session: Session, /, out: Path, **options: Any) -> None:  # noqa: ANN401  # click's, one for each of the above
    """Print a bulletin."""
    first = day(options["first"], "--from", last=False)
    last = day(options["last"], "--to", last=True)
    if first is None or last is None:
        raise UsageError("WRONG_USAGE", reason="--from, --to")
    with session.open() as workspace:
        choice = _choice(session, {"watermark": None, "document": SHEET, **options})
        paper = Paper.STATISTICS if options["statistics"] else Paper.BULLETIN
        made = period_papers.make(workspace, paper, first, last, choice)
        files.replace(out, made.pdf)
    data = {"pages": made.pages, "sheets": made.sheets}
    session.show(data, lambda: session.fields_of(data))


@sheets_group.command("documents", help="Kinds of documents and for which records.")
@pass_session
def documents(session: Session) -> None:
    """Kinds of documents."""
    data = [
        {
            "document": key,
            "label": session.words("documents", f"document.{key}"),
            "types": list(types),
        }
        for key, types in sheets.document_kinds().items()
    ]
    session.show(
        data,
        lambda: [
            f"{each['document']}  {each['label']}: {_types(session, each['types'])}"
            for each in data
        ],
    )


def _types(session: Session, keys: Sequence[str]) -> str:
    return ", ".join(labels.types_label(session.words, each) for each in keys)


@click.group(cls=SpokenGroup, help="Name, address and logo on what is printed.")
def letterhead() -> None:
    """Letterheads of units."""


@letterhead.command("show", help="The letterhead of a unit.")
@option("--unit", default="", help="Name of the unit; your own without it.")
@pass_session
def letterhead_show(session: Session, unit: str) -> None:
    """Show a letterhead."""
    with session.open() as workspace:
        found = letterheads.get(workspace, unit)
    data = _letterhead_json(found)
    session.show(data, lambda: session.fields_of(data))


def _texts_options(command: Callable[..., None]) -> Callable[..., None]:
    """An option for each text in each language."""
    for what, help_text in (("address", "Address."), ("name", "Name of the unit.")):
        for language in reversed(LANGUAGES):
            name = f"--{what}-{language}"
            command = option(name, help=help_text)(command)
    return command


@letterhead.command("set", help="Change the letterhead of a unit; the rest stays.")
@option("--unit", default="", help="Name of the unit; your own without it.")
@_texts_options
@option("--logo", type=click.Path(path_type=Path), help="A PNG of at most 300 kB.")
@pass_session
def letterhead_set(
    session: Session,
    /,
    unit: str,
    logo: Path | None,
    **texts: str | None,
) -> None:
    """Change a letterhead."""
    with session.open() as workspace:
        old = letterheads.get(workspace, unit)
        new = letterheads.UnitHead(
            names={**old.names, **_given(texts, "name")},
            addresses={**old.addresses, **_given(texts, "address")},
            logo=letterheads.logo_from(logo) if logo else old.logo,
        )
        letterheads.put(workspace, new, unit)
        data = _letterhead_json(letterheads.get(workspace, unit))
    session.show(data, lambda: session.fields_of(data))


def _given(texts: Mapping[str, str | None], what: str) -> dict[str, str]:
    found = {each: texts[f"{what}_{each}"] for each in LANGUAGES}
    return {each: text for each, text in found.items() if text is not None}


def _letterhead_json(head: letterheads.UnitHead) -> dict[str, object]:
    return {
        "name": dict(head.names),
        "address": dict(head.addresses),
        "logo_bytes": len(head.logo),
    }
