"""Commands of coordinators: who is trusted, and up to where."""

import click

from monitor_desktop.cli.passphrases import read_passphrase
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.services.exchange import contacts, forks, seizures

CODE_FILE = option(
    "--code-file", help="File with the recovery code, about a coordinator's device."
)
_BRANCH = option("--branch", type=int, required=True, help="Number of the history.")


def recovery_code(session: Session, code_file: str | None) -> str | None:
    """The recovery code from its file, if one was named."""
    if code_file is None:
        return None
    return read_passphrase(code_file, session.say("Recovery code"))


@click.group(cls=SpokenGroup, help="Who is trusted, and up to where.")
def group() -> None:
    """Who is trusted, and up to where."""


@group.command("appoint", help="Make a verified contact a coordinator.")
@click.argument("contact_id", metavar="ID")
@CODE_FILE
@pass_session
def appoint(session: Session, contact_id: str, code_file: str | None) -> None:
    """Make a verified contact a coordinator."""
    code = recovery_code(session, code_file)
    with session.open() as workspace:
        contacts.appoint(workspace, contact_id, code=code)
    data = {"contact": contact_id, "appointed": True}
    session.show(data, lambda: session.fields_of(data))


@group.command("withdraw", help="Take a revocation back.")
@click.argument("contact_id", metavar="ID")
@CODE_FILE
@pass_session
def withdraw(session: Session, contact_id: str, code_file: str | None) -> None:
    """Take a revocation back; what the device wrote counts again."""
    code = recovery_code(session, code_file)
    with session.open() as workspace:
        contacts.withdraw(workspace, contact_id, code=code)
    data = {"contact": contact_id, "revoked": False}
    session.show(data, lambda: session.fields_of(data))


@group.command("confirm", help="A verified contact goes on for a lost device.")
@click.argument("contact_id", metavar="ID")
@option("--of", "old_id", required=True, help="The lost device.")
@pass_session
def confirm(session: Session, contact_id: str, old_id: str) -> None:
    """State that a contact goes on for a lost device that signed nothing."""
    with session.open() as workspace:
        contacts.confirm(workspace, contact_id, old_id=old_id)
    data = {"contact": contact_id, "of": old_id}
    session.show(data, lambda: session.fields_of(data))


@group.command("branches", help="The histories of a device that was copied.")
@click.argument("contact_id", metavar="ID")
@pass_session
def branches(session: Session, contact_id: str) -> None:
    """The histories of a device; none when it has only one."""
    with session.open() as workspace:
        found = forks.listed(workspace, contact_id)
    data = [
        {
            "branch": each.number,
            "first": each.first,
            "last": each.size,
            "edits": each.edits,
            "state": each.state,
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [
            session.plural(
                "{branch}: {n} edit, {state}",
                "{branch}: {n} edits, {state}",
                each.edits,
                branch=each.number,
                state=session.say(f"branch.{each.state}"),
            )
            for each in found
        ],
    )


@group.command("adopt", help="Stand for a history of a copied device.")
@click.argument("contact_id", metavar="ID")
@_BRANCH
@CODE_FILE
@pass_session
def adopt(
    session: Session, contact_id: str, branch: int, code_file: str | None
) -> None:
    """Stand for a history of a device."""
    _decide(session, contact_id, branch, forks.ADOPTED, code_file)


@group.command("refuse", help="Leave a history of a copied device without effect.")
@click.argument("contact_id", metavar="ID")
@_BRANCH
@CODE_FILE
@pass_session
def refuse(
    session: Session, contact_id: str, branch: int, code_file: str | None
) -> None:
    """Leave a history of a device without effect."""
    _decide(session, contact_id, branch, forks.REFUSED, code_file)


@group.command("reopen", help="Take a decision about a history back.")
@click.argument("contact_id", metavar="ID")
@_BRANCH
@CODE_FILE
@pass_session
def reopen(
    session: Session, contact_id: str, branch: int, code_file: str | None
) -> None:
    """Take a decision about a history back."""
    _decide(session, contact_id, branch, forks.OPEN, code_file)


def _decide(
    session: Session, contact_id: str, branch: int, state: str, code_file: str | None
) -> None:
    code = recovery_code(session, code_file)
    with session.open() as workspace:
        forks.decide(workspace, contact_id, branch, state, code=code)
    data = {"contact": contact_id, "branch": branch, "state": state}
    session.show(data, lambda: session.fields_of(data))


@group.command("held", help="The records that a device held.")
@click.argument("contact_id", metavar="ID")
@pass_session
def held(session: Session, contact_id: str) -> None:
    """The records that a device held, after it was lost or seized."""
    with session.open() as workspace:
        found = seizures.held_by(workspace, contact_id)
    data = [{"id": each.id, "ref": each.ref, "type": each.type} for each in found]
    session.show(data, lambda: [f"{each.ref or each.id}" for each in found])
