"""Commands of the sealed files: making, reading, what became of them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from monitor_desktop.cli import values
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.errors import InputRefusedError, MonitorError, UsageError
from monitor_desktop.i18n.count_texts import confirmed_text, received_text
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.i18n.kept_texts import unkept_text
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.services import files
from monitor_desktop.services.exchange import (
    addressees,
    bundle_reports,
    bundles,
    contacts,
    inspecting,
    kept_bundles,
    receipts,
    sending,
)
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.exchange.receipts import Confirmed
from monitor_desktop.services.exchange.sending import Exported
from monitor_desktop.services.workspaces import Workspace

_SHORT: Final = 12


@click.group(cls=SpokenGroup, help="Sealed files between installations.")
def bundle() -> None:
    """Sealed files between installations."""


@bundle.command("export", help="Make a bundle for one or more contacts.")
@option(
    "--to",
    "to",
    multiple=True,
    required=True,
    help=(
        "Contact: its id, four or more letters it begins with, or its name; repeat for "
        "more."
    ),
)
@option("--out", required=True, type=click.Path(path_type=Path), help="File to write.")
@option("--everything", is_flag=True, help="Also what was acknowledged before.")
@option("--cap", type=click.IntRange(min=1), help="Largest size in bytes.")
@pass_session
def bundle_export(
    session: Session, to: Sequence[str], out: Path, *, everything: bool, cap: int | None
) -> None:
    """Make a bundle."""
    with session.open() as workspace:
        to = addressees.resolve(workspace, to)
        made = _made(session, workspace, to, out, everything=everything, cap=cap)
        confirmed = receipts.confirmed(workspace, to)
    left_out = sending.left_out(made)
    data = {
        "bundles": [_made_json(each) for each in made],
        "left_out": left_out,
        "confirmed": [asdict(each) for each in confirmed],
    }
    session.show(data, lambda: _made_lines(session, made, left_out, confirmed))


def _made(
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
        session.plural(
            "{n} edit goes.", "{n} edits go.", sum(each.operations for each in made)
        ),
        *(
            session.plural(
                "{n} record stays: {reason}",
                "{n} records stay: {reason}",
                n,
                reason=session.say(why),
            )
            for why, n in left_out.items()
        ),
        *(
            confirmed_text(session.words, each.name, each.operations, each.of)
            for each in confirmed
        ),
    ]


@bundle.command("inspect", help="What a bundle says of itself; nothing is applied.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def bundle_inspect(session: Session, file: Path) -> None:
    """What a bundle says of itself."""
    with session.open() as workspace:
        data = inspecting.inspect(workspace, file)
    session.show(data, lambda: session.fields_of(_inspected(session, data)))


def _inspected(session: Session, data: Mapping[str, Any]) -> dict[str, object]:
    """What a person asks of a bundle; the rest is for programs."""
    spans = [
        session.say("{device}: {first} to {last}; held here: {held}", **each)
        for each in data["journals"]
    ]
    return {
        "bundle": data["bundle"],
        "sender": data["sender"],
        "sender_device": data["sender_device"],
        "verified": data["verified"],
        "addressed_to_me": data["addressed_to_me"],
        "known": data["known"],
        "created": moment_text(data["created_ms"]),
        "journals": spans,
        "bytes": data["bytes"],
    }


@bundle.command("import", help="Take in bundles, in any order.")
@click.argument(
    "paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@pass_session
def bundle_import(session: Session, paths: Sequence[Path]) -> None:
    """Take in bundles; one bad file never stops the others."""
    if not any(each.exists() for each in paths):
        raise UsageError("NO_SUCH_FILE", file=", ".join(each.name for each in paths))
    paths = [each for path in paths for each in _files(path)]
    with session.open() as workspace:
        found = bundles.receive_all(workspace, paths, progress=session.progress())
        told = [
            _said(session, each, _words(session, workspace, each)) for each in found
        ]
    pairs = list(zip(paths, found, strict=True))
    data = {"bundles": [_received_json(path, each) for path, each in pairs]}
    session.show(
        data,
        lambda: [
            f"{path.name}: {said}" for path, said in zip(paths, told, strict=True)
        ],
    )
    if any(each.outcome == bundle_reports.REFUSED for each in found):
        raise click.exceptions.Exit(InputRefusedError.exit_status)


def _files(path: Path) -> list[Path]:
    """A folder stands for the files in it; what systems hide there is no bundle."""
    if path.is_dir():
        return sorted(
            each
            for each in path.iterdir()
            if each.is_file() and not each.name.startswith(".")
        )
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
        "missing_positions": list(found.where),
        "ahead": found.ahead,
        "restored": found.restored,
        "sender": found.sender or None,
        "not_kept": found.unkept or None,
    }


def outcome_text(session: Session, found: Received) -> str:
    """How it went, and what it brought."""
    counts = received_text(session.words, found.records, 0, found.conflicts)
    outcome = session.say(found.outcome)
    if not counts:
        return outcome
    return session.say("{outcome}: {counts}", outcome=outcome, counts=counts)


def _said(session: Session, found: Received, words: str = "") -> str:
    why = ""
    if found.error is not None:
        details = {**found.error.details, "words": words}
        error = MonitorError(found.error.code, **details)
        unkept = unkept_text(session.words, found.unkept)
        why = f"{error_text(session.words, error)} {unkept}".strip()
        if found.outcome != bundle_reports.APPLIED:
            return why
    said = [outcome_text(session, found), *([why] if why else [])]
    if found.restored:
        said.append(
            session.say(
                "{name} knows less than before: that profile was restored from a"
                " backup. What it lost goes again with the next bundle; ask whether"
                " they know of it.",
                name=found.sender,
            )
        )
    if found.ahead:
        said.append(
            session.say(
                "Some edits are dated in the future: the clock of a laptop is wrong."
                " Nothing is lost; ask {name} to set it.",
                name=found.sender,
            )
        )
    whole = ". ".join(each.rstrip(".") for each in said)
    return f"{whole}." if len(said) > 1 else whole


@bundle.command("list", help="Bundles met and what became of them, newest first.")
@option("--open", "only_open", is_flag=True, help="Only those not worked off yet.")
@pass_session
def bundle_list(session: Session, *, only_open: bool) -> None:
    """What became of every bundle met."""
    with session.open() as workspace:
        found = [
            each
            for each in bundle_reports.listed(workspace)
            if not only_open or _is_open(each)
        ]
        told = [
            _said(session, each, _words(session, workspace, each)) for each in found
        ]
    session.show(
        [_listed_json(each) for each in found],
        lambda: [
            f"{each.digest[:_SHORT]}  {each.sender or '?'}  {said}"
            for each, said in zip(found, told, strict=True)
        ],
    )


def _is_open(found: Received) -> bool:
    """Somebody has to do something about it: a fork and a revoked device, too."""
    waits = found.outcome in (bundle_reports.HELD, bundle_reports.REFUSED)
    odd = found.code or found.restored or found.ahead or found.conflicts
    return bool(waits or odd) and not found.done


def _listed_json(found: Received) -> dict[str, object]:
    known = _received_json(Path(), found)
    del known["file"]
    at = values.moment(found.at_ms * 1000)
    return {"id": found.digest, "at": at, "done": found.done, **known}


@bundle.command("done", help="Mark reports of the list as worked off.")
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@option("--undo", is_flag=True, help="Take the mark away.")
@pass_session
def bundle_done(session: Session, ids: Sequence[str], *, undo: bool) -> None:
    """Mark reports as worked off; the beginning of an id is enough."""
    with session.open() as workspace:
        chosen = _whole_ids(workspace, ids)
        count = bundle_reports.work_off(workspace, chosen, done=not undo)
    session.show({"bundles": count}, lambda: [session.say("Done.")])


@bundle.command(
    "discard", help="Delete sealed files that wait here or are kept as evidence."
)
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@pass_session
def bundle_discard(session: Session, ids: Sequence[str]) -> None:
    """Delete kept sealed files; the beginning of an id is enough where it is one's."""
    with session.open() as workspace:
        for given in ids:
            found = _whole_ids(workspace, [given])
            if len(found) > 1:
                raise UsageError(
                    "AMBIGUOUS_REFERENCE", ref=given, candidates=found, reason="bundle"
                )
        count = kept_bundles.discard(workspace, _whole_ids(workspace, ids))
    session.show({"bundles": count}, lambda: [session.say("Done.")])


def _whole_ids(workspace: Workspace, ids: Sequence[str]) -> list[str]:
    known = [each.digest for each in bundle_reports.listed(workspace)]
    return [
        each
        for given in ids
        for each in [one for one in known if one.startswith(given)] or [given]
    ]


def _words(session: Session, workspace: Workspace, found: Received) -> str:
    """What the sender of a bundle that waits has to read aloud."""
    if not found.sender_fingerprint:
        return ""
    fingerprint = bytes.fromhex(found.sender_fingerprint)
    return contacts.words_of(workspace, fingerprint, session.words.language)
