"""Allegations of torture: for each method that is alleged, what bears it out."""

from collections.abc import Sequence
from typing import Final

from monitor_desktop.i18n.labels import field_label
from monitor_desktop.overriding import override
from monitor_desktop.ui.form_state import Part
from monitor_desktop.ui.part_tables import PartsSection

ALLEGATION: Final = "allegation"
_BEARING_OUT: Final = ("finding", "mark", "photo_file", "witness", "document_file")


class AllegationsSection(PartsSection):
    """Says what is not linked to an allegation yet: a complaint stands on it."""

    @override
    def _advise(self, part: Part) -> Sequence[str]:
        values = part.shown.values
        lacking = [
            field_label(self._session.say.words, ALLEGATION, each)
            for each in _BEARING_OUT
            if values.get(each) is None
        ]
        if not lacking:
            return ()
        return [self._session.say("Not linked yet: {what}", what=", ".join(lacking))]
