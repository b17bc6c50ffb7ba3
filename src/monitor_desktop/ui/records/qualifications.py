"""Legal qualifications: an article that was no law on the day is said to be none."""

from collections.abc import Sequence

from monitor_desktop.domain.provisions import PROVISIONS, not_in_force
from monitor_desktop.i18n.date_texts import describe
from monitor_desktop.overriding import override
from monitor_desktop.ui.records.form_state import Part
from monitor_desktop.ui.records.part_tables import PartsSection


class QualificationsSection(PartsSection):
    """Tells when an article was in force, as it is typed: never a ban."""

    @override
    def _advise(self, part: Part) -> Sequence[str]:
        terms = self._session.kit.vocabularies[PROVISIONS]
        term = not_in_force(part.shown, terms, self._siblings)
        if term is None:
            return ()
        edtf = f"{term.valid_from or '..'}/{term.valid_to or '..'}"
        say = self._session.say
        message = "Not in force on that day. In force: {when}"
        return [say(message, when=describe(edtf, say.language))]
