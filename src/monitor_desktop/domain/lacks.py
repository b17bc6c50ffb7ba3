"""Which consent is missing where somebody or something is left out."""

from dataclasses import dataclass, field
from enum import StrEnum

from monitor_desktop.domain.consents import Purpose
from monitor_desktop.domain.own_consents import Use
from monitor_desktop.errors import NotAllowedError


class Hindrance(StrEnum):
    """What keeps a person back whatever they agreed to."""

    SENSITIVITY = "sensitivity"
    """Their record is restricted or sealed."""
    ACCUSED = "accused"
    """Neither convicted, nor is naming them approved by two."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a person, a source or a document is left out.

    Attributes:
        ref: Reference of who or what would have to agree; of a source, of its record.
        why: The consent that is missing, or what else stands against it.
        body: For ``SHARE_BODY`` and ``BODY``: who would have received it.
        own: Type of the source or document that decides itself; empty for a person.
        record: Id of what is left out.
    """

    ref: str
    why: Purpose | Use | Hindrance
    body: str = ""
    own: str = ""
    record: str = field(default="", compare=False)

    @property
    def reason(self) -> str:
        """Names the consent in counts and errors: ``share``, ``source_share``."""
        return f"{self.own}_{self.why}" if self.own else str(self.why)

    def refusal(self) -> NotAllowedError:
        """The error that says so."""
        if isinstance(self.why, Hindrance):
            return NotAllowedError("NOT_ALLOWED", ref=self.ref, reason=self.reason)
        return NotAllowedError(
            "CONSENT_MISSING", ref=self.ref, reason=self.reason, body=self.body
        )
