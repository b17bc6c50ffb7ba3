"""The command line: global flags, errors, exit status."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import click

from monitor_desktop import __version__
from monitor_desktop.cli import (
    access_commands,
    attachment_commands,
    bundle_commands,
    conflict_commands,
    counting_commands,
    deadline_commands,
    exchange_commands,
    group_commands,
    hub_commands,
    indicator_commands,
    people_commands,
    profile_commands,
    purge_commands,
    record_commands,
    review_commands,
    sheet_commands,
    sync_commands,
    travel_commands,
)
from monitor_desktop.cli.printable import printable
from monitor_desktop.cli.session import Host, Session
from monitor_desktop.cli.spoken import SpokenGroup, SpokenOption, option
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import (
    BugError,
    MonitorError,
    UsageError,
    program_incomplete,
)
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services import files

PROGRAM: Final = "monitor-desktop"
_WITH_VALUE: Final = ("--profile", "--passphrase-file", "--lang")
_OWN_LANGUAGE: Final = frozenset({"sheet", "bulletin"})
"""Commands whose --lang is the language of what they print on paper."""


@click.group(cls=SpokenGroup, help="Documenting violations, offline and encrypted.")
@option("--profile", help="Profile folder.")
@option("--passphrase-file", help="File with the passphrase; - for input.")
@option("--lang", help="Language of the words printed: tg, ru or en.")
@option("--json", is_flag=True, help="Print one JSON document.")
@click.version_option(
    __version__, prog_name=PROGRAM, help="Show the version.", cls=SpokenOption
)
def root(**_flags: object) -> None:
    """Flags are taken out before, wherever they stand."""


root.add_command(profile_commands.init)
root.add_command(profile_commands.info)
root.add_command(profile_commands.backup_group, "backup")
root.add_command(profile_commands.keys_group, "keys")
root.add_command(profile_commands.doctor_command)
root.add_command(profile_commands.rebuild)
root.add_command(record_commands.types)
root.add_command(record_commands.vocabulary)
root.add_command(record_commands.record)
record_commands.record.add_command(purge_commands.record_purge)
record_commands.record.add_command(access_commands.record_access)
record_commands.record.add_command(access_commands.record_assign)
sync_commands.contact.add_command(access_commands.contact_access)
root.add_command(access_commands.unit)
record_commands.record.add_command(purge_commands.record_purges)
root.add_command(record_commands.search_command)
root.add_command(conflict_commands.conflict)
root.add_command(sheet_commands.sheet)
root.add_command(sheet_commands.sheets_group, "sheets")
root.add_command(people_commands.duplicates)
root.add_command(attachment_commands.attach)
root.add_command(attachment_commands.attachment)
root.add_command(counting_commands.statistics)
root.add_command(counting_commands.replies)
root.add_command(sheet_commands.letterhead)
root.add_command(sheet_commands.bulletin)
root.add_command(deadline_commands.deadlines_group)
root.add_command(indicator_commands.indicators_group)
root.add_command(review_commands.review_group)
root.add_command(sync_commands.card)
root.add_command(sync_commands.contact)
root.add_command(group_commands.group)
root.add_command(bundle_commands.bundle)
root.add_command(hub_commands.hub)
root.add_command(travel_commands.travel)
root.add_command(exchange_commands.import_command)
root.add_command(exchange_commands.imports_group, "imports")
root.add_command(exchange_commands.export_command)
root.add_command(exchange_commands.demo)
root.add_command(exchange_commands.gallery)


def run(arguments: Sequence[str], host: Host) -> int:
    """Run one command.

    Args:
        arguments: Words after the program's name; at least one.
        host: The program around the commands.

    Returns:
        Exit status of the contract: 0 done, 1 our bug, 2 wrong usage, 3 locked out,
        4 input refused, 5 the environment failed.
    """
    session = Session(host=host, profile=host.default_profile)
    try:
        left = _take_flags(list(arguments), session)
        return _status(lambda: _invoke(left, session))
    except MonitorError as error:
        return _report(session, error)
    except OSError as error:
        ours = program_incomplete(error, host.kit.resources)
        return _report(session, ours or files.told_apart(error))
    except Exception:  # noqa: BLE001  # whatever it was, no value of it is printed
        return _report(session, BugError("BUG"))


def _invoke(arguments: Sequence[str], session: Session) -> object:
    try:
        return root.main(
            args=list(arguments), prog_name=PROGRAM, obj=session, standalone_mode=False
        )
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.Abort as error:
        raise UsageError("WRONG_USAGE", reason="--passphrase-file") from error
    except click.ClickException as error:
        raise UsageError("WRONG_USAGE", reason=_wrong(error)) from error


def _status(invoke: Callable[[], object]) -> int:
    found = invoke()
    return found if isinstance(found, int) else 0


def _wrong(error: click.ClickException) -> str:
    """The part of the command that is wrong, without click's English sentence."""
    if isinstance(error, click.NoSuchOption):
        return error.option_name
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _named(error.param)
    if isinstance(error, click.exceptions.NoSuchCommand):
        return error.command_name
    if isinstance(error, click.UsageError) and error.ctx is not None:
        return error.ctx.command_path
    return PROGRAM


def _named(parameter: click.Parameter) -> str:
    """An option by its longest name, an argument as the help calls it."""
    if isinstance(parameter, click.Argument):
        return parameter.metavar or (parameter.name or "?").upper()
    return max(parameter.opts, key=len) if parameter.opts else "?"


def _take_flags(arguments: list[str], session: Session) -> list[str]:
    """Take the flags of every command out, wherever they stand."""
    left: list[str] = []
    waiting = iter(arguments)
    for each in waiting:
        name, sign, inline = each.partition("=")
        if each == "--":
            return [*left, each, *waiting]
        if each == "--json":
            session.as_json = True
        elif name in _WITH_VALUE and not (name == "--lang" and _own_language(left)):
            value = inline if sign else next(waiting, None)
            if value is None:
                raise UsageError("WRONG_USAGE", reason=name)
            _set(session, name, value)
        else:
            left.append(each)
    return left


def _own_language(before: Sequence[str]) -> bool:
    command = next((each for each in before if not each.startswith("-")), "")
    return command in _OWN_LANGUAGE


def _set(session: Session, name: str, value: str) -> None:
    if name == "--profile":
        session.profile = Path(value)
    elif name == "--passphrase-file":
        session.passphrase_file = value
    elif value in LANGUAGES:
        session.language = value
    else:
        raise UsageError("WRONG_USAGE", reason="--lang")


def _report(session: Session, error: MonitorError) -> int:
    message = error_text(session.words, error)
    if session.as_json:
        document = {
            "code": error.code,
            "message": message,
            "details": error.details,
        }
        sys.stdout.write(json.dumps({"error": document}, ensure_ascii=False) + "\n")
    else:
        sys.stderr.write(printable(message) + "\n")
    return error.exit_status
