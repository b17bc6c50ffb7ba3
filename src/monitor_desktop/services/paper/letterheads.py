"""Letterheads: name, address and logo of each unit, kept in the store."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from monitor_desktop.documents import logos
from monitor_desktop.documents.sheet_model import Letterhead, Said
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.errors import InputRefusedError
from monitor_desktop.services import files
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store.store import Transaction

if TYPE_CHECKING:
    from monitor_desktop.domain.operations import JsonValue

MOST_LOGO_BYTES: Final = logos.MOST_BYTES
_SETTING: Final = "letterhead:"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHead:
    """The letterhead of a unit.

    Attributes:
        names: Language to name; the unit's own name stands for those that are empty.
        addresses: Language to address.
        logo: A PNG, or nothing.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    addresses: Mapping[str, str] = field(default_factory=dict)
    logo: bytes = b""


def get(workspace: Workspace, unit: str = "") -> UnitHead:
    """The letterhead of a unit; of one's own unit when it is not named."""
    with workspace.transaction() as transaction:
        return _kept(workspace, transaction, unit or workspace.owner.unit)


def _kept(workspace: Workspace, transaction: Transaction, unit: str) -> UnitHead:
    kept = workspace.store.setting(transaction, _SETTING + unit, None)
    if not isinstance(kept, dict):
        return UnitHead()
    return UnitHead(
        names=_texts(kept.get("names")),
        addresses=_texts(kept.get("addresses")),
        logo=base64.b64decode(str(kept.get("logo") or "")),
    )


def put(workspace: Workspace, head: UnitHead, unit: str = "") -> None:
    """Keep the letterhead of a unit.

    Raises:
        InputRefusedError: NOT_A_LOGO; nothing was changed.
    """
    if head.logo:
        logos.svg_of(head.logo)
    kept: JsonValue = {
        "names": {**_texts(head.names)},
        "addresses": {**_texts(head.addresses)},
        "logo": base64.b64encode(head.logo).decode("ascii"),
    }
    key = _SETTING + (unit or workspace.owner.unit)
    with workspace.transaction() as transaction:
        workspace.store.set_setting(transaction, key, kept)


def logo_from(path: Path) -> bytes:
    """A logo from a file.

    Raises:
        UsageError: NO_SUCH_FILE.
        InputRefusedError: UNREADABLE_FILE or NOT_A_LOGO.
    """
    png = files.read(path)
    try:
        logos.svg_of(png)
    except InputRefusedError as error:
        raise InputRefusedError("NOT_A_LOGO", file=path.name) from error
    return png


def printed(
    workspace: Workspace, transaction: Transaction, languages: Sequence[str]
) -> Letterhead:
    """The letterhead of one's own unit, as documents bear it."""
    unit = workspace.owner.unit
    head = _kept(workspace, transaction, unit)
    names = tuple(head.names.get(each) or unit for each in languages)
    addresses = tuple(head.addresses.get(each, "") for each in languages)
    return Letterhead(
        name=_once(names),
        address=_once(addresses) if any(addresses) else (),
        logo=logos.svg_of(head.logo) if head.logo else "",
    )


def _once(said: Said) -> Said:
    """What is the same in every language stands once."""
    return said[:1] if len(set(said)) == 1 else said


def _texts(kept: object) -> dict[str, str]:
    texts = kept if isinstance(kept, Mapping) else {}
    return {each: str(texts[each]) for each in LANGUAGES if texts.get(each)}
