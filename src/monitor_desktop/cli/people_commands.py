"""Commands about persons entered more than once."""

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.services import same_persons


@click.group(cls=SpokenGroup, help="Persons who may have been entered twice.")
def duplicates() -> None:
    """Persons who may have been entered twice."""


@duplicates.command(
    "persons", help="Pairs that may be one person, with reasons; nothing is merged."
)
@option("--limit", type=click.IntRange(min=0), default=50, help="Pairs at most.")
@pass_session
def duplicates_persons(session: Session, limit: int) -> None:
    """Suggested same persons."""
    with session.open() as workspace:
        found = same_persons.suggested(workspace, limit=limit)
    data = [
        {
            "a": each.one,
            "b": each.other,
            "names": list(each.names),
            "score": each.score,
            "why": list(each.why),
        }
        for each in found
    ]
    none = session.say("No two records look like one person.")
    session.show(data, lambda: [_line(session, each) for each in found] or [none])


def _line(session: Session, found: same_persons.Suggested) -> str:
    why = ", ".join(session.words("labels", f"why.{each}") for each in found.why)
    one, other = found.names
    return f"{found.one} {one} = {found.other} {other} ({found.score:.2f}): {why}"


@duplicates.command("decide", help="Remember that two records are one person, or two.")
@click.argument("one", metavar="REF")
@click.argument("other", metavar="REF")
@option(
    "--as",
    "verdict",
    type=click.Choice([same_persons.SAME, same_persons.DIFFERENT, "open"]),
    required=True,
    help="same, different, or open to take a decision back.",
)
@option("--reason", help="Why, in your own words.")
@pass_session
def duplicates_decide(
    session: Session, one: str, other: str, verdict: str, reason: str | None
) -> None:
    """Decide on a pair."""
    chosen = None if verdict == "open" else verdict
    with session.open() as workspace:
        changed = same_persons.decide(workspace, one, other, chosen, reason=reason)
    data = {"a": one, "b": other, "verdict": chosen, "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])
