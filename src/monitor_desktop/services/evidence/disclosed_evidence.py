"""Which evidence of a record may go to one body outside, and what of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from monitor_desktop.domain.audiences import Audience
from monitor_desktop.domain.disclosure import Disclosed, disclosed_to
from monitor_desktop.domain.lacks import Lack
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.operations import Operation
from monitor_desktop.domain.own_consents import ATTACHMENT, CUSTODY
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import NotAllowedError, SeveralRefusedError
from monitor_desktop.services.evidence.attachments import Attached
from monitor_desktop.services.today import today
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction


@dataclass(frozen=True, slots=True)
class DisclosedEvidence:
    """Documents that may go, as the body may see them.

    Attributes:
        documents: By id, with the values that may be seen.
        log: Lines of their custody, oldest first, likewise.
        lacks: Why the others stay; for the screen, never for the folder.
        left_out: How many stay.
    """

    documents: dict[str, Record]
    log: tuple[Record, ...]
    lacks: tuple[Lack, ...]
    left_out: int

    def log_of(self, document: str) -> list[Record]:
        """The lines of one document."""
        return [each for each in self.log if each.values.get(ATTACHMENT) == document]

    @property
    def records(self) -> tuple[Record, ...]:
        """Documents and lines."""
        return (*self.documents.values(), *self.log)

    def require(self) -> None:
        """Refuse when nothing of what was asked for may go.

        Raises:
            SeveralRefusedError: EVIDENCE_REFUSED, with a sentence for each consent
                that is missing.
        """
        if self.left_out and not self.documents:
            why = [each.refusal() for each in self.lacks]
            raise SeveralRefusedError("EVIDENCE_REFUSED", why)


def disclosed_evidence(
    workspace: Workspace,
    transaction: Transaction,
    asked: Sequence[Attached],
    body: str,
) -> DisclosedEvidence:
    """What of these documents, all of one record, may go to a body.

    Raises:
        NotAllowedError: NOT_ALLOWED, CONSENT_MISSING where the record itself may not.
    """
    if not asked:
        return DisclosedEvidence({}, (), (), 0)
    audience = Audience(level=Level.PARTNER, body=body, today=today(workspace.kit))
    tree = reading.tree(transaction, asked[0].record)
    shown = disclosed_to(audience, tree)
    parts = {each.id: each for each in shown.tree.children}
    ids = [each.id for each in asked]
    documents = {each: parts[each] for each in ids if each in parts}
    log = (
        each
        for each in shown.tree.children_of(CUSTODY)
        if each.values.get(ATTACHMENT) in documents
    )
    stay = [each for each in ids if each not in documents]
    return DisclosedEvidence(
        documents=documents,
        log=tuple(sorted(log, key=lambda each: str(each.values.get("noted_at")))),
        lacks=_lacks(shown, stay, asked),
        left_out=len(stay),
    )


def _lacks(
    shown: Disclosed, stay: Sequence[str], asked: Sequence[Attached]
) -> tuple[Lack, ...]:
    found = [each for each in shown.lacks if each.record in stay]
    if stay and not found:
        # What hangs under a person stays within the unit whatever they agreed to.
        ref = next(each.ref for each in asked if each.id == stay[0])
        raise NotAllowedError("NOT_ALLOWED", ref=ref)
    return tuple(found)


def may_be_read(operation: Operation, record: Record) -> bool:
    """Its value is of a field that is shown; of others only the seal goes along."""
    declared = record.declaration.field_by_id(operation.field)
    return declared is None or declared.key in record.values
