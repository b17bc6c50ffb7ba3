"""Communications to bodies: what to mind before one is written to."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.domain.forums import CAUTIONS, cautions
from monitor_desktop.overriding import override
from monitor_desktop.services.today import today
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.records.part_tables import PartsSection

COMMUNICATION: Final = "communication"


class CommunicationsSection(PartsSection):
    """Cautions of the body chosen, as it is typed: never a ban."""

    @override
    def _advise(self, part: Part) -> Sequence[str]:
        terms = self._session.kit.vocabularies[CAUTIONS]
        language = self._session.say.language
        found = cautions(part.shown, today=today(self._session.kit))
        return [terms.label(each, language) for each in found]
