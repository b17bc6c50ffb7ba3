"""What somebody decided about two records that may be one person.

A decision is a record like any other: it travels, has a history and can be taken back.
The two persons stay two records, so nothing is lost when a decision was wrong. A pair
without a decision lacks nothing: it is asked about again.
"""

from monitor_desktop.domain.fields import Area, Field, Kind, RecordType, Sensitivity

_RESTRICTED = Sensitivity.RESTRICTED

IDENTITY = RecordType(
    key="identity",
    area=Area.PEOPLE,
    parent="person",
    title="other",
    has_reference=False,
    fields=(
        Field(
            id="id9601",
            key="other",
            kind=Kind.LINK,
            target="person",
            required=True,
            sensitivity=_RESTRICTED,
            list_column=1,
            person_name=True,
            section="identity",
        ),
        Field(
            id="id9602",
            key="verdict",
            kind=Kind.CHOICE,
            vocabulary="identity_verdicts",
            list_column=1,
            section="identity",
        ),
        Field(
            id="id9603",
            key="reason",
            kind=Kind.LONG_TEXT,
            sensitivity=_RESTRICTED,
            section="identity",
        ),
    ),
)
