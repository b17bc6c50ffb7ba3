"""Commands about indicators: counting a period, freezing it, showing it again."""

from collections.abc import Sequence
from pathlib import Path

import click

from monitor_desktop.cli.deadline_commands import iso_day
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.domain.indicators import Figure
from monitor_desktop.i18n.number_texts import figure_text
from monitor_desktop.services import files
from monitor_desktop.services.counts import (
    donor_tables,
    frozen_periods,
    indicators,
    spreadsheets,
)

_OUT = option("--out", type=click.Path(path_type=Path), help="File to write (CSV).")


@click.group("indicators", cls=SpokenGroup, help="Indicators of the project.")
def indicators_group() -> None:
    """Indicators."""


@indicators_group.command("table", help="Count every indicator in a period.")
@option("--from", "first", required=True, metavar="DAY", help="First day, YYYY-MM-DD.")
@option("--to", "last", required=True, metavar="DAY", help="Last day, YYYY-MM-DD.")
@option("--project", metavar="REF", help="Only indicators of this project.")
@_OUT
@pass_session
def indicators_table(
    session: Session, first: str, last: str, project: str | None, out: Path | None
) -> None:
    """Count every indicator in a period."""
    begin, end = iso_day(first, "--from"), iso_day(last, "--to")
    with session.open() as workspace:
        found = indicators.table(workspace, begin, end, project=project)
    _show(session, found, out)


@indicators_group.command("freeze", help="Keep the figures of a reporting period.")
@click.argument("period", metavar="REF")
@pass_session
def indicators_freeze(session: Session, period: str) -> None:
    """Keep the figures of a reporting period."""
    with session.open() as workspace:
        changed = frozen_periods.freeze(workspace, period)
    data = {"id": changed.records[0], "operations": changed.operations}
    session.show(data, lambda: [session.say("Done.")])


@indicators_group.command("show", help="The figures of a period as they were frozen.")
@click.argument("period", metavar="REF")
@_OUT
@pass_session
def indicators_show(session: Session, period: str, out: Path | None) -> None:
    """The figures of a period as they were frozen."""
    with session.open() as workspace:
        found = frozen_periods.frozen(workspace, period)
    _show(session, found, out)


def _show(session: Session, found: Sequence[Figure], out: Path | None) -> None:
    if out is not None:
        lines = donor_tables.lines(session.reader, found)
        files.replace(out, spreadsheets.made(lines, spreadsheets.CSV))
    session.show(
        [_figure_json(each) for each in found],
        lambda: [line for each in found for line in _lines(session, each)],
    )


def _figure_json(figure: Figure) -> dict[str, object]:
    return {
        "id": figure.indicator,
        "ref": figure.ref,
        "number": figure.number,
        "title": figure.title,
        "level": figure.level or None,
        "unit": str(figure.unit),
        "value": figure.value,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "baseline": figure.baseline,
        "target": figure.target,
        "undated": figure.undated,
        "breakdown": {key: dict(each) for key, each in figure.breakdown.items()},
        "records": list(figure.records),
        "formula": figure.formula,
        "wrong": figure.wrong or None,
    }


def _lines(session: Session, figure: Figure) -> list[str]:
    value = figure_text(figure.value, session.reader.words.language)
    if figure.wrong:
        value = session.say("the formula cannot be read: {part}", part=figure.wrong)
    lines = [f"{figure.number} {figure.title}: {value}".strip()]
    for split, counts in figure.breakdown.items():
        lines += [
            f"  {donor_tables.split_label(session.reader, split, code)}: {count}"
            for code, count in counts.items()
        ]
    if figure.undated:
        lines.append(
            "  " + session.say("without a date: {count}", count=figure.undated)
        )
    return lines
