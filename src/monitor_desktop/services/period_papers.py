"""Papers about a period: the monitoring bulletin and statistics with charts."""

from collections.abc import Callable, Sequence
from typing import Final

from monitor_desktop.documents import bulletins as papers
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.documents.sheet_model import Bar, Chart, Sheet
from monitor_desktop.domain.counting import Dimension, Measure
from monitor_desktop.domain.disclosure import Level
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n.labels import Reader
from monitor_desktop.services import bulletins, counting, issuing
from monitor_desktop.services.counting import Question
from monitor_desktop.services.issuing import Choice
from monitor_desktop.services.sheets import Printed
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


def bulletin(workspace: Workspace, first: str, last: str, choice: Choice) -> Printed:
    """The bulletin of a period.

    Args:
        workspace: The open profile.
        first: First day, ISO.
        last: Last day, ISO.
        choice: How and for whom.

    Raises:
        UsageError: WRONG_USAGE, when the period ends before it begins.
    """
    _require_period(first, last)
    found = bulletins.of_period(workspace, first, last, level=choice.level)

    def made(readers: Sequence[Reader], issue: Issue) -> Sheet:
        charts = _charts(workspace, _IN_BULLETIN, (first, last), readers, choice.level)
        return papers.bulletin(found, charts, readers, issue)

    return _printed(workspace, choice, made)


def statistics(workspace: Workspace, first: str, last: str, choice: Choice) -> Printed:
    """Numbers of a period with their bars; as ``bulletin``."""
    _require_period(first, last)

    def made(readers: Sequence[Reader], issue: Issue) -> Sheet:
        period = (first, last)
        charts = _charts(workspace, _IN_STATISTICS, period, readers, choice.level)
        return papers.statistics(f"{first}/{last}", charts, readers, issue)

    return _printed(workspace, choice, made)


def _require_period(first: str, last: str) -> None:
    if first > last:
        raise UsageError("WRONG_USAGE", reason="--from, --to")


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
        heading = tuple(
            each.words("labels", f"count.{measure}")
            + ": "
            + each.words("labels", f"count.by.{rows}").lower()
            for each in readers
        )
        if bars:
            found.append(Chart(heading=heading, bars=bars))
    return found


def _printed(workspace: Workspace, choice: Choice, made: _Made) -> Printed:
    sheets = [
        made(
            [issuing.reader(workspace, each) for each in languages],
            issuing.issue(workspace, choice, languages),
        )
        for languages in choice.groups
    ]
    pdf, pages = issuing.printer(workspace).pdf_with_pages(
        sheets, title=sheets[0].kind[0]
    )
    return Printed(pdf=pdf, pages=pages, sheets=len(sheets), withheld=0)
