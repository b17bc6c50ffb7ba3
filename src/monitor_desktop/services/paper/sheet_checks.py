"""Printed sheets against the store: does the paper say what the record says?"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from pathlib import Path

from monitor_desktop.documents.origins import (
    Origin,
    content_code,
    origins_in,
    typed_code,
)
from monitor_desktop.documents.sheet_model import Sheet
from monitor_desktop.domain.consents import named_bodies
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import RecordTree
from monitor_desktop.errors import InputRefusedError, NotAllowedError, UsageError
from monitor_desktop.services import files
from monitor_desktop.services.paper import issuing
from monitor_desktop.services.paper.issuing import Choice
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace


class Standing(StrEnum):
    """How a printed sheet stands to the store."""

    CURRENT = "current"
    """It says what the record says now."""
    CHANGED = "changed"
    """The record says something else: it was changed since, or the sheet was."""
    UNKNOWN = "unknown"
    """There is no such record here, or it may no longer be shown to those readers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSheet:
    """One sheet that was checked.

    Attributes:
        reference: Reference number it bears.
        level: For whom it was made; None when the code fits no level.
        printed_on: ISO day it bears; empty when only the code was given.
        standing: How it stands to the store.
    """

    reference: str
    level: Level | None
    printed_on: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedFile:
    """A file that was checked.

    Attributes:
        sheets: What its sheets say of themselves, against the store.
        same_file: The store makes this very file, byte for byte. A sheet may be
            current in a file that is not the same: made by another version, under
            another letterhead, or tampered with.
    """

    sheets: tuple[CheckedSheet, ...]
    same_file: bool


def check_file(workspace: Workspace, file: Path) -> CheckedFile:
    """A printed file against the store.

    Raises:
        UsageError: NO_SUCH_FILE.
        InputRefusedError: UNREADABLE_FILE or NOT_A_SHEET.
    """
    pdf = files.read(file)
    origins = origins_in(pdf)
    if not origins:
        raise InputRefusedError("NOT_A_SHEET", file=file.name)
    made: list[Sheet] = []
    checked = []
    for origin in origins:
        again = _again(workspace, origin)
        made.extend(again)
        checked.append(_checked(origin, again))
    whole = all(each.standing is Standing.CURRENT for each in checked)
    same = whole and _set_again(workspace, made) == pdf
    return CheckedFile(sheets=tuple(checked), same_file=same)


def check_code(workspace: Workspace, ref: str, code: str) -> CheckedSheet:
    """A code typed off the paper against the record.

    Raises:
        UsageError: NO_SUCH_RECORD, AMBIGUOUS_REFERENCE.
    """
    wanted = typed_code(code)
    with workspace.transaction() as transaction:
        tree = issuing.whole(transaction, ref)
    for level, body in _readers(tree):
        try:
            shown = disclose(tree, level, today=today(workspace.kit), body=body)
        except NotAllowedError:
            continue
        if content_code(level, shown.tree) == wanted:
            return CheckedSheet(
                reference=tree.record.ref or "",
                level=level,
                printed_on="",
                standing=Standing.CURRENT,
            )
    return CheckedSheet(
        reference=tree.record.ref or "",
        level=None,
        printed_on="",
        standing=Standing.CHANGED,
    )


def _readers(tree: RecordTree) -> Iterator[tuple[Level, str]]:
    """Whom a sheet may have been for: each level, each body that a consent names."""
    for level in Level:
        yield level, ""
    for body in sorted(named_bodies(chain(*tree.consents.values()))):
        yield Level.PARTNER, body
    # For a body that nobody agreed to; no consent can name this one.
    yield Level.PARTNER, "\0"


def _again(workspace: Workspace, origin: Origin) -> tuple[Sheet, ...]:
    """The sheet as the store makes it now; nothing when it makes none."""
    choice = Choice(
        languages=origin.languages,
        trilingual=True,
        level=origin.level,
        document=origin.document,
        watermark=origin.watermark,
        body=origin.body,
    )
    try:
        with workspace.transaction() as transaction:
            issuer = issuing.Issuer(workspace, transaction, choice, origin.printed_on)
            tree = issuing.whole(transaction, origin.reference)
        return issuer.documents(tree).sheets
    except (UsageError, NotAllowedError):
        return ()


def _checked(origin: Origin, again: tuple[Sheet, ...]) -> CheckedSheet:
    if not again:
        standing = Standing.UNKNOWN
    elif again[0].code == origin.code:
        standing = Standing.CURRENT
    else:
        standing = Standing.CHANGED
    return CheckedSheet(
        reference=origin.reference,
        level=origin.level,
        printed_on=origin.printed_on,
        standing=standing,
    )


def _set_again(workspace: Workspace, sheets: list[Sheet]) -> bytes:
    return issuing.printer(workspace).pdf(sheets, title=sheets[0].kind[0])
