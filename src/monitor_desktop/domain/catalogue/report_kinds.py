"""What only some kinds of monitoring reports have, and how a report was reviewed.

Fields follow the kind of report; those of other kinds stay empty.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Field, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_VISIT = Section("visit")
_TRIAL = Section("trial")
_MEDIA = Section("media")
_INTERVIEWS = Section("interviews")
_ASSEMBLY = Section("assembly")
_REVIEW = Section("review")

OF_SOME_REPORTS: tuple[Field, ...] = (
    _VISIT.text("mr0019", "institution", search_weight=2),
    _VISIT.choice("mr0020", "institution_type", "location_types", sensitivity=_PUBLIC),
    _VISIT.choice("mr0021", "access", "visit_access", sensitivity=_PUBLIC),
    _VISIT.yes_no("mr0022", "announced", sensitivity=_PUBLIC),
    _VISIT.number("mr0023", "people_held", sensitivity=_PUBLIC),
    _VISIT.number("mr0024", "capacity", sensitivity=_PUBLIC),
    _VISIT.number("mr0025", "talked_in_private", sensitivity=_PUBLIC),
    _VISIT.long_text("mr0026", "conditions", search_weight=1),
    _VISIT.long_text(
        "mr0027", "complaints_heard", search_weight=1, sensitivity=_RESTRICTED
    ),
    _TRIAL.text("mr0028", "court", search_weight=2, sensitivity=_PUBLIC),
    _TRIAL.text("mr0029", "trial_number", search_weight=2),
    _TRIAL.number("mr0030", "hearings_seen", sensitivity=_PUBLIC),
    _TRIAL.number("mr0031", "hearings_closed", sensitivity=_PUBLIC),
    _TRIAL.long_text("mr0032", "fair_trial", search_weight=1),
    _MEDIA.text("mr0033", "outlets", search_weight=2, sensitivity=_PUBLIC),
    _MEDIA.number("mr0034", "items_watched", sensitivity=_PUBLIC),
    _MEDIA.number("mr0035", "items_found", sensitivity=_PUBLIC),
    _INTERVIEWS.number("mr0036", "people_interviewed", sensitivity=_PUBLIC),
    _INTERVIEWS.number("mr0037", "women_interviewed", sensitivity=_PUBLIC),
    _ASSEMBLY.choice("mr0038", "assembly_kind", "assembly_kinds", sensitivity=_PUBLIC),
    _ASSEMBLY.text(
        "mr0039", "assembly_organiser", search_weight=1, sensitivity=_RESTRICTED
    ),
    _ASSEMBLY.number("mr0040", "participants", sensitivity=_PUBLIC),
    _ASSEMBLY.yes_no("mr0041", "permitted", sensitivity=_PUBLIC),
    _ASSEMBLY.choice("mr0042", "assembly_end", "assembly_ends", sensitivity=_PUBLIC),
    _ASSEMBLY.yes_no("mr0043", "force_used", sensitivity=_PUBLIC),
    _ASSEMBLY.number("mr0044", "detained", sensitivity=_PUBLIC),
    _ASSEMBLY.yes_no("mr0045", "press_obstructed", sensitivity=_PUBLIC),
    _REVIEW.text("mr0046", "reviewer", search_weight=1),
    _REVIEW.long_text("mr0047", "remarks"),
    _REVIEW.text("mr0048", "approved_by", search_weight=1),
    _REVIEW.date("mr0049", "published_on", sortable=True, sensitivity=_PUBLIC),
    _REVIEW.text("mr0050", "published_at", search_weight=1, sensitivity=_PUBLIC),
)
"""Fields of visits, trials, media monitoring, interviews, assemblies; the review."""

SECTIONS_OF_KINDS: tuple[tuple[str, str], ...] = (
    (_VISIT.key, "detention_visit"),
    (_TRIAL.key, "trial"),
    (_MEDIA.key, "media"),
    (_INTERVIEWS.key, "interviews"),
    (_ASSEMBLY.key, "assembly"),
)
"""Sections, each with the kind of report that has it."""
