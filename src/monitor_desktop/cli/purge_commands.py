"""Commands that take values away for good."""

from collections.abc import Sequence

import click

from monitor_desktop.cli import values
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, option
from monitor_desktop.domain.records import declared
from monitor_desktop.services.exchange import purges
from monitor_desktop.services.exchange.purges import Told


@click.command(
    "purge",
    cls=SpokenCommand,
    help="Take a record or fields away for good, on every device.",
)
@click.argument("ref")
@option("--field", "fields", multiple=True, help="Only this field; repeat for more.")
@option("--reason", required=True, help="Why; it is sent to all, so name nobody.")
@pass_session
def record_purge(
    session: Session, ref: str, fields: Sequence[str], reason: str
) -> None:
    """Take values away for good."""
    with session.open() as workspace:
        done = purges.purge(workspace, ref, fields=fields, reason=reason)
        told = purges.listed(workspace)[0]
    data = {
        "id": done.record,
        "ref": done.ref,
        "values": done.values,
        "waiting_bundles": done.bundles,
        "done": list(told.done),
        "waiting": list(told.waiting),
    }
    session.show(
        data,
        lambda: [
            session.plural(
                "{n} value is gone from this device.",
                "{n} values are gone from this device.",
                done.values,
            ),
            _waiting(session, told),
            session.say(
                "Copies on sticks, in mail, on paper and in backups are beyond reach:"
                " delete them by hand and make a new backup."
            ),
        ],
    )


@click.command(
    "purges", cls=SpokenCommand, help="Every purge and which devices have done it."
)
@pass_session
def record_purges(session: Session) -> None:
    """Every purge."""
    with session.open() as workspace:
        found = purges.listed(workspace)
    session.show(
        [_told_json(each) for each in found],
        lambda: [
            f"{each.ref}  {each.reason}  {_waiting(session, each)}" for each in found
        ],
    )


def _told_json(told: Told) -> dict[str, object]:
    field = declared(told.type).field_by_id(told.purge.field)
    return {
        "purge": told.purge.id,
        "id": told.purge.record,
        "ref": told.ref,
        "field": field.key if field else told.purge.field or None,
        "reason": told.reason,
        "at": values.moment(told.purge.clock_us),
        "done": list(told.done),
        "waiting": list(told.waiting),
    }


def _waiting(session: Session, told: Told) -> str:
    if not told.waiting:
        return session.say("Every device has reported that it did so.")
    return session.say(
        "Not yet reported by: {names}. Send them a bundle.",
        names=", ".join(told.waiting),
    )
