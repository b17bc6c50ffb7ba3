"""Evidence: taking files in, giving copies out, the log of custody."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Final

from monitor_desktop.crypto.digests import CHUNK_BYTES, StreamDigest
from monitor_desktop.domain.catalogue.evidence import ATTACHMENT, CUSTODY
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.services import files, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.evidence import media_types
from monitor_desktop.services.progress import Progress, Stints, at_once, silent
from monitor_desktop.services.references import resolve
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import attachments, exchange, reading
from monitor_desktop.store.attachments import Sealed
from monitor_desktop.store.profiles import flush_to_disk
from monitor_desktop.store.store import Transaction

_EVERY_ONE: Final = 1_000_000
KIB: Final = 1024
"""Progress is told in these: bytes of a long film are more than a window counts."""
_SHA256_FIELD: Final = "ev0003"


class Event(StrEnum):
    """What the log of custody tells; codes of the list ``custody_events``."""

    INTAKE = "intake"
    HANDOVER = "handover"
    VERIFICATION = "verification"
    EXPORT = "export"
    SHARED_COPY = "shared_copy"


class State(StrEnum):
    """Whether the file of an attachment is here."""

    HERE = "here"
    ARRIVING = "arriving"
    DAMAGED = "damaged"
    ELSEWHERE = "elsewhere"
    """It is a thing, not a file: no digest was ever taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """A file that was taken in, given out or looked at.

    Attributes:
        id: Id of the attachment.
        ref: Its reference number.
        record: Id of the record it hangs under.
        title: Of the attachment.
        sha256: Of the file at intake, hexadecimal; empty without one.
        size_bytes: Of the file.
        media_type: By its content.
        state: Whether it is here, and whole as far as was looked.
    """

    id: str
    ref: str
    record: str
    title: str
    sha256: str
    size_bytes: int
    media_type: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """An original that changed hands; the date in words, empty for today."""

    from_whom: str
    to_whom: str
    happened_on: str
    reason: str = ""


def attach(
    workspace: Workspace,
    ref: str,
    path: Path,
    *,
    values: Mapping[str, JsonValue] | None = None,
    progress: Progress = silent,
) -> Attached:
    """``attaching`` in one go."""
    return at_once(attaching(workspace, ref, path, values=values, progress=progress))


