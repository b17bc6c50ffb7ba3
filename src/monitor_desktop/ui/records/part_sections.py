"""Which section the parts of a type are entered in."""

from collections.abc import Mapping
from typing import Final

from monitor_desktop.domain.allegation_matrix import ALLEGATION, LINK
from monitor_desktop.domain.fields import RecordType
from monitor_desktop.domain.provisions import QUALIFICATION
from monitor_desktop.ui.records.allegations import (
    AllegationLinksSection,
    AllegationsSection,
)
from monitor_desktop.ui.records.body_marks import BODY_MARK, BodyMarksSection
from monitor_desktop.ui.records.communications import (
    COMMUNICATION,
    CommunicationsSection,
)
from monitor_desktop.ui.records.consent_tables import CONSENT, ConsentsSection
from monitor_desktop.ui.records.frozen_figures import FROZEN_FIGURE, FiguresSection
from monitor_desktop.ui.records.part_tables import PartsSection
from monitor_desktop.ui.records.qualifications import QualificationsSection
from monitor_desktop.ui.sessions import Session

_OTHERS: Final[Mapping[str, type[PartsSection]]] = {
    ALLEGATION: AllegationsSection,
    LINK: AllegationLinksSection,
    BODY_MARK: BodyMarksSection,
    COMMUNICATION: CommunicationsSection,
    CONSENT: ConsentsSection,
    FROZEN_FIGURE: FiguresSection,
    QUALIFICATION: QualificationsSection,
}
"""Parts that are entered otherwise than by their fields alone."""


def section_of(session: Session, declaration: RecordType) -> PartsSection:
    """An empty section for parts of a type."""
    return _OTHERS.get(declaration.key, PartsSection)(session, declaration)
