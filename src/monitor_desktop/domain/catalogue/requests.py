"""Access to information: requests, their questions, appeals, oral requests.

A request is split into questions, each with an outcome of its own: a partial answer is
the normal case. What starts the clock and how it was proved decides the deadline.
"""

from monitor_desktop.domain.catalogue.declaring import Section
from monitor_desktop.domain.fields import Area, RecordType, Sensitivity

_PUBLIC = Sensitivity.PUBLIC
_RESTRICTED = Sensitivity.RESTRICTED
_KEY_FACTS = Section("key_facts")
_SENDING = Section("sending")
_REPLY = Section("reply")
_AFTER_REPLY = Section("after_reply")
_REQUEST_QUESTIONS = Section("request_questions")
_REQUEST_APPEALS = Section("request_appeals")

INFO_REQUEST = RecordType(
    key="info_request",
    area=Area.REQUESTS,
    title="subject",
    fields=(
        _KEY_FACTS.text(
            "rq0001",
            "subject",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=8,
        ),
        _KEY_FACTS.text(
            "rq0002",
            "requester",
            list_column=4,
            sortable=True,
            search_weight=3,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.link(
            "rq0003",
            "requester_person",
            "person",
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.text(
            "rq0004", "outlet", list_column=5, sortable=True, search_weight=2
        ),
        _KEY_FACTS.text(
            "rq0005",
            "body",
            required=True,
            list_column=1,
            sortable=True,
            search_weight=5,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.place(
            "rq0006", "place", sortable=True, search_weight=1, sensitivity=_PUBLIC
        ),
        _KEY_FACTS.choice(
            "rq0007",
            "legal_basis",
            "legal_bases",
            required=True,
            list_column=3,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.link("rq0008", "own_rule", "deadline_rule"),
        _KEY_FACTS.text("rq0009", "responsible", search_weight=1),
        _KEY_FACTS.choice("rq0010", "confidentiality", "sensitivities"),
        _SENDING.choice(
            "rq0011", "channel", "request_channels", list_column=4, sensitivity=_PUBLIC
        ),
        _SENDING.date(
            "rq0012", "sent_on", list_column=2, sortable=True, sensitivity=_PUBLIC
        ),
        _SENDING.text("rq0013", "outgoing_number", search_weight=2),
        _SENDING.choice("rq0014", "proof", "sending_proofs"),
        _SENDING.text("rq0015", "proof_note", search_weight=1),
        _SENDING.date("rq0016", "received_on", sensitivity=_PUBLIC),
        _SENDING.date("rq0017", "registered_on", sensitivity=_PUBLIC),
        _SENDING.text("rq0018", "registry_number", search_weight=2),
        _SENDING.long_text("rq0019", "text", search_weight=3),
        _REPLY.yes_no("rq0020", "extended", sensitivity=_PUBLIC),
        _REPLY.date("rq0021", "extended_on", sensitivity=_PUBLIC),
        _REPLY.number("rq0022", "fee_asked", sensitivity=_PUBLIC),
        _REPLY.number("rq0023", "fee_paid", sensitivity=_PUBLIC),
        _REPLY.date("rq0024", "paid_on", sensitivity=_PUBLIC),
        _REPLY.date(
            "rq0025", "reply_on", list_column=3, sortable=True, sensitivity=_PUBLIC
        ),
        _REPLY.text("rq0026", "reply_number", search_weight=1),
        _REPLY.choice(
            "rq0027",
            "outcome",
            "request_outcomes",
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _REPLY.choice(
            "rq0028", "refusal_ground", "refusal_grounds", sensitivity=_PUBLIC
        ),
        _REPLY.text("rq0029", "refusal_note", search_weight=1),
        _REPLY.text("rq0030", "transferred_to", search_weight=1),
        _REPLY.long_text("rq0031", "reply_text", search_weight=2),
        _AFTER_REPLY.link("rq0032", "violation", "case", sensitivity=_PUBLIC),
        _AFTER_REPLY.text(
            "rq0033", "published_at", search_weight=1, sensitivity=_PUBLIC
        ),
        _AFTER_REPLY.long_text(
            "rq0034", "notes", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)

REQUEST_QUESTION = RecordType(
    key="request_question",
    area=Area.REQUESTS,
    parent="info_request",
    title="question",
    has_reference=False,
    fields=(
        _REQUEST_QUESTIONS.long_text(
            "rn0001",
            "question",
            required=True,
            list_column=1,
            search_weight=2,
            sensitivity=_PUBLIC,
        ),
        _REQUEST_QUESTIONS.choice(
            "rn0002", "outcome", "request_outcomes", list_column=1, sensitivity=_PUBLIC
        ),
        _REQUEST_QUESTIONS.choice(
            "rn0003",
            "refusal_ground",
            "refusal_grounds",
            list_column=2,
            sensitivity=_PUBLIC,
        ),
        _REQUEST_QUESTIONS.text("rn0004", "refusal_note", search_weight=1),
        _REQUEST_QUESTIONS.long_text("rn0005", "answer", search_weight=2),
        _REQUEST_QUESTIONS.date(
            "rn0006", "answered_on", list_column=3, sensitivity=_PUBLIC
        ),
        _REQUEST_QUESTIONS.text("rn0007", "note", search_weight=1),
    ),
)

REQUEST_APPEAL = RecordType(
    key="request_appeal",
    area=Area.REQUESTS,
    parent="info_request",
    title="route",
    has_reference=False,
    fields=(
        _REQUEST_APPEALS.choice(
            "ra0001",
            "route",
            "appeal_routes",
            required=True,
            list_column=1,
            sensitivity=_PUBLIC,
        ),
        _REQUEST_APPEALS.text(
            "ra0002", "body", list_column=2, search_weight=2, sensitivity=_PUBLIC
        ),
        _REQUEST_APPEALS.date("ra0003", "sent_on", list_column=2, sensitivity=_PUBLIC),
        _REQUEST_APPEALS.text("ra0004", "outgoing_number", search_weight=1),
        _REQUEST_APPEALS.choice("ra0005", "proof", "sending_proofs"),
        _REQUEST_APPEALS.date("ra0006", "received_on", sensitivity=_PUBLIC),
        _REQUEST_APPEALS.date("ra0007", "registered_on", sensitivity=_PUBLIC),
        _REQUEST_APPEALS.text("ra0008", "registry_number", search_weight=1),
        _REQUEST_APPEALS.link("ra0009", "own_rule", "deadline_rule"),
        _REQUEST_APPEALS.long_text("ra0010", "grounds", search_weight=1),
        _REQUEST_APPEALS.date("ra0011", "reply_on", sensitivity=_PUBLIC),
        _REQUEST_APPEALS.choice(
            "ra0012", "outcome", "appeal_outcomes", list_column=1, sensitivity=_PUBLIC
        ),
        _REQUEST_APPEALS.long_text("ra0013", "reply_text", search_weight=1),
        _REQUEST_APPEALS.text("ra0014", "note", search_weight=1),
    ),
)

ORAL_REQUEST = RecordType(
    key="oral_request",
    area=Area.REQUESTS,
    title="question",
    quick=True,
    fields=(
        _KEY_FACTS.text(
            "oq0001",
            "question",
            first_contact=True,
            required=True,
            list_column=1,
            search_weight=4,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "oq0002",
            "body",
            first_contact=True,
            required=True,
            list_column=1,
            sortable=True,
            search_weight=4,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "oq0003",
            "kind",
            "oral_kinds",
            list_column=2,
            sensitivity=_PUBLIC,
            first_contact=True,
        ),
        _KEY_FACTS.date(
            "oq0004",
            "asked_on",
            first_contact=True,
            required=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.choice(
            "oq0005",
            "outcome",
            "oral_outcomes",
            first_contact=True,
            list_column=2,
            sortable=True,
            sensitivity=_PUBLIC,
        ),
        _KEY_FACTS.text(
            "oq0006",
            "who_answered",
            list_column=4,
            search_weight=1,
            sensitivity=_RESTRICTED,
        ),
        _KEY_FACTS.long_text("oq0007", "answer", search_weight=2, first_contact=True),
        _KEY_FACTS.text(
            "oq0008",
            "requester",
            first_contact=True,
            list_column=4,
            search_weight=2,
            sensitivity=_RESTRICTED,
            person_name=True,
        ),
        _KEY_FACTS.text("oq0009", "outlet", list_column=5, search_weight=2),
        _KEY_FACTS.choice(
            "oq0010",
            "legal_basis",
            "legal_bases",
            sensitivity=_PUBLIC,
            first_contact=True,
        ),
        _KEY_FACTS.date("oq0011", "call_back_on"),
        _KEY_FACTS.link("oq0012", "written_request", "info_request"),
        _KEY_FACTS.link("oq0013", "violation", "case", sensitivity=_PUBLIC),
        _KEY_FACTS.choice("oq0014", "confidentiality", "sensitivities"),
        _KEY_FACTS.long_text(
            "oq0015", "notes", search_weight=1, sensitivity=_RESTRICTED
        ),
    ),
)
