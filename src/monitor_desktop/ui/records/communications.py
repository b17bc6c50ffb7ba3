"""Communications to bodies: what to mind before one is written to."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.domain.forums import CAUTIONS, cautions, suited
from monitor_desktop.overriding import override
from monitor_desktop.services.today import today
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.records.part_tables import PartsSection

COMMUNICATION: Final = "communication"
_FORUMS: Final = "forums"
_ACT: Final = "act"
_ACTS: Final = "act_types"


class CommunicationsSection(PartsSection):
    """Bodies that may take it, and cautions of the one chosen: never a ban."""

    @override
    def _advise(self, part: Part) -> Sequence[str]:
        kit, say = self._session.kit, self._session.say
        fits = suited(kit.forum_rules, kit.vocabularies[_ACTS], self._siblings)
        forum = part.shown.values.get("forum")
        if forum is None and fits:
            terms = kit.vocabularies[_FORUMS]
            named = [each.labels[say.language] for each in terms if each.code in fits]
            message = "Bodies that may take it, by what is entered here: {bodies}"
            return [say(message, bodies="; ".join(named))]
        # While no act is entered, nothing can be said against a body.
        is_told = any(each.type == _ACT for each in self._siblings)
        unsuited = set(kit.forum_rules) - fits if is_told else set()
        found = cautions(part.shown, today=today(kit), unsuited=unsuited)
        terms = kit.vocabularies[CAUTIONS]
        return [terms.label(each, say.language) for each in found]
