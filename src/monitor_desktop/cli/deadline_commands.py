"""Commands about deadlines: what is due, by which rules, the terms of custody."""

import datetime as dt
from collections.abc import Mapping

import click

from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.domain.deadlines import Due, Rule
from monitor_desktop.errors import UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.i18n.date_texts import brief
from monitor_desktop.services.time_limits import custody_terms, deadlines, laws


def iso_day(text: str, flag: str) -> str:
    """An ISO day as it was given.

    Raises:
        UsageError: WRONG_USAGE with the flag.
    """
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError("WRONG_USAGE", reason=flag) from error


@click.group("deadlines", cls=SpokenGroup, help="What is due, and by which rules.")
def deadlines_group() -> None:
    """Deadlines."""


@deadlines_group.command("list", help="Everything due and overdue, across all types.")
@option("--until", metavar="DAY", help="Last day to show, YYYY-MM-DD.")
@pass_session
def deadlines_list(session: Session, until: str | None) -> None:
    """Everything due and overdue."""
    last = iso_day(until, "--until") if until else None
    with session.open() as workspace:
        found = deadlines.listed(workspace, until=last)
    data = [_due_json(session, each) for each in found]
    session.show(data, lambda: [_due_line(session, each) for each in found])


def _due_json(session: Session, due: Due) -> dict[str, object]:
    return {
        "id": due.record,
        "ref": due.ref,
        "type": due.type,
        "title": due.title,
        "what": due.step or due.field,
        "label": labels.due_label(session.reader, due),
        "day": due.day,
        "time": due.time or None,
        "days_left": due.days_left,
        "overdue": due.is_overdue,
        "rule": due.rule.code if due.rule else None,
        "confirmed": bool(due.rule is None or due.rule.confirmed_by),
        "assumed_start": due.assumed,
    }


def _due_line(session: Session, due: Due) -> str:
    day = labels.date_text({"text": due.day, "edtf": due.day}, session.words.language)
    label = labels.due_label(session.reader, due)
    day = f"{day} {due.time}".strip()
    line = f"{day}  {due.ref}  {due.title}: {label}"
    if due.is_overdue:
        line += f" ({session.say('overdue')})"
    if due.rule is not None and not due.rule.confirmed_by:
        line += f" [{session.say('confirm with a lawyer')}]"
    return line


@deadlines_group.command("rules", help="Deadlines of laws in use, ours first.")
@pass_session
def deadlines_rules(session: Session) -> None:
    """Deadlines of laws."""
    with session.open() as workspace:
        found = laws.law(workspace).rules
    data = [_rule_json(session, each) for each in found]
    session.show(data, lambda: [_rule_line(session, row) for row in data])


def _rule_line(session: Session, row: Mapping[str, object]) -> str:
    named = ", ".join(str(row[key]) for key in ("law", "article") if row[key])
    more = f" + {row['extension']}" if row["extension"] else ""
    told = [
        f"{row['unit_label']}: {row['amount']}{more}",
        str(row["runs_from_label"]),
        str(row["on_day_off_label"]),
        *filter(None, [_validity(row, session.words.language)]),
    ]
    sure = "" if row["confirmed_by"] else f" [{session.say('confirm with a lawyer')}]"
    return f"{named}: {row['step_label']} ({'; '.join(told)}){sure}"


def _validity(row: Mapping[str, object], language: str) -> str:
    days = [str(row[key] or "") for key in ("valid_from", "valid_until")]
    first, last = (each and brief(each, language) for each in days)
    return f"{first}\N{EN DASH}{last}" if first or last else ""


def _rule_json(session: Session, rule: Rule) -> dict[str, object]:
    def term(vocabulary: str, code: str) -> str:
        terms = session.host.kit.vocabularies[vocabulary]
        return terms.label(code, session.words.language)

    return {
        "code": rule.code,
        "own": rule.own,
        "basis": rule.basis,
        "law": rule.law or term("legal_bases", rule.basis),
        "article": rule.article,
        "step": rule.step,
        "step_label": term("deadline_steps", rule.step),
        "amount": rule.amount,
        "unit": str(rule.unit),
        "unit_label": term("term_units", rule.unit),
        "extension": rule.extension,
        "runs_from": str(rule.runs_from),
        "runs_from_label": term("clock_starts", rule.runs_from),
        "on_day_off": str(rule.on_day_off),
        "on_day_off_label": term("day_off_rules", rule.on_day_off),
        "valid_from": rule.valid_from or None,
        "valid_until": rule.valid_until or None,
        "source": rule.source,
        "confirmed_by": rule.confirmed_by,
    }


@deadlines_group.command("custody", help="When the terms of custody end.")
@option(
    "--from",
    "apprehended",
    required=True,
    metavar="MOMENT",
    help="Actual apprehension, YYYY-MM-DDTHH:MM.",
)
@pass_session
def deadlines_custody(session: Session, apprehended: str) -> None:
    """Terms of custody."""
    try:
        dt.datetime.fromisoformat(apprehended)
    except ValueError as error:
        raise UsageError("WRONG_USAGE", reason="--from") from error
    with session.open() as workspace:
        found = custody_terms.begun_at(workspace, apprehended)
    data = [
        {**_rule_json(session, rule), "ends": ends.isoformat(timespec="minutes")}
        for rule, ends in found
    ]
    session.show(
        data,
        lambda: [
            f"{ends:%d.%m.%Y %H:%M}  {_rule_json(session, rule)['step_label']}"
            for rule, ends in found
        ],
    )
