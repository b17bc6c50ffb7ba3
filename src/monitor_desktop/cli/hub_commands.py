"""Commands of a hub that runs by itself."""

import signal
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from monitor_desktop.cli.bundle_commands import outcome_text
from monitor_desktop.cli.session import Session, pass_session
from monitor_desktop.cli.spoken import SpokenGroup, option
from monitor_desktop.errors import EnvironmentFailedError
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services.exchange import watching
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.exchange.watching import Answer, Round, Watch

_SHORT = 12


@click.group(cls=SpokenGroup, help="A hub that works by itself.")
def hub() -> None:
    """A hub that works by itself."""


@hub.command("watch", help="Take in what appears in a folder and write the answers.")
@click.argument("folder", type=click.Path(path_type=Path))
@option("--out", required=True, type=click.Path(path_type=Path), help="For answers.")
@option("--once", is_flag=True, help="Stop when everything there has been read.")
@pass_session
def hub_watch(session: Session, folder: Path, out: Path, *, once: bool) -> None:
    """Take in what appears; ids and counts are printed, never names.

    As JSON it is one document, when the watch ends; by a signal it ends well, too.
    """
    with session.open() as workspace:
        watch = Watch(workspace, folder, out)
        watch.begin()
        if once:
            _show(session, _until_read(watch))
            return
        _tell(session, [session.say("Watching. Ctrl+C ends.")])
        found: list[Round] = []
        before = signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            for each in _for_ever(session, watch):
                found += [each] if session.as_json else []
                _tell(session, _lines(session, each))
        except KeyboardInterrupt:
            if session.as_json:
                _show(session, _as_one(found))
        finally:
            signal.signal(signal.SIGTERM, before)


def _tell(session: Session, lines: Iterable[str]) -> None:
    """What happens while it lasts; beside a document only where somebody looks."""
    if not session.as_json or sys.stderr.isatty():
        for line in lines:
            click.echo(line, err=session.as_json)


def _until_read(watch: Watch) -> Round:
    """Rounds until no file is still growing, as one."""
    found = [watch.round()]
    while found[-1].growing:
        time.sleep(watching.EVERY_S)
        found.append(watch.round())
    return _as_one(found)


def _as_one(found: Sequence[Round]) -> Round:
    return Round(
        received=tuple(each for one in found for each in one.received),
        answers=tuple(each for one in found for each in one.answers),
    )


def _for_ever(session: Session, watch: Watch) -> Iterator[Round]:
    failing = ""
    while True:
        try:
            found = watch.round()
        except EnvironmentFailedError as error:
            # Space may come back; the files wait where they are. Said once, not in
            # every round.
            if error.code != failing:
                said = error_text(session.words, error)
                click.echo(f"{error.code}  {said}", err=True)
            failing = error.code
        else:
            failing = ""
            if found.received or found.answers:
                yield found
        time.sleep(watching.EVERY_S)


def _show(session: Session, found: Round) -> None:
    data = {
        "bundles": [_received_json(each) for each in found.received],
        "answers": [_answer_json(each) for each in found.answers],
    }
    session.show(data, lambda: _lines(session, found))


def _lines(session: Session, found: Round) -> list[str]:
    return [
        *(_received_line(session, each) for each in found.received),
        *(_answer_line(session, each) for each in found.answers),
    ]


def _received_json(found: Received) -> dict[str, object]:
    return {
        "id": found.digest,
        "outcome": found.outcome,
        "code": found.code,
        "operations": found.operations,
        "records": found.records,
        "conflicts": found.conflicts,
        "missing": found.missing,
    }


def _answer_json(answer: Answer) -> dict[str, object]:
    made = answer.made
    return {
        "contact": answer.contact,
        "file": made.path.name if made and made.path else None,
        "operations": made.operations if made else 0,
        "code": answer.code or None,
    }


def _received_line(session: Session, found: Received) -> str:
    said = outcome_text(session, found)
    return f"{found.digest[:_SHORT]}  {said}  {found.code or ''}".rstrip()


def _answer_line(session: Session, answer: Answer) -> str:
    made = answer.made
    if made is None or made.path is None:
        return f"→ {answer.contact[:_SHORT]}  {answer.code}"
    said = session.plural("{n} edit goes.", "{n} edits go.", made.operations)
    return f"→ {answer.contact[:_SHORT]}  {made.path.name}  {said}"
