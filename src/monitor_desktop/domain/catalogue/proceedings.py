"""The law's side of a case: steps, counsel, hearings, bodies that were written to.

Together the steps prove that domestic remedies were used. Articles and forums are
terms with the days they hold from and until; a lawyer confirms them.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, Field, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED

_STEP = Section("proceeding_step")
STEP = RecordType(
    key="proceeding_step",
    area=Area.CASES,
    parent="case",
    title="step",
    has_reference=False,
    fields=(
        _STEP.choice(
            "ps0001",
            "step",
            "proceeding_steps",
            sensitivity=_PUBLIC,
            required=True,
            list_column=1,
        ),
        _STEP.date("ps0002", "date", sensitivity=_PUBLIC, list_column=1),
        _STEP.text("ps0003", "body", list_column=2, search_weight=1),
        _STEP.text(
            "ps0004", "number", sensitivity=_RESTRICTED, list_column=2, search_weight=2
        ),
        _STEP.text("ps0005", "by", sensitivity=_RESTRICTED),
        _STEP.text("ps0006", "article"),
        _STEP.date("ps0007", "due"),
        _STEP.link("ps0008", "answers", "proceeding_step"),
        _STEP.choice(
            "ps0009", "outcome", "step_outcomes", sensitivity=_PUBLIC, list_column=3
        ),
        _STEP.told("ps0010", "reasons"),
        _STEP.text("ps0011", "document", sensitivity=_RESTRICTED),
        _STEP.link("ps0014", "document_file", "attachment"),
        _STEP.yes_no("ps0012", "recognised_victim", sensitivity=_PUBLIC),
        _STEP.told("ps0013", "note"),
    ),
)

_LAWYER_ACCESS = Section("lawyer_access")
LAWYER_ACCESS = RecordType(
    key="lawyer_access",
    area=Area.CASES,
    parent="case",
    title="event",
    has_reference=False,
    applies_to=(
        "010106010000",
        "010190010000",
        "020111110000",
        "030000000000",
        "350000000000",
        "360000000000",
    ),
    fields=(
        _LAWYER_ACCESS.choice(
            "la0001",
            "event",
            "lawyer_events",
            sensitivity=_PUBLIC,
            required=True,
            list_column=1,
        ),
        _LAWYER_ACCESS.date_time("la0002", "at", list_column=1),
        _LAWYER_ACCESS.person("la0003", "lawyer", list_column=2),
        _LAWYER_ACCESS.choice(
            "la0004", "chosen", "lawyer_choices", sensitivity=_PUBLIC, list_column=2
        ),
        _LAWYER_ACCESS.text("la0005", "order_number", sensitivity=_RESTRICTED),
        _LAWYER_ACCESS.text("la0006", "refused_by", sensitivity=_RESTRICTED),
        _LAWYER_ACCESS.text("la0007", "ground"),
        _LAWYER_ACCESS.yes_no("la0008", "confidential", sensitivity=_PUBLIC),
        _LAWYER_ACCESS.number("la0009", "duration_min"),
        _LAWYER_ACCESS.told("la0010", "motion"),
        _LAWYER_ACCESS.told("la0011", "answer"),
        _LAWYER_ACCESS.told("la0012", "note"),
    ),
)


def _hearing_fields(prefix: str, section: Section) -> tuple[Field, ...]:
    """What an observer notes of a hearing, with the checklist of a fair trial."""
    return (
        section.text(f"{prefix}0001", "court", list_column=1, search_weight=1),
        section.date(f"{prefix}0002", "date", sensitivity=_PUBLIC, list_column=1),
        section.date_time(f"{prefix}0003", "began"),
        section.date_time(f"{prefix}0004", "ended"),
        section.text(f"{prefix}0005", "judge", sensitivity=_RESTRICTED, list_column=2),
        section.text(f"{prefix}0006", "prosecutor", sensitivity=_RESTRICTED),
        section.text(f"{prefix}0007", "counsel", sensitivity=_RESTRICTED),
        section.choice(
            f"{prefix}0008",
            "openness",
            "hearing_openness",
            sensitivity=_PUBLIC,
            list_column=2,
        ),
        section.text(f"{prefix}0009", "closed_ground"),
        section.choice(
            f"{prefix}0010", "restraints", "court_restraints", sensitivity=_PUBLIC
        ),
        section.choice(
            f"{prefix}0011", "interpreter", "hearing_interpreters", sensitivity=_PUBLIC
        ),
        section.told(f"{prefix}0012", "observers"),
        section.told(f"{prefix}0013", "motions"),
        section.terms(
            f"{prefix}0014", "upheld", "fair_trial_points", sensitivity=_PUBLIC
        ),
        section.terms(
            f"{prefix}0015", "breached", "fair_trial_points", sensitivity=_PUBLIC
        ),
        section.yes_no(f"{prefix}0016", "torture_raised", sensitivity=_PUBLIC),
        section.told(f"{prefix}0017", "court_reaction"),
        section.told(f"{prefix}0018", "outcome"),
        section.date(f"{prefix}0019", "next_date", sensitivity=_PUBLIC),
        section.told(f"{prefix}0020", "note"),
    )


HEARING = RecordType(
    key="hearing",
    area=Area.CASES,
    parent="case",
    title="court",
    has_reference=False,
    fields=_hearing_fields("hr", Section("hearing")),
)
"""A hearing in a case that is documented."""

OBSERVED_HEARING = RecordType(
    key="observed_hearing",
    area=Area.MONITORING,
    parent="monitoring_report",
    title="court",
    has_reference=False,
    fields=_hearing_fields("ho", Section("observed_hearing")),
)
"""A hearing that a trial observation tells of, whether or not there is a case."""

_QUALIFICATION = Section("qualification")
QUALIFICATION = RecordType(
    key="qualification",
    area=Area.CASES,
    parent="case",
    title="provision",
    has_reference=False,
    fields=(
        _QUALIFICATION.link("lq0001", "act", "act", list_column=1),
        _QUALIFICATION.choice(
            "lq0002",
            "provision",
            "legal_provisions",
            sensitivity=_PUBLIC,
            list_column=1,
        ),
        _QUALIFICATION.text("lq0003", "provision_text", list_column=2),
        _QUALIFICATION.date(
            "lq0004", "in_force_on", sensitivity=_PUBLIC, list_column=2
        ),
        _QUALIFICATION.choice(
            "lq0005", "by", "qualified_by", sensitivity=_PUBLIC, list_column=3
        ),
        _QUALIFICATION.date("lq0006", "limitation"),
        _QUALIFICATION.choice("lq0009", "amnesty_act", "amnesties"),
        _QUALIFICATION.text("lq0007", "amnesty"),
        _QUALIFICATION.told("lq0008", "note"),
    ),
)

_COMMUNICATION = Section("communication")
COMMUNICATION = RecordType(
    key="communication",
    area=Area.CASES,
    parent="case",
    title="forum",
    has_reference=False,
    fields=(
        _COMMUNICATION.choice(
            "un0001",
            "forum",
            "forums",
            sensitivity=_PUBLIC,
            required=True,
            list_column=1,
        ),
        _COMMUNICATION.person("un0002", "victim", list_column=2),
        _COMMUNICATION.date("un0003", "sent_on", list_column=1),
        _COMMUNICATION.text(
            "un0004", "number", sensitivity=_RESTRICTED, list_column=2, search_weight=2
        ),
        _COMMUNICATION.yes_no("un0005", "authorised"),
        _COMMUNICATION.text("un0006", "authority_form", sensitivity=_RESTRICTED),
        _COMMUNICATION.yes_no("un0007", "anonymity"),
        _COMMUNICATION.yes_no("un0008", "other_procedure"),
        _COMMUNICATION.text("un0009", "other_procedure_note", sensitivity=_RESTRICTED),
        _COMMUNICATION.told("un0010", "remedies"),
        _COMMUNICATION.date("un0011", "last_decision"),
        _COMMUNICATION.told("un0012", "delay_reason"),
        _COMMUNICATION.yes_no("un0013", "interim"),
        _COMMUNICATION.date("un0014", "interim_granted"),
        _COMMUNICATION.choice("un0015", "language", "languages"),
        _COMMUNICATION.told("un0016", "annexes"),
        _COMMUNICATION.date("un0017", "due"),
        _COMMUNICATION.choice(
            "un0018",
            "status",
            "communication_statuses",
            sensitivity=_PUBLIC,
            list_column=3,
        ),
        _COMMUNICATION.told("un0019", "outcome"),
        _COMMUNICATION.told("un0020", "note"),
    ),
)

_ANNEX = Section("annex")
ANNEX = RecordType(
    key="annex",
    area=Area.CASES,
    parent="case",
    title="title",
    has_reference=False,
    fields=(
        _ANNEX.link("ax0001", "communication", "communication", list_column=2),
        _ANNEX.text("ax0002", "number", list_column=1),
        _ANNEX.text(
            "ax0003", "title", sensitivity=_RESTRICTED, required=True, list_column=1
        ),
        _ANNEX.link("ax0004", "document_file", "attachment"),
        _ANNEX.number("ax0005", "first_page", list_column=2),
        _ANNEX.number("ax0006", "last_page", list_column=2),
        _ANNEX.told("ax0007", "note"),
    ),
)
"""A document that goes with a communication: a body asks for a list with pages."""

_REPRISAL = Section("reprisal")
REPRISAL = RecordType(
    key="reprisal",
    area=Area.CASES,
    parent="case",
    title="kind",
    has_reference=False,
    fields=(
        _REPRISAL.choice(
            "rs0001",
            "kind",
            "reprisal_kinds",
            sensitivity=_PUBLIC,
            required=True,
            list_column=1,
        ),
        _REPRISAL.link("rs0002", "act", "act"),
        _REPRISAL.person("rs0003", "against", list_column=2),
        _REPRISAL.date("rs0004", "date", list_column=1),
        _REPRISAL.link("rs0005", "after_step", "proceeding_step"),
        _REPRISAL.link("rs0006", "after_communication", "communication"),
        _REPRISAL.told("rs0007", "described"),
        _REPRISAL.yes_no("rs0008", "urgent", list_column=2),
        _REPRISAL.terms("rs0009", "reported_to", "forums"),
        _REPRISAL.date("rs0010", "due"),
        _REPRISAL.told("rs0011", "protection"),
        _REPRISAL.told("rs0012", "note"),
    ),
)
