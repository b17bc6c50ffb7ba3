"""Commands of the sealed files: making, reading, what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.errors import InputRefusedError, MonitorError
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services import bundles, files, receipts, sending
from monitor_desktop.services.bundles import Received
from monitor_desktop.services.receipts import Confirmed
from monitor_desktop.services.sending import Exported
from monitor_desktop.services.workspaces import Workspace


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
        made = _made(session, workspace, to, out, everything=everything, cap=cap)
        confirmed = receipts.confirmed(workspace, to)
    left_out = sending.left_out(made)
    data = {
        "bundles": [_made_json(each) for each in made],
        "left_out": left_out,
        "confirmed": [asdict(each) for each in confirmed],
    }
    session.show(data, lambda: _made_lines(session, made, left_out, confirmed))


def _made(  # one for each option
    session: Session,
    workspace: Workspace,
    to: Sequence[str],
    out: Path,
    *,
    everything: bool,
    cap: int | None,
) -> list[Exported]:
    told = session.progress()
    if cap is None:
        return [
            sending.export(workspace, to, out, everything=everything, progress=told)
        ]
    out.mkdir(parents=True, exist_ok=True)
    return sending.export_under_cap(
        workspace,
        to,
        lambda _number: out / files.neutral_name(),
        cap_bytes=cap,
        everything=everything,
        progress=told,
    )


def _made_json(made: Exported) -> dict[str, object]:
    return {
        "file": str(made.path),
        "bundle": made.bundle,
        "operations": made.operations,
        "bytes": made.size_bytes,
    }


def _made_lines(
    session: Session,
    made: Sequence[Exported],
    left_out: Mapping[str, int],
    confirmed: Sequence[Confirmed],
) -> list[str]:
    return [
        session.say("{n} edits go.", n=sum(each.operations for each in made)),
        *(
            session.say("{n} records stay: {reason}", n=n, reason=session.say(why))
            for why, n in left_out.items()
        ),
        *(
            session.say(
                "{name} has confirmed {n} of {total} edits made here.",
                name=each.name,
                n=each.operations,
                total=each.of,
            )
            for each in confirmed
        ),
    ]


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
        "restored": found.restored,
        "sender": found.sender or None,
    }


def _restored(session: Session, found: Received) -> str:
    return session.say(
        "{name} knows less than before: that profile was restored from a backup."
        " What it lost goes again with the next bundle; ask whether they know of it.",
        name=found.sender,
    )


def _said(session: Session, found: Received) -> str:
    if found.code is None:
        counts = session.say(
            "{outcome}: {records} records, {conflicts} conflicts",
            outcome=session.say(found.outcome),
            records=found.records,
            conflicts=found.conflicts,
        )
        return f"{counts}. {_restored(session, found)}" if found.restored else counts
    error = MonitorError(found.code, missing=found.missing, sender=found.sender)
    return error_text(session.words, error)
