"""Interventions in a case and what came of them (HURIDOCS 26)."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType

_INTERVENTION = Section("interventions")
INTERVENTION = RecordType(
    key="intervention",
    area=Area.CASES,
    parent="case",
    title="type",
    has_reference=False,
    fields=(
        _INTERVENTION.choice(
            "fu2609",
            "type",
            "intervention_types",
            required=True,
            list_column=1,
            huridocs="2609",
        ),
        _INTERVENTION.date("fu2611", "date", list_column=1, huridocs="2611"),
        _INTERVENTION.text("fu2602", "by", search_weight=1, huridocs="2602"),
        _INTERVENTION.person("fu2604", "victim", huridocs="2604"),
        _INTERVENTION.text(
            "fu2612", "parties_asked", search_weight=1, list_column=2, huridocs="2612"
        ),
        _INTERVENTION.text("fu9401", "reference_number", search_weight=2),
        _INTERVENTION.date("fu9402", "due"),
        _INTERVENTION.text("fu9403", "responsible"),
        _INTERVENTION.choice(
            "fu2613",
            "response",
            "intervention_responses",
            list_column=2,
            huridocs="2613",
        ),
        _INTERVENTION.link("fu9405", "reply_file", "attachment"),
        _INTERVENTION.choice(
            "fu2614", "impact", "intervention_impacts", huridocs="2614"
        ),
        _INTERVENTION.choice(
            "fu2651", "status", "intervention_statuses", huridocs="2651"
        ),
        _INTERVENTION.choice("fu2652", "priority", "priorities", huridocs="2652"),
        _INTERVENTION.told("fu9404", "note", search_weight=1, huridocs="2650"),
    ),
)
