"""The record types, one module per area. Adding a type or a field happens here."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from monitor_desktop.domain.catalogue.act_details import (
    ALLEGATION,
    ALLEGATION_LINK,
    ARREST,
    BODY_MARK,
    DESTRUCTION,
    FINDING,
    KILLING,
    TORTURE,
)
from monitor_desktop.domain.catalogue.case_links import (
    EVENT_LINK,
    INTERVIEW,
    NAMING_APPROVAL,
)
from monitor_desktop.domain.catalogue.case_parts import ACT, INVOLVEMENT, SOURCE
from monitor_desktop.domain.catalogue.cases import CASE
from monitor_desktop.domain.catalogue.catalogues import Catalogue
from monitor_desktop.domain.catalogue.commitments import (
    MEASURE,
    MEASURE_LINK,
    PLAN,
    PLAN_DIRECTION,
    PROGRESS,
    RECOMMENDATION,
)
from monitor_desktop.domain.catalogue.councils import (
    COUNCIL,
    COUNCIL_DECISION,
    COUNCIL_MEETING,
    COUNCIL_MEMBER,
)
from monitor_desktop.domain.catalogue.customs import CUSTOM_FIELD, CUSTOM_TERM
from monitor_desktop.domain.catalogue.deadline_rules import DAY_OFF, DEADLINE_RULE
from monitor_desktop.domain.catalogue.dialogue import (
    ATTENDANCE,
    BODY_CONTACT,
    CONSULTATION,
    PROPOSAL,
    RELEASE,
)
from monitor_desktop.domain.catalogue.evidence import ATTACHMENT, CUSTODY
from monitor_desktop.domain.catalogue.identities import IDENTITY
from monitor_desktop.domain.catalogue.interventions import INTERVENTION
from monitor_desktop.domain.catalogue.media_complaints import MEDIA_COMPLAINT
from monitor_desktop.domain.catalogue.people import PERSON
from monitor_desktop.domain.catalogue.people_parts import (
    CONSENT,
    NEED,
    PERSON_LINK,
    RETENTION,
    SAFE_CONTACT,
)
from monitor_desktop.domain.catalogue.press_details import (
    CENSORSHIP,
    DENIAL,
    PROSECUTION,
    SEIZURE,
)
from monitor_desktop.domain.catalogue.proceedings import (
    ANNEX,
    COMMUNICATION,
    HEARING,
    LAWYER_ACCESS,
    OBSERVED_HEARING,
    QUALIFICATION,
    REPRISAL,
    STEP,
)
from monitor_desktop.domain.catalogue.project import (
    FROZEN_FIGURE,
    INDICATOR,
    PARTNER,
    PROJECT,
    PROJECT_PARTNER,
    REPORTING_PERIOD,
)
from monitor_desktop.domain.catalogue.report_parts import (
    REPORT_CASE,
    REPORT_RECOMMENDATION,
)
from monitor_desktop.domain.catalogue.reports import MONITORING_REPORT
from monitor_desktop.domain.catalogue.requests import (
    INFO_REQUEST,
    ORAL_REQUEST,
    REQUEST_APPEAL,
    REQUEST_QUESTION,
)
from monitor_desktop.domain.catalogue.trainings import (
    TRAINING,
    TRAINING_PARTICIPANT,
    TRAINING_SESSION,
)
from monitor_desktop.domain.fields import RecordType

RECORD_TYPES: tuple[RecordType, ...] = (
    CASE,
    ACT,
    INVOLVEMENT,
    SOURCE,
    INTERVENTION,
    ARREST,
    TORTURE,
    FINDING,
    BODY_MARK,
    ALLEGATION,
    ALLEGATION_LINK,
    KILLING,
    DESTRUCTION,
    SEIZURE,
    CENSORSHIP,
    PROSECUTION,
    DENIAL,
    INTERVIEW,
    STEP,
    LAWYER_ACCESS,
    HEARING,
    QUALIFICATION,
    COMMUNICATION,
    ANNEX,
    REPRISAL,
    EVENT_LINK,
    NAMING_APPROVAL,
    PERSON,
    IDENTITY,
    CONSENT,
    PERSON_LINK,
    SAFE_CONTACT,
    NEED,
    RETENTION,
    MONITORING_REPORT,
    REPORT_CASE,
    OBSERVED_HEARING,
    REPORT_RECOMMENDATION,
    INFO_REQUEST,
    REQUEST_QUESTION,
    REQUEST_APPEAL,
    ORAL_REQUEST,
    MEDIA_COMPLAINT,
    DEADLINE_RULE,
    DAY_OFF,
    PLAN,
    PLAN_DIRECTION,
    MEASURE,
    PROGRESS,
    MEASURE_LINK,
    RECOMMENDATION,
    CONSULTATION,
    ATTENDANCE,
    PROPOSAL,
    COUNCIL,
    COUNCIL_MEMBER,
    COUNCIL_MEETING,
    COUNCIL_DECISION,
    BODY_CONTACT,
    RELEASE,
    TRAINING,
    TRAINING_SESSION,
    TRAINING_PARTICIPANT,
    PARTNER,
    PROJECT,
    PROJECT_PARTNER,
    INDICATOR,
    REPORTING_PERIOD,
    FROZEN_FIGURE,
    ATTACHMENT,
    CUSTODY,
    CUSTOM_FIELD,
    CUSTOM_TERM,
)
SHIPPED = Catalogue(RECORD_TYPES)
_IN_USE: ContextVar[Catalogue] = ContextVar("catalogue_in_use", default=SHIPPED)


def in_use() -> Catalogue:
    """The record types of the profile that is being worked on."""
    return _IN_USE.get()


def use(catalogue: Catalogue) -> None:
    """Work with these record types from now on, in this thread of work."""
    _IN_USE.set(catalogue)


@contextmanager
def using(catalogue: Catalogue) -> Iterator[None]:
    """Work with these record types for a while."""
    before = _IN_USE.set(catalogue)
    try:
        yield
    finally:
        _IN_USE.reset(before)


def record_type(key: str) -> RecordType | None:
    """The record type with this key, or None (a newer program's type)."""
    return in_use().record_type(key)


def children_of(key: str) -> tuple[RecordType, ...]:
    """Record types whose records hang under records of type ``key``."""
    return in_use().children_of(key)


def top_types() -> tuple[RecordType, ...]:
    """Record types that stand on their own."""
    return in_use().top_types()
