"""For whom something is made, and what has to be agreed to for them."""

from dataclasses import dataclass

from monitor_desktop.domain.consents import Purpose
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.own_consents import Use
from monitor_desktop.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """For whom something is made, and when.

    Attributes:
        level: For whom.
        body: A body outside the coalition that alone receives it: then only a consent
            that names this body counts. Empty for none.
        today: ISO day; None where it is not known, then no consent with an end holds.
    """

    level: Level
    body: str = ""
    today: str | None = None

    def __post_init__(self) -> None:
        """Refuse what no consent could be asked for.

        Raises:
            UsageError: BODY_NEEDS_PARTNER.
        """
        if self.body and self.level is not Level.PARTNER:
            raise UsageError("BODY_NEEDS_PARTNER", body=self.body)

    @property
    def by_name(self) -> Purpose:
        """What a person has to agree to, to appear by name."""
        if self.body:
            return Purpose.SHARE_BODY
        return {
            Level.INTERNAL: Purpose.KEEP,
            Level.PARTNER: Purpose.SHARE,
            Level.PUBLIC: Purpose.PUBLISH_NAME,
        }[self.level]

    @property
    def use(self) -> Use:
        """What a source or a document has to be let out for."""
        outside = Use.BODY if self.body else Use.SHARE
        return Use.PUBLISH if self.level is Level.PUBLIC else outside

    @property
    def least(self) -> Purpose:
        """What a person has to agree to, to appear at all."""
        is_public = self.level is Level.PUBLIC
        return Purpose.PUBLISH_ANONYMOUSLY if is_public else self.by_name
