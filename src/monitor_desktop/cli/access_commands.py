"""Commands about who may have what: units, assigned records, who can open them."""

from collections.abc import Callable, Sequence

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, SpokenGroup, option
from monitor_desktop.errors import UsageError
from monitor_desktop.services.exchange import access
from monitor_desktop.services.exchange.access import Access
from monitor_desktop.services.membership import policies


@click.group(cls=SpokenGroup, help="Partner organisations and what each may receive.")
def unit() -> None:
    """Partner organisations."""


@unit.command("list", help="Units, what each may receive at most, and its people.")
@pass_session
def unit_list(session: Session) -> None:
    """Units and what each may receive."""
    with session.open() as workspace:
        found = policies.units(workspace)
    data = [
        {
            "unit": each.name,
            "most": str(each.most),
            "chosen": each.chosen,
            "people": list(each.people),
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [
            f"{each.name}: {session.say(f'most.{each.most}')}  {', '.join(each.people)}"
            for each in found
        ],
    )


@unit.command("set", help="Choose what a unit may receive at most (coordinators only).")
@click.argument("name", metavar="UNIT")
@option("--most", help="public, internal or restricted; left out: as for all units.")
@pass_session
def unit_set(session: Session, name: str, most: str | None) -> None:
    """Choose what a unit may receive."""
    with session.open() as workspace:
        policies.set_limit(workspace, name, most)
    session.show({"unit": name, "most": most}, lambda: [session.say("Done.")])


@click.command(
    "assign", cls=SpokenCommand, help="Give a record to a monitor (coordinators only)."
)
@click.argument("ref")
@click.argument("contact_id", metavar="CONTACT", required=False)
@option("--undo", is_flag=True, help="Give it to nobody.")
@pass_session
def record_assign(
    session: Session, ref: str, contact_id: str | None, *, undo: bool
) -> None:
    """Give a record to a monitor."""
    if undo == (contact_id is not None):
        raise UsageError("WRONG_USAGE", reason="CONTACT, --undo")
    with session.open() as workspace:
        policies.assign(workspace, ref, contact_id)
    session.show({"ref": ref, "contact": contact_id}, lambda: [session.say("Done.")])


@click.command("access", cls=SpokenCommand, help="Who can open a record.")
@click.argument("ref")
@pass_session
def record_access(session: Session, ref: str) -> None:
    """Who can open a record."""
    with session.open() as workspace:
        found = access.of_record(workspace, ref)
    _show(session, found, lambda each: f"{each.name}  {each.unit}")


@click.command("access", cls=SpokenCommand, help="What a contact can open.")
@click.argument("contact_id", metavar="ID")
@pass_session
def contact_access(session: Session, contact_id: str) -> None:
    """What a contact can open."""
    with session.open() as workspace:
        found = access.of_contact(workspace, contact_id)
    _show(session, found, lambda each: f"{each.ref or each.record}  {each.title}")


def _show(
    session: Session, found: Sequence[Access], named: Callable[[Access], str]
) -> None:
    data = [
        {
            "contact": each.contact,
            "name": each.name,
            "unit": each.unit,
            "id": each.record,
            "ref": each.ref,
            "holds": str(each.holds),
            "receives": each.receives,
            "reasons": list(each.reasons),
        }
        for each in found
    ]
    session.show(
        data,
        lambda: [
            f"{named(each)}: {session.say(f'holds.{each.holds}')}"
            + "".join(f"; {session.say(why)}" for why in each.reasons)
            for each in found
        ],
    )
