"""Commands for a laptop that carries little."""

import datetime as dt
from collections.abc import Sequence

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.errors import UsageError
from monitor_desktop.services.exchange import travel_light
from monitor_desktop.services.exchange.travel_light import Away


@click.group(cls=SpokenGroup, help="Carry little: what the hub holds need not be here.")
def travel() -> None:
    """Carry little."""


@travel.command("drop", help="Put records down on this laptop alone.")
@click.argument("refs", metavar="REF...", nargs=-1)
@option("--before", help="All whose last edit is older than this day: 2026-01-31.")
@option("--days", type=click.IntRange(min=0), help="From now on, after so many days.")
@pass_session
def travel_drop(
    session: Session, refs: Sequence[str], before: str | None, days: int | None
) -> None:
    """Put records down."""
    if sum((bool(refs), before is not None, days is not None)) != 1:
        raise UsageError("WRONG_USAGE", reason="REF, --before, --days")
    with session.open() as workspace:
        if days is not None:
            travel_light.set_days(workspace, days)
            done = travel_light.put_down_old(workspace)
        elif before is not None:
            done = travel_light.put_down_before(workspace, _day(before))
        else:
            done = travel_light.put_down(workspace, refs)
    data = {"records": list(done.records), "stayed": list(done.stayed)}
    session.show(
        data,
        lambda: [
            session.plural(
                "{n} record is now at the hub only; {stayed} stayed here.",
                "{n} records are now at the hub only; {stayed} stayed here.",
                len(done.records),
                stayed=len(done.stayed),
            )
        ],
    )


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("WRONG_USAGE", reason="--before") from error


@travel.command("list", help="Records that were put down.")
@pass_session
def travel_list(session: Session) -> None:
    """Records that were put down."""
    with session.open() as workspace:
        found = travel_light.listed(workspace)
    _show(session, found)


@travel.command("ask", help="Want records back; the next bundle to the hub asks.")
@click.argument("refs", metavar="REF...", nargs=-1, required=True)
@pass_session
def travel_ask(session: Session, refs: Sequence[str]) -> None:
    """Want records back."""
    with session.open() as workspace:
        travel_light.ask_back(workspace, refs)
        found = travel_light.listed(workspace)
    _show(session, found)


def _show(session: Session, found: Sequence[Away]) -> None:
    data = [
        {
            "id": each.record,
            "ref": each.ref,
            "operations": each.operations,
            "asked": each.asked,
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [
            f"{each.ref}  {session.say('asked back' if each.asked else 'at the hub')}"
            for each in found
        ],
    )