def attaching(
    workspace: Workspace,
    ref: str,
    path: Path,
    *,
    values: Mapping[str, JsonValue] | None = None,
    progress: Progress = silent,
) -> Stints[Attached]:
    """Take a file in as evidence under a record; the file itself stays where it is.

    Others may use the profile while it is read and sealed: nothing names it before.

    Args:
        workspace: The open profile.
        ref: The record, or a part of it.
        path: The file.
        values: Of the attachment by field key; the title is the file's name without.
        progress: Told KiB done and in all.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE, NO_SUCH_RECORD.
        InputRefusedError: UNREADABLE_FILE; INVALID_VALUE.
        EnvironmentFailedError: DISK_FULL, READ_ONLY; nothing was taken in.
    """
    files.require(path)
    try:
        source = path.open("rb")
    except OSError as error:
        raise InputRefusedError("UNREADABLE_FILE", file=path.name) from error
    with source:
        size = path.stat().st_size
        return (
            yield from _attaching(
                workspace,
                ref,
                _Intake(
                    source,
                    path.name,
                    lambda done, _total: progress(done, max(size // KIB, done)),
                ),
                values or {},
            )
        )


def attach_stream(
    workspace: Workspace,
    ref: str,
    source: BinaryIO,
    name: str,
    *,
    values: Mapping[str, JsonValue] | None = None,
) -> Attached:
    """``attach`` for what is no file yet, a picture from the clipboard."""
    reading_in = _Intake(source, name, silent)
    return at_once(_attaching(workspace, ref, reading_in, values or {}))


def _attaching(
    workspace: Workspace,
    ref: str,
    reading_in: "_Intake",
    values: Mapping[str, JsonValue],
) -> Stints[Attached]:
    with workspace.transaction() as transaction:
        _top_of(transaction, ref)
    sealed = yield from workspace.blobs.sealing(reading_in)
    with workspace.transaction() as transaction:
        top = _top_of(transaction, ref)
        attachments.put(transaction, sealed)
        added = records.add_within(
            workspace,
            transaction,
            ATTACHMENT.key,
            {"title": Path(reading_in.name).stem, **values, records.PARENT_KEY: top},
            fixed={
                "original_name": reading_in.name,
                "sha256": sealed.sha256,
                "size_bytes": sealed.size,
                "media_type": media_types.media_type(reading_in.head),
            },
        )
        note(workspace, transaction, added.id, Event.INTAKE, file_name=reading_in.name)
        made = described(transaction, _record(transaction, added.id))
    sweep(workspace)
    return made


class _Intake:
    """A stream in pieces, which remembers its beginning and tells how far it is."""

    def __init__(self, source: BinaryIO, name: str, progress: Progress) -> None:
        self.name, self._source, self._progress = name, source, progress
        self.head = b""

    def __iter__(self) -> Iterator[bytes]:
        done = 0
        while data := self._next():
            self.head = self.head or data[: media_types.HEAD_BYTES]
            done += len(data)
            self._progress(done // KIB, done // KIB)
            yield data

    def _next(self) -> bytes:
        try:
            return self._source.read(CHUNK_BYTES)
        except OSError as error:
            raise InputRefusedError("UNREADABLE_FILE", file=self.name) from error


def listed(workspace: Workspace, ref: str) -> list[Attached]:
    """The attachments of a record in their order; their files are not read."""
    with workspace.transaction() as transaction:
        return [described(transaction, each) for each in found(transaction, ref)]


def contents(workspace: Workspace, ref: str) -> Iterator[bytes]:
    """The file of an attachment, piece by piece; whole only at the end of it.

    Raises:
        UsageError: NO_SUCH_RECORD.
        InputRefusedError: ATTACHMENT_ABSENT while it is not here; DAMAGED, at the
            latest after the last piece.
    """
    with workspace.transaction() as transaction:
        record = _attachment(transaction, ref)
        sealed = _sealed(transaction, record)
    return checked(workspace, record, sealed)


def checked(
    workspace: Workspace, record: Record, sealed: Sealed, progress: Progress = silent
) -> Iterator[bytes]:
    """The sealed file of an attachment, piece by piece.

    Raises:
        InputRefusedError: ATTACHMENT_LOST; DAMAGED, at the latest after the last piece.
    """
    digest = StreamDigest()
    for data in workspace.blobs.read(sealed):
        digest.update(data)
        progress(digest.size_bytes // KIB, sealed.size // KIB)
        yield data
    if digest.digest().hex() != record.values.get("sha256"):
        raise InputRefusedError("DAMAGED", reason="attachment")


def save(
    workspace: Workspace,
    ref: str,
    target: Path,
    *,
    to_whom: str = "",
    reason: str = "",
) -> Attached:
    """``saving`` in one go."""
    return at_once(saving(workspace, ref, target, to_whom=to_whom, reason=reason))


def saving(
    workspace: Workspace,
    ref: str,
    target: Path,
    *,
    to_whom: str = "",
    reason: str = "",
    progress: Progress = silent,
) -> Stints[Attached]:
    """Write the file as it was taken in, and note the copy in the log of custody.

    Args:
        workspace: The open profile.
        ref: The attachment.
        target: Replaced only by a whole file with the digest of the intake.
        to_whom: For whom the copy is.
        reason: Why it was made.
        progress: Told KiB done and in all.

    Raises:
        UsageError: NO_SUCH_RECORD, NO_SUCH_FOLDER, NOT_A_FILE.
        InputRefusedError: ATTACHMENT_ABSENT, DAMAGED; nothing is written.
        EnvironmentFailedError: DISK_FULL, READ_ONLY.
    """
    # The note is kept before the copy has its name: none is outside without one.
    with files.replacing(target) as file:
        with workspace.transaction() as transaction:
            record = _attachment(transaction, ref)
            sealed = _sealed(transaction, record)
        for number, data in enumerate(checked(workspace, record, sealed, progress)):
            file.write(data)
            if number % attachments.FLUSHED_CHUNKS == 0:
                flush_to_disk(file)
            yield
        with workspace.transaction() as transaction:
            note(
                workspace,
                transaction,
                record.id,
                Event.EXPORT,
                to_whom=to_whom,
                reason=reason,
                file_name=target.name,
            )
            saved = described(transaction, record)
    files.mark_as_foreign(target)
    return saved


def save_shared(
    workspace: Workspace,
    ref: str,
    target: Path,
    make: Callable[[Iterator[bytes]], bytes],
    *,
    to_whom: str = "",
) -> Attached:
    """``sharing`` in one go."""
    return at_once(sharing(workspace, ref, target, make, to_whom=to_whom))


def sharing(
    workspace: Workspace,
    ref: str,
    target: Path,
    make: Callable[[Iterator[bytes]], bytes],
    *,
    to_whom: str = "",
    progress: Progress = silent,
) -> Stints[Attached]:
    """Write a copy for others that ``make`` made of the file, and note it.

    Args:
        workspace: The open profile.
        ref: The attachment.
        target: The file to write.
        make: Gives the bytes of the copy: a picture without what is hidden in it.
        to_whom: For whom the copy is.
        progress: Told KiB read and in all.

    Raises:
        UsageError: NO_SUCH_RECORD, NO_SUCH_FOLDER, NOT_A_FILE.
        InputRefusedError: ATTACHMENT_ABSENT, DAMAGED; what ``make`` raises.
        EnvironmentFailedError: DISK_FULL, READ_ONLY.
    """
    with files.replacing(target) as file:
        with workspace.transaction() as transaction:
            record = _attachment(transaction, ref)
            sealed = _sealed(transaction, record)
        file.write(make(checked(workspace, record, sealed, progress)))
        yield
        with workspace.transaction() as transaction:
            note(
                workspace,
                transaction,
                record.id,
                Event.SHARED_COPY,
                to_whom=to_whom,
                file_name=target.name,
            )
            return described(transaction, record)


def hand_over(workspace: Workspace, ref: str, given: Handover) -> Changes:
    """Note that the original changed hands.

    Raises:
        UsageError: NO_SUCH_RECORD.
        InvalidValueError: INVALID_VALUE.
    """
    with workspace.transaction() as transaction:
        record = _attachment(transaction, ref)
        today = _now(workspace).astimezone().date().isoformat()
        return note(
            workspace,
            transaction,
            record.id,
            Event.HANDOVER,
            from_whom=given.from_whom,
            to_whom=given.to_whom,
            happened_on=given.happened_on or today,
            reason=given.reason,
        )


def custody(workspace: Workspace, ref: str) -> list[Record]:
    """The log of an attachment, oldest first."""
    with workspace.transaction() as transaction:
        record = _attachment(transaction, ref)
        parts = reading.tree(transaction, record.parent or record.id).children
        own = [each for each in parts if each.values.get("attachment") == record.id]
        return sorted(own, key=lambda each: str(each.values.get("noted_at")))


def drop_unnamed(transaction: Transaction) -> None:
    """After a purge: forget the files, and their keys, that nothing names any more."""
    for sha256 in attachments.digests(transaction):
        drop_blob(transaction, sha256)


def drop_blob(transaction: Transaction, sha256: str) -> None:
    """Forget a file and its key, unless an attachment still names it.

    The sealed bytes go with the next ``sweep``; without the key they are noise.
    """
    if not exchange.holding(transaction, (_SHA256_FIELD,), sha256):
        attachments.drop(transaction, sha256)


def note(
    workspace: Workspace,
    transaction: Transaction,
    attachment: str,
    event: Event,
    **told: str,
) -> Changes:
    """Add a line to the log of custody."""
    top = _top_of(transaction, attachment)
    fixed: dict[str, JsonValue] = {
        "event": str(event),
        "attachment": attachment,
        "noted_at": _now(workspace).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "noted_by": workspace.owner.name,
        **told,
    }
    return records.add_within(
        workspace, transaction, CUSTODY.key, {records.PARENT_KEY: top}, fixed=fixed
    ).changes


def _now(workspace: Workspace) -> dt.datetime:
    return dt.datetime.fromtimestamp(workspace.kit.clock.now_ms() / 1000, tz=dt.UTC)


def sweep(workspace: Workspace) -> None:
    """Remove sealed files that are no longer named.

    Nothing else writes while a transaction is open, so what no row names is over,
    unless it is being sealed.
    """
    with workspace.transaction() as transaction:
        workspace.blobs.sweep(attachments.names(transaction))


def _top_of(transaction: Transaction, ref: str) -> str:
    record = _record(transaction, resolve(transaction, ref))
    return record.parent or record.id


def _record(transaction: Transaction, record_id: str) -> Record:
    found = reading.record(transaction, record_id)
    if found is None:
        raise UsageError("NO_SUCH_RECORD", ref=record_id)
    return found


def _attachment(transaction: Transaction, ref: str) -> Record:
    record = _record(transaction, resolve(transaction, ref))
    if record.type != ATTACHMENT.key:
        raise UsageError("NO_SUCH_ATTACHMENT", ref=ref)
    return record


def found(transaction: Transaction, ref: str | None) -> list[Record]:
    """The attachment itself, those of a record, or every one."""
    if ref is None:
        query = ListQuery(type=ATTACHMENT.key, limit=_EVERY_ONE)
        ids = [each.id for each in reading.listed(transaction, query)]
        return [_record(transaction, each) for each in ids]
    record = _record(transaction, resolve(transaction, ref))
    if record.type == ATTACHMENT.key:
        return [record]
    return list(reading.tree(transaction, record.id).children_of(ATTACHMENT.key))


def _sealed(transaction: Transaction, record: Record) -> Sealed:
    sealed = attachments.held(transaction, str(record.values.get("sha256") or ""))
    if sealed is None:
        raise InputRefusedError("ATTACHMENT_ABSENT", ref=record.ref or record.id)
    return sealed


def described(transaction: Transaction, record: Record) -> Attached:
    """What is known of an attachment; its file is not read."""
    values = record.values
    sha256 = str(values.get("sha256") or "")
    size = values.get("size_bytes")
    absent = State.ARRIVING if sha256 else State.ELSEWHERE
    here = sha256 and attachments.held(transaction, sha256)
    return Attached(
        id=record.id,
        ref=record.ref or record.id,
        record=record.parent or record.id,
        title=record.title,
        sha256=sha256,
        size_bytes=int(size) if isinstance(size, int | float) else 0,
        media_type=str(values.get("media_type") or media_types.UNKNOWN),
        state=State.HERE if here else absent,
    )
