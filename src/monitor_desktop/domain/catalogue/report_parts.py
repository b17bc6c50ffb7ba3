"""Parts of a monitoring report: the cases in it, its recommendations."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_REPORT_CASES = Section("report_cases")
_REPORT_RECOMMENDATIONS = Section("report_recommendations")

REPORT_CASE = RecordType(
    key="report_case",
    area=Area.MONITORING,
    parent="monitoring_report",
    title="linked_case",
    has_reference=False,
    fields=(
        _REPORT_CASES.link(
            "rk0001", "linked_case", "case", required=True, list_column=1
        ),
        _REPORT_CASES.text("rk0002", "note", search_weight=1),
    ),
)

REPORT_RECOMMENDATION = RecordType(
    key="report_recommendation",
    area=Area.MONITORING,
    parent="monitoring_report",
    title="addressed_to",
    has_reference=False,
    fields=(
        _REPORT_RECOMMENDATIONS.text(
            "rr0001",
            "addressed_to",
            required=True,
            list_column=1,
            search_weight=1,
            sensitivity=_PUBLIC,
        ),
        _REPORT_RECOMMENDATIONS.multilingual(
            "rr0002",
            "text",
            required=True,
            list_column=1,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _REPORT_RECOMMENDATIONS.date("rr0003", "due", sensitivity=_PUBLIC),
        _REPORT_RECOMMENDATIONS.choice(
            "rr0004", "fate", "proposal_fates", list_column=2, sensitivity=_PUBLIC
        ),
        _REPORT_RECOMMENDATIONS.long_text(
            "rr0005", "reply", search_weight=1, sensitivity=_PUBLIC
        ),
        _REPORT_RECOMMENDATIONS.link(
            "rr0006", "measure", "measure", sensitivity=_PUBLIC
        ),
    ),
)
