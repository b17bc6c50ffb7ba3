"""Papers about a period: the monitoring bulletin and statistics with charts."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Final

from monitor_desktop.documents import bulletins as papers
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.documents.sheet_model import Bar, Chart, Sheet
from monitor_desktop.domain.counting import Dimension, Measure
from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services.counts import counting
from monitor_desktop.services.counts.counting import Question
from monitor_desktop.services.paper import bulletins, issuing
from monitor_desktop.services.paper.issuing import Choice
from monitor_desktop.services.paper.sheets import Printed
from monitor_desktop.services.workspaces import Workspace

_IN_BULLETIN: Final = (
    (Measure.ACTS, Dimension.ACT_GROUP),
    (Measure.CASES, Dimension.REGION),
)
_IN_STATISTICS: Final = (
    (Measure.CASES, Dimension.MONTH),
    *_IN_BULLETIN,
    (Measure.VICTIMS, Dimension.SEX),
    (Measure.PERPETRATORS, Dimension.PERPETRATOR),
)
_Made = Callable[[Sequence[Reader], Issue], Sheet]


class Paper(StrEnum):
    """What is made of a period."""

    BULLETIN = "bulletin"
    STATISTICS = "statistics"


def make(
    workspace: Workspace, paper: Paper, first: str, last: str, choice: Choice
) -> Printed:
    """The bulletin of a period, or its numbers with their bars, as a PDF.

    Args:
        workspace: The open profile.
        paper: Which of the two.
        first: First day, ISO.
        last: Last day, ISO.
        choice: How and for whom.

    Raises:
        UsageError: WRONG_USAGE, when the period ends before it begins.
    """
    found = _sheets(workspace, paper, first, last, choice)
    pdf, pages = issuing.printer(workspace).pdf_with_pages(
        found, title=found[0].kind[0]
    )
    return Printed(pdf=pdf, pages=pages, sheets=len(found), withheld=0)


def preview(
    workspace: Workspace,
    paper: Paper,
    first: str,
    last: str,
    choice: Choice,
    *,
    ppi: float,
) -> list[bytes]:
    """The pages that ``make`` would print, a PNG each."""
    found = _sheets(workspace, paper, first, last, choice)
    return issuing.printer(workspace).pages_png(found, ppi=ppi)


def _sheets(
    workspace: Workspace, paper: Paper, first: str, last: str, choice: Choice
) -> list[Sheet]:
    if first > last:
        raise UsageError("WRONG_USAGE", reason="--from, --to")
    made = _bulletin if paper is Paper.BULLETIN else _statistics
    maker = made(workspace, (first, last), choice)
    with workspace.transaction() as transaction:
        issues = [
            issuing.issue(workspace, transaction, choice, languages)
            for languages in choice.groups
        ]
    return [
        maker([issuing.reader(workspace, each) for each in languages], issue)
        for languages, issue in zip(choice.groups, issues, strict=True)
    ]


def _bulletin(workspace: Workspace, period: tuple[str, str], choice: Choice) -> _Made:
    level = choice.level
    found = bulletins.of_period(workspace, *period, level=level, body=choice.body)

    def made(readers: Sequence[Reader], issue: Issue) -> Sheet:
        charts = _charts(workspace, _IN_BULLETIN, period, readers, level)
        return papers.bulletin(found, charts, readers, issue)

    return made


def _statistics(workspace: Workspace, period: tuple[str, str], choice: Choice) -> _Made:
    def made(readers: Sequence[Reader], issue: Issue) -> Sheet:
        charts = _charts(workspace, _IN_STATISTICS, period, readers, choice.level)
        return papers.statistics("/".join(period), charts, readers, issue)

    return made


def _charts(
    workspace: Workspace,
    wanted: Sequence[tuple[Measure, Dimension]],
    period: tuple[str, str],
    readers: Sequence[Reader],
    level: Level,
) -> list[Chart]:
    found = []
    for measure, rows in wanted:
        question = Question(
            measure=measure,
            rows=rows,
            first=period[0],
            last=period[1],
            public=level is Level.PUBLIC,
        )
        table = counting.count(workspace, question)
        bars = tuple(
            Bar(
                label=tuple(
                    counting.label(workspace, each.words, rows, row.key)
                    for each in readers
                ),
                count=row.total,
            )
            for row in table.rows
        )
        if bars:
            found.append(_chart(f"count.{measure}", f"count.by.{rows}", bars, readers))
    return found


def _chart(
    counted: str, by: str, bars: tuple[Bar, ...], readers: Sequence[Reader]
) -> Chart:
    """The bars under their names; a number left out is explained."""
    small = any(each.count is None for each in bars)
    names = [
        (each.words("labels", counted), each.words("labels", by)) for each in readers
    ]
    return Chart(
        heading=tuple(f"{what}: {way.lower()}" for what, way in names),
        counted=tuple(what for what, _ in names),
        by=tuple(way for _, way in names),
        bars=bars,
        note=tuple(each.words("documents", "chart.small") for each in readers)
        if small
        else (),
    )
