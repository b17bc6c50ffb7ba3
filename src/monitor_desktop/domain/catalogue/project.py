"""The joint project: partners, projects, indicators, frozen reporting periods."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_KEY_FACTS = Section("key_facts")
_PROJECT_PARTNERS = Section("project_partners")
_FORMULA = Section("formula")
_MEASURING = Section("measuring")
_FROZEN_FIGURES = Section("frozen_figures")

PARTNER = RecordType(
    key="partner",
    area=Area.PROJECT,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "pa0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.multilingual(
            "pa0002", "full_name", search_weight=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text(
            "pa0003", "short_name", list_column=3, search_weight=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "pa0004", "kind", "partner_kinds", list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "pa0005", "role", "partner_roles", list_column=2, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.place(
            "pa0006",
            "place",
            list_column=3,
            sortable=True,
            search_weight=1,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text("pa0007", "registration", search_weight=1),
        _KEY_FACTS.text(
            "pa0008",
            "contact_person",
            search_weight=2,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.text("pa0009", "contacts", sensitivity=_RESTRICTED),
        _KEY_FACTS.text("pa0010", "agreement", search_weight=1),
        _KEY_FACTS.choice("pa0011", "confidentiality", "sensitivities"),
        _KEY_FACTS.long_text(
            "pa0012", "notes", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)

PROJECT = RecordType(
    key="project",
    area=Area.PROJECT,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "pj0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.multilingual(
            "pj0002", "full_title", search_weight=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.text(
            "pj0003",
            "donor",
            required=True,
            list_column=2,
            sortable=True,
            search_weight=3,
        ),
        _KEY_FACTS.text("pj0004", "agreement", list_column=3, search_weight=2),
        _KEY_FACTS.date(
            "pj0005",
            "starts_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.date(
            "pj0006", "ends_on", list_column=2, sortable=True, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.link(
            "pj0007", "lead", "partner", list_column=4, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.date("pj0008", "report_due", sortable=True),
        _KEY_FACTS.multilingual("pj0009", "goal", search_weight=2, sensitivity=_PUBLIC),
        _KEY_FACTS.choice("pj0010", "confidentiality", "sensitivities"),
        _KEY_FACTS.long_text(
            "pj0011", "notes", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)

PROJECT_PARTNER = RecordType(
    key="project_partner",
    area=Area.PROJECT,
    parent="project",
    title="partner",
    has_reference=False,
    fields=(
        _PROJECT_PARTNERS.link(
            "pp0001",
            "partner",
            "partner",
            required=True,
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _PROJECT_PARTNERS.choice(
            "pp0002", "role", "partner_roles", list_column=1, sensitivity=_PUBLIC
        ),
        _PROJECT_PARTNERS.text("pp0003", "budget"),
        _PROJECT_PARTNERS.text("pp0004", "note", search_weight=1),
    ),
)

INDICATOR = RecordType(
    key="indicator",
    area=Area.PROJECT,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "ix0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
        ),
        _KEY_FACTS.multilingual(
            "ix0002", "wording", search_weight=3, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.link("ix0003", "project", "project", required=True, list_column=3),
        _KEY_FACTS.text(
            "ix0004", "number", list_column=2, sortable=True, search_weight=1
        ),
        _KEY_FACTS.choice(
            "ix0005",
            "level",
            "logframe_levels",
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _FORMULA.choice(
            "ix0006",
            "counts",
            "indicator_counts",
            required=True,
            list_column=2,
            sensitivity=_PUBLIC,
        ),
        _FORMULA.text("ix0007", "which"),
        _FORMULA.choice(
            "ix0008",
            "counted_as",
            "indicator_units",
            required=True,
            sensitivity=_PUBLIC,
        ),
        _FORMULA.choice(
            "ix0009", "divided_by", "indicator_counts", sensitivity=_PUBLIC
        ),
        _FORMULA.text("ix0010", "divided_which"),
        _FORMULA.terms(
            "ix0011", "disaggregated", "disaggregations", sensitivity=_PUBLIC
        ),
        _MEASURING.number(
            "ix0012", "baseline", list_column=3, sensitivity=_PUBLIC, below_zero=True
        ),
        _MEASURING.text("ix0013", "baseline_year", sensitivity=_PUBLIC),
        _MEASURING.number(
            "ix0014", "target", list_column=3, sensitivity=_PUBLIC, below_zero=True
        ),
        _MEASURING.date("ix0015", "target_on", sensitivity=_PUBLIC),
        _MEASURING.text("ix0016", "verification", search_weight=1),
        _MEASURING.text("ix0017", "responsible", search_weight=1),
        _MEASURING.long_text("ix0018", "notes", search_weight=1),
    ),
)

REPORTING_PERIOD = RecordType(
    key="reporting_period",
    area=Area.PROJECT,
    title="title",
    fields=(
        _KEY_FACTS.text(
            "rp0001",
            "title",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=4,
        ),
        _KEY_FACTS.link("rp0002", "project", "project", required=True, list_column=2),
        _KEY_FACTS.date(
            "rp0003",
            "starts_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.date(
            "rp0004",
            "ends_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.date("rp0005", "due", sortable=True),
        _KEY_FACTS.date(
            "rp0006", "frozen_on", list_column=2, sortable=True, fixed=True
        ),
        _KEY_FACTS.date("rp0007", "sent_on", list_column=3),
        _KEY_FACTS.long_text("rp0008", "notes", search_weight=1),
    ),
)

FROZEN_FIGURE = RecordType(
    key="frozen_figure",
    area=Area.PROJECT,
    parent="reporting_period",
    title="title",
    has_reference=False,
    fields=(
        _FROZEN_FIGURES.text(
            "ff0001", "title", fixed=True, required=True, list_column=1, search_weight=1
        ),
        _FROZEN_FIGURES.link("ff0002", "indicator", "indicator", fixed=True),
        _FROZEN_FIGURES.number("ff0003", "value", fixed=True, list_column=1),
        _FROZEN_FIGURES.number("ff0004", "numerator", fixed=True),
        _FROZEN_FIGURES.number("ff0005", "denominator", fixed=True),
        _FROZEN_FIGURES.number(
            "ff0006", "baseline", fixed=True, list_column=2, below_zero=True
        ),
        _FROZEN_FIGURES.number(
            "ff0007", "target", fixed=True, list_column=2, below_zero=True
        ),
        _FROZEN_FIGURES.text("ff0008", "formula", fixed=True),
        _FROZEN_FIGURES.long_text("ff0009", "breakdown", fixed=True),
        _FROZEN_FIGURES.long_text("ff0010", "records", fixed=True),
    ),
)
