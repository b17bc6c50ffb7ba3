"""Commands that count."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenCommand, option
from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.counting import Dimension, Measure, Table
from monitor_desktop.domain.reply_times import By
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.services import files
from monitor_desktop.services.counts import counting, spreadsheets
from monitor_desktop.services.counts.counting import Question
from monitor_desktop.services.time_limits import reply_times

_DIMENSIONS = click.Choice([str(each) for each in Dimension])


@click.command(
    cls=SpokenCommand, help="Who did what to whom: a table of counts, each person once."
)
@option(
    "--count",
    "measure",
    type=click.Choice([str(each) for each in Measure]),
    default=str(Measure.ACTS),
    help="acts, victims, perpetrators or cases.",
)
@option("--rows", type=_DIMENSIONS, required=True, help="What the rows tell apart.")
@option("--columns", type=_DIMENSIONS, help="What the columns tell apart.")
@option("--from", "first", help="Only what may have happened then or later.")
@option("--to", "last", help="Only what may have happened then or earlier.")
@option("--public", is_flag=True, help="Leave out numbers that could tell who it is.")
@option("--out", type=click.Path(path_type=Path), help="Also write a CSV file.")
@pass_session
def statistics(session: Session, /, *, out: Path | None, **asked: Any) -> None:  # noqa: ANN401  # the other options
    """A table of counts."""
    columns = asked["columns"]
    question = Question(
        measure=Measure(asked["measure"]),
        rows=Dimension(asked["rows"]),
        columns=Dimension(columns) if columns else None,
        first=day(asked["first"], "--from", last=False),
        last=day(asked["last"], "--to", last=True),
        public=asked["public"],
    )
    with session.open() as workspace:
        table = counting.count(workspace, question)
        named = counting.named(workspace, session.words, question, table)
    if out:
        files.replace(out, spreadsheets.made(named, spreadsheets.CSV))
    session.show(_json(table, named), lambda: ["\t".join(each) for each in named])


@click.command(
    cls=SpokenCommand, help="How bodies answer requests: counts and median days."
)
@option(
    "--rows",
    "by",
    type=click.Choice([str(each) for each in By]),
    default=str(By.BODY),
    help="What the rows tell apart.",
)
@option("--from", "first", help="Only what may have happened then or later.")
@option("--to", "last", help="Only what may have happened then or earlier.")
@option("--public", is_flag=True, help="Put together what is too few to stand alone.")
@option("--out", type=click.Path(path_type=Path), help="Also write a CSV file.")
@pass_session
def replies(session: Session, /, *, out: Path | None, **asked: Any) -> None:  # noqa: ANN401  # the other options
    """A row for each body, law or outcome."""
    question = reply_times.Question(
        by=By(asked["by"]),
        first=day(asked["first"], "--from", last=False),
        last=day(asked["last"], "--to", last=True),
        public=asked["public"],
    )
    with session.open() as workspace:
        answer = reply_times.count(workspace, question)
        named = reply_times.named(workspace, session.words, question, answer)
    if out:
        files.replace(out, spreadsheets.made(named, spreadsheets.CSV))
    found = {
        "rows": [asdict(each) for each in answer.rows],
        "total": asdict(answer.total),
    }
    session.show(found, lambda: ["\t".join(each) for each in named])


def day(text: str | None, option_name: str, *, last: bool) -> str | None:
    """The first or last day (ISO) of a date in words.

    Raises:
        InvalidValueError: INVALID_VALUE, for words that are not understood.
    """
    if text is None:
        return None
    edtf = understand(text)
    if edtf is None:
        raise InvalidValueError("INVALID_VALUE", field=option_name, reason="date")
    return partial_dates.bounds(edtf)[1 if last else 0]


def _json(table: Table, named: list[list[str]]) -> dict[str, object]:
    heads, *body = named
    return {
        "count": str(table.measure),
        "columns": [
            {"key": key, "label": label}
            for key, label in zip(table.columns, heads[1:-1], strict=True)
        ],
        "rows": [
            {
                "key": row.key,
                "label": line[0],
                "cells": list(row.cells),
                "total": row.total,
            }
            for row, line in zip(table.rows, body, strict=False)
        ],
        "totals": list(table.totals),
        "total": table.total,
    }
