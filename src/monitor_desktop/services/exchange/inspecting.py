"""What a bundle says of itself, before anything is applied."""

from pathlib import Path

from monitor_desktop.crypto import fingerprints
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.services import files
from monitor_desktop.services.membership import receiving, succession
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import exchange, journal
from monitor_desktop.sync.reader import OpenBundle


def inspect(workspace: Workspace, path: Path) -> dict[str, JsonValue]:
    """What a bundle says of itself, without applying anything.

    Raises:
        UsageError: NO_SUCH_FILE, NOT_A_FILE.
        InputRefusedError: As ``judging.judge``.
    """
    files.require(path)
    with workspace.transaction() as transaction, files.reading(path) as source:
        bundle = OpenBundle(source, receiving.every(workspace, transaction))
        said = bundle.manifest
        bundle.drain()
        sender = exchange.contact(transaction, fingerprints.device_id(said.sender))
        if sender is not None:
            bundle.verify(sender.signing)
        held = {
            each.device: journal.frontier(transaction, each.device).size
            for each in said.journals
        }
        device = fingerprints.device_id(said.sender)
        known = exchange.applied_bundle(transaction, said.bundle, device)
        addressed = succession.addresses(workspace, transaction) & set(said.to)
    return {
        "bundle": said.bundle,
        "group": said.group,
        "sender": sender.name if sender else None,
        "sender_device": fingerprints.device_id(said.sender),
        "verified": sender is not None and sender.verified,
        "addressed_to_me": bool(addressed),
        "known": known,
        "created_ms": said.created_ms,
        "schema": said.schema,
        "journals": [
            {
                "device": each.device,
                "first": each.start + 1,
                "last": each.size,
                "held": held[each.device],
            }
            for each in said.journals
        ],
        "sections": [
            {"type": each.type, "count": each.count, "raw_bytes": each.raw}
            for each in said.sections
        ],
        "bytes": path.stat().st_size,
    }
