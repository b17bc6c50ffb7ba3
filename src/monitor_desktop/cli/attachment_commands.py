"""Commands about evidence: taking files in, giving copies out, custody."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from monitor_desktop.cli import values
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, SpokenGroup, option
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.i18n.custody_texts import custody_text
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services.evidence import attachments, evidence_folders, file_checks
from monitor_desktop.services.evidence.attachments import Attached, Handover, State

_FILE = click.Path(path_type=Path)
_WHOLE: Final = frozenset({State.HERE, State.ELSEWHERE})


@click.command(cls=SpokenCommand, help="Take a file in as evidence of a record.")
@click.argument("ref")
@click.argument("file", type=_FILE)
@option("--title", help="Title; the name of the file without it.")
@option(
    "--set",
    "pairs",
    multiple=True,
    help="KEY=VALUE of the attachment; repeat for more.",
)
@pass_session
def attach(
    session: Session, ref: str, file: Path, title: str | None, pairs: Sequence[str]
) -> None:
    """Take a file in; its digest is taken on the way."""
    said = values.assignments(pairs)
    if title is not None:
        said["title"] = title
    with session.open() as workspace:
        given = values.whole_keys("attachment", said)
        made = attachments.attach(
            workspace, ref, file, values=given, progress=session.progress()
        )
    _show(session, made)


@click.group(cls=SpokenGroup, help="Attachments: evidence and its custody.")
def attachment() -> None:
    """Attachments."""


@attachment.command("list", help="The attachments of a record.")
@click.argument("ref")
@pass_session
def attachment_list(session: Session, ref: str) -> None:
    """The attachments of a record."""
    with session.open() as workspace:
        found = attachments.listed(workspace, ref)
    session.show([_json(each) for each in found], lambda: _lines(session, found))


@attachment.command("save", help="Write the file of an attachment; the copy is noted.")
@click.argument("ref", metavar="ID")
@option("--out", required=True, type=_FILE, help="File to write.")
@option("--to", "to_whom", default="", help="For whom the copy is.")
@option("--reason", default="", help="Why.")
@pass_session
def attachment_save(
    session: Session, ref: str, out: Path, to_whom: str, reason: str
) -> None:
    """Write the file as it was taken in."""
    with session.open() as workspace:
        saved = attachments.save(workspace, ref, out, to_whom=to_whom, reason=reason)
    _show(session, saved)


@attachment.command("verify", help="Read the files again and compare their digests.")
@click.argument("ref", required=False)
@pass_session
def attachment_verify(session: Session, ref: str | None) -> int:
    """Check one attachment, those of a record, or all; 4 when one is not whole."""
    with session.open() as workspace:
        found = file_checks.verify(workspace, ref, progress=session.progress())
    session.show(
        [{**_json(each), "ok": each.state in _WHOLE} for each in found],
        lambda: _lines(session, found),
    )
    damaged = any(each.state is State.DAMAGED for each in found)
    return InputRefusedError.exit_status if damaged else 0


@attachment.command("handover", help="Note that an original changed hands.")
@click.argument("ref", metavar="ID")
@option("--from", "from_whom", required=True, help="From whom.")
@option("--to", "to_whom", required=True, help="To whom.")
@option("--date", "happened_on", default="", help="When, in words; today without it.")
@option("--reason", default="", help="Why.")
@pass_session
def attachment_handover(
    session: Session,
    ref: str,
    from_whom: str,
    to_whom: str,
    happened_on: str,
    reason: str,
) -> None:
    """Note a hand-over."""
    given = Handover(
        from_whom=from_whom, to_whom=to_whom, happened_on=happened_on, reason=reason
    )
    with session.open() as workspace:
        changed = attachments.hand_over(workspace, ref, given)
    data = {"id": changed.records[0], "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])


@attachment.command("custody", help="The log of custody of an attachment.")
@click.argument("ref", metavar="ID")
@pass_session
def attachment_custody(session: Session, ref: str) -> None:
    """The log of an attachment, oldest first."""
    with session.open() as workspace:
        found = attachments.custody(workspace, ref)
    session.show(
        [values.record_json(each) for each in found],
        lambda: [_custody_line(session, each) for each in found],
    )


def _custody_line(session: Session, entry: Record) -> str:
    """What happened, when and by whom."""
    return custody_text(session.words, entry)


def _json(each: Attached) -> dict[str, Any]:
    return {
        "attachment": each.id,
        "ref": each.ref,
        "record": each.record,
        "title": each.title,
        "sha256": each.sha256,
        "bytes": each.size_bytes,
        "media_type": each.media_type,
        "state": str(each.state),
    }


def _show(session: Session, each: Attached) -> None:
    data = {
        "attachment": each.id,
        "ref": each.ref,
        "sha256": each.sha256,
        "bytes": each.size_bytes,
    }
    session.show(data, lambda: session.fields_of(data))


def _lines(session: Session, found: Sequence[Attached]) -> list[str]:
    return [
        "  ".join(
            (
                each.ref,
                each.title,
                session.plural("{n} byte", "{n} bytes", each.size_bytes),
                each.sha256,
                session.say(f"state.{each.state}"),
            )
        )
        for each in found
    ]


@attachment.command(
    "folder",
    help="Write evidence into a folder that can be checked without this program.",
)
@click.argument("ref")
@option("--out", required=True, type=_FILE, help="A new folder.")
@option("--to", "to_whom", required=True, help="The body it is for, as in consents.")
@pass_session
def attachment_folder(session: Session, ref: str, out: Path, to_whom: str) -> None:
    """Write the evidence of a record with all it takes to check it."""
    with session.open() as workspace:
        language = session.words.language
        made = evidence_folders.export(workspace, ref, out, language, to_whom=to_whom)
    data = {
        "folder": str(out),
        **asdict(made),
        "lacks": [{"ref": each.ref, "consent": each.reason} for each in made.lacks],
    }
    session.show(data, lambda: _folder_lines(session, made, data))


def _folder_lines(
    session: Session, made: evidence_folders.Folder, data: Mapping[str, object]
) -> list[str]:
    """What was written, then each consent that is missing in a sentence."""
    facts = {key: data[key] for key in ("folder", "attachments", "files")}
    return [
        *session.fields_of(facts),
        *(error_text(session.words, each.refusal()) for each in made.lacks),
    ]
