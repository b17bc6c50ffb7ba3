"""Commands that move a report or a press release through its review."""

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup
from monitor_desktop.cli.values import gap_lines
from monitor_desktop.domain import review as states
from monitor_desktop.domain.completeness import lacking
from monitor_desktop.services import records
from monitor_desktop.services.editing import review


@click.group(
    "review",
    cls=SpokenGroup,
    help="Moving a report or press release through its review.",
)
def review_group() -> None:
    """The review."""


@review_group.command("steps", help="States it may be moved to from here.")
@click.argument("ref")
@pass_session
def review_steps(session: Session, ref: str) -> None:
    """States it may be moved to."""
    with session.open() as workspace:
        found = review.steps(workspace, ref)
    terms = session.host.kit.vocabularies[states.VOCABULARY]
    session.show(
        list(found),
        lambda: [
            f"{each}: {terms.label(each, session.words.language)}" for each in found
        ],
    )


@review_group.command(
    "move",
    help="Move it to a state: draft, submitted, reviewed, approved or published.",
)
@click.argument("ref")
@click.argument("state")
@pass_session
def review_move(session: Session, ref: str, state: str) -> None:
    """Move it to a state."""
    with session.open() as workspace:
        changed = review.move(workspace, ref, state)
        tree = records.show(workspace, ref)
    data = {
        "id": changed.records[0],
        "operations": changed.operations,
        "missing": list(lacking(tree.record)),
    }
    session.show(data, lambda: [session.say("Done."), *gap_lines(session, tree)])
