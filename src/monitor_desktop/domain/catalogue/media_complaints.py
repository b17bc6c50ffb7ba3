"""Complaints against media that a media council considers."""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_KEY_FACTS = Section("key_facts")
_PUBLICATION = Section("publication")
_CONSIDERATION = Section("consideration")

MEDIA_COMPLAINT = RecordType(
    key="media_complaint",
    area=Area.REQUESTS,
    title="subject",
    fields=(
        _KEY_FACTS.text(
            "mc0001",
            "subject",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=6,
        ),
        _KEY_FACTS.terms(
            "mc0002",
            "kind",
            "media_complaint_kinds",
            required=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "mc0003",
            "outlet",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=4,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "mc0004",
            "author",
            search_weight=3,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.text(
            "mc0005",
            "complainant",
            list_column=3,
            search_weight=3,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.link(
            "mc0006",
            "complainant_person",
            "person",
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.date(
            "mc0007",
            "received_on",
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice("mc0008", "confidentiality", "sensitivities"),
        _PUBLICATION.text(
            "mc0009", "publication", search_weight=3, sensitivity=_PUBLIC
        ),
        _PUBLICATION.date("mc0010", "published_on", sensitivity=_PUBLIC),
        _PUBLICATION.text(
            "mc0011", "web_address", search_weight=1, sensitivity=_PUBLIC
        ),
        _PUBLICATION.long_text("mc0012", "disputed", search_weight=2),
        _PUBLICATION.text("mc0013", "standards", search_weight=1, sensitivity=_PUBLIC),
        _CONSIDERATION.choice(
            "mc0014",
            "state",
            "complaint_states",
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _CONSIDERATION.date("mc0015", "to_outlet_on"),
        _CONSIDERATION.long_text("mc0016", "outlet_reply", search_weight=1),
        _CONSIDERATION.date("mc0017", "considered_on", sensitivity=_PUBLIC),
        _CONSIDERATION.text(
            "mc0018", "experts", sensitivity=_RESTRICTED, search_weight=1
        ),
        _CONSIDERATION.date("mc0019", "due"),
        _CONSIDERATION.date("mc0020", "decided_on", sortable=True, sensitivity=_PUBLIC),
        _CONSIDERATION.choice(
            "mc0021",
            "outcome",
            "media_complaint_outcomes",
            list_column=3,
            sensitivity=_PUBLIC,
        ),
        _CONSIDERATION.multilingual(
            "mc0022", "decision", search_weight=2, sensitivity=_PUBLIC
        ),
        _CONSIDERATION.text(
            "mc0023", "done_by_outlet", search_weight=1, sensitivity=_PUBLIC
        ),
        _CONSIDERATION.link("mc0024", "linked_case", "case"),
        _CONSIDERATION.long_text(
            "mc0025", "notes", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)
