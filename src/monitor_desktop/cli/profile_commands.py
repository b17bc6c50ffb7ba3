"""Commands about the profile itself: making, keys, backups, checking."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from monitor_desktop.cli.passphrases import read_passphrase
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, SpokenGroup, option
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.backup_texts import earlier_text
from monitor_desktop.services import files, preferences, workspaces
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.profile import backup, doctor, keys, overview, pieces
from monitor_desktop.services.workspaces import Owner, Workspace


def fingerprint_words(session: Session, workspace: Workspace) -> str:
    """Twelve words of this installation in the language of the run."""
    language = session.words.language
    return contacts.words_of(workspace, workspace.fingerprint, language)


@click.command(cls=SpokenCommand, help="Make a profile.")
@option("--name", required=True, help="Code name of this installation.")
@option("--unit", required=True, help="Partner organisation.")
@option("--role", required=True, help="monitor, coordinator or office.")
@option("--kdf-memory-mib", type=int, help="Cost of guessing the passphrase, MiB.")
@pass_session
def init(
    session: Session, name: str, unit: str, role: str, kdf_memory_mib: int | None
) -> None:
    """Make a profile; the passphrase given is its new one."""
    made = workspaces.create(
        session.profile,
        session.passphrase(),
        Owner(name=name, unit=unit, role=role),
        session.host.kit,
        kdf_memory_mib=kdf_memory_mib,
    )
    try:
        preferences.put(made, "language", session.words.language)
        data = {
            "device": made.device,
            "fingerprint": fingerprint_words(session, made),
        }
    finally:
        made.close()
    session.show(data, lambda: session.fields_of(data))


@click.command(cls=SpokenCommand, help="What this profile is and holds.")
@pass_session
def info(session: Session) -> None:
    """Who, how much, and the digest of the state."""
    with session.open() as workspace:
        found = overview.overview(workspace)
        data = {
            "device": workspace.device,
            "name": workspace.owner.name,
            "role": workspace.owner.role,
            "unit": workspace.owner.unit,
            "fingerprint": fingerprint_words(session, workspace),
            "schema": found.schema,
            "records": dict(found.records),
            "operations": found.operations,
            "conflicts": found.conflicts,
            "state_digest": found.state_digest,
        }
    session.show(data, lambda: session.fields_of(data | _in_words(session, data)))


def _in_words(session: Session, data: Mapping[str, Any]) -> dict[str, object]:
    """The role, and of which types there are records."""
    words = session.words
    there = {key: n for key, n in data["records"].items() if n}
    return {
        "role": words("app", f"{data['role'].capitalize()} (role)"),
        "records": {labels.types_label(words, key): n for key, n in there.items()},
    }


_MEMORY = option(
    "--kdf-memory-mib", type=int, help="Cost of guessing the passphrase, MiB."
)


@click.group(cls=SpokenGroup, help="Encrypted backups.")
def backup_group() -> None:
    """Encrypted backups."""


@backup_group.command("create", help="Write a backup and check that it opens.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def backup_create(session: Session, file: Path) -> None:
    """Write a backup."""
    with session.open() as workspace:
        backup.create(workspace, file)
    data = {"file": str(file), "bytes": file.stat().st_size, "verified": True}
    session.show(data, lambda: session.fields_of(data))


@backup_group.command("verify", help="Check that a backup of this profile opens.")
@click.argument("file", type=click.Path(path_type=Path))
@pass_session
def backup_verify(session: Session, file: Path) -> None:
    """Check a backup."""
    with session.open() as workspace:
        found = backup.verify(workspace, file)
    data = {"ok": not found, "findings": found}
    told = {**data, "findings": [_finding(session, each) for each in found]}
    session.show(data, lambda: session.fields_of(told))


@backup_group.command("restore", help="Make a profile from a backup.")
@click.argument("file", type=click.Path(path_type=Path))
@option("--into", required=True, type=click.Path(path_type=Path), help="A new folder.")
@option("--code-file", help="File with the recovery code.")
@option("--new-passphrase-file", help="File whose first line is the new passphrase.")
@_MEMORY
@pass_session
def backup_restore(
    session: Session,
    file: Path,
    *,
    into: Path,
    code_file: str | None,
    new_passphrase_file: str | None,
    kdf_memory_mib: int | None,
) -> None:
    """Make a profile from a backup, with the passphrase or the code of that day."""
    code = None
    if code_file is None:
        passphrase = session.passphrase()
    else:
        if code_file == new_passphrase_file:
            raise UsageError("WRONG_USAGE", reason="--code-file")
        code = read_passphrase(code_file, session.say("Recovery code"))
        passphrase = read_passphrase(new_passphrase_file, session.say("New passphrase"))
    device = backup.restore(
        file,
        passphrase,
        into,
        session.host.kit,
        code=code,
        kdf_memory_mib=kdf_memory_mib,
    )
    data = {"profile": str(into), "device": device}
    session.show(data, lambda: session.fields_of(data))


@click.group(cls=SpokenGroup, help="Passphrase and recovery code.")
def keys_group() -> None:
    """Passphrase and recovery code."""


_NEW = option(
    "--new-passphrase-file",
    required=True,
    help="File whose first line is the new passphrase.",
)


@keys_group.command("change-passphrase", help="Set a new passphrase.")
@_NEW
@_MEMORY
@pass_session
def change_passphrase(
    session: Session, new_passphrase_file: str, kdf_memory_mib: int | None
) -> None:
    """Set a new passphrase in place of the old one."""
    old = session.passphrase()
    new = read_passphrase(new_passphrase_file, session.say("New passphrase"))
    with session.unlocked(old) as workspace:
        keys.change_passphrase(workspace, old, new, kdf_memory_mib=kdf_memory_mib)
        backup_ms = backup.last_ms(workspace)
    session.show({"changed": True}, lambda: _changed(session, backup_ms))


@keys_group.command("recovery-code", help="Make a new recovery code.")
@option("--out", required=True, type=click.Path(path_type=Path), help="File to write.")
@option("--code-file", help="File with the present code, of whoever founded the group.")
@option("--lost", is_flag=True, help="The present code is lost.")
@pass_session
def recovery_code(
    session: Session, out: Path, *, code_file: str | None, lost: bool
) -> None:
    """Make a recovery code; an earlier one opens nothing any more."""
    passphrase = session.passphrase()
    present = None
    if code_file is not None:
        present = read_passphrase(code_file, session.say("Recovery code"))
    with session.unlocked(passphrase) as workspace:
        keys.recovery_code(
            workspace,
            passphrase,
            present=present,
            lost=lost,
            kept=lambda code: files.replace(out, f"{code}\n".encode()),
        )
        backup_ms = backup.last_ms(workspace)
    session.show({"file": str(out)}, lambda: _changed(session, backup_ms))


def _changed(session: Session, backup_ms: JsonValue) -> list[str]:
    """What is done, and what it does not reach."""
    earlier = earlier_text(session.words, backup_ms)
    return [session.say("Done."), *filter(None, [earlier])]


@keys_group.command("recover", help="Set a new passphrase with the recovery code.")
@option("--code-file", required=True, help="File with the recovery code.")
@_NEW
@_MEMORY
@pass_session
def recover(
    session: Session,
    code_file: str,
    new_passphrase_file: str,
    kdf_memory_mib: int | None,
) -> None:
    """Set a new passphrase when the old one is forgotten."""
    if code_file == new_passphrase_file:
        raise UsageError("WRONG_USAGE", reason="--code-file")
    code = read_passphrase(code_file, session.say("Recovery code"))
    new = read_passphrase(new_passphrase_file, session.say("New passphrase"))
    keys.recover(session.profile, code, new, kdf_memory_mib=kdf_memory_mib)
    session.show({"changed": True}, lambda: [session.say("Done.")])


@keys_group.command(
    "split", help="Make pieces, any few of which together set a new passphrase."
)
@option("--pieces", "count", required=True, type=int, help="How many pieces.")
@option("--needed", required=True, type=int, help="How many of them are enough.")
@option("--out", required=True, type=click.Path(path_type=Path), help="A folder.")
@pass_session
def keys_split(session: Session, count: int, needed: int, out: Path) -> None:
    """Make pieces, a file each; earlier ones open nothing any more."""
    written: list[Path] = []

    def kept(made: Sequence[str]) -> None:
        written.extend(pieces.write_into(out, made))

    passphrase = session.passphrase()
    with session.unlocked(passphrase) as workspace:
        name = pieces.split(
            workspace, passphrase, needed=needed, count=count, kept=kept
        )
    named = [str(each) for each in written]
    data = {"pieces": named, "needed": needed, "set": name}
    session.show(
        data,
        lambda: [
            *named,
            session.say(
                "Any {needed} of these {count} pieces set a new passphrase together."
                " Give each to another person, on paper, and delete the files.",
                needed=needed,
                count=count,
            ),
        ],
    )


@keys_group.command("join", help="Set a new passphrase with enough pieces.")
@click.argument("paths", metavar="PIECE...", nargs=-1, required=True)
@_NEW
@_MEMORY
@pass_session
def keys_join(
    session: Session,
    paths: Sequence[str],
    new_passphrase_file: str,
    kdf_memory_mib: int | None,
) -> None:
    """Set a new passphrase; a piece is the first line of its file."""
    if new_passphrase_file in paths or "-" in paths:
        raise UsageError("WRONG_USAGE", reason="PIECE")
    texts = {each: files.first_line(Path(each)) for each in paths}
    new = read_passphrase(new_passphrase_file, session.say("New passphrase"))
    pieces.join(session.profile, texts, new, kdf_memory_mib=kdf_memory_mib)
    session.show({"changed": True}, lambda: [session.say("Done.")])


@click.command("doctor", cls=SpokenCommand, help="Check that the profile is whole.")
@pass_session
def doctor_command(session: Session) -> None:
    """Check pages, journals and the view."""
    with session.open() as workspace:
        found = doctor.examine(workspace)
    data = {"ok": not found, "findings": found}
    told = {**data, "findings": [_finding(session, each) for each in found]}
    session.show(data, lambda: session.fields_of(told))


def _finding(session: Session, code: str) -> str:
    """What is wrong, with the file it is about where one is named."""
    what, _, file = code.partition(":")
    return f"{session.say(f'finding.{what}')} {file}".strip()


@click.command(cls=SpokenCommand, help="Make tables and search again from the journal.")
@pass_session
def rebuild(session: Session) -> None:
    """Make the view again."""
    with session.open() as workspace:
        doctor.rebuild(workspace)
        found = overview.overview(workspace)
    data = {"state_digest": found.state_digest}
    session.show(data, lambda: session.fields_of(data))
