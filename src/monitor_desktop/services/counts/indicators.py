"""Indicators of the project, counted from the records of a period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.indicators import (
    COUNTED,
    REGION_LEVEL,
    Condition,
    Counted,
    Figure,
    Item,
    Split,
    Unit,
    age_band,
    band_of_birth,
    conditions,
    counted,
    meets,
    person_key,
    quarter_of,
    taken_apart,
    total,
)
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.domain.records import Record, Values, declared
from monitor_desktop.errors import InvalidValueError
from monitor_desktop.services.references import resolve
from monitor_desktop.services.same_persons import one_of_each
from monitor_desktop.services.time_limits import held_days
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import reading
from monitor_desktop.store.store import Transaction

_ALL: Final = 1_000_000
_OWN: Final = {
    Split.SEX: "sex",
    Split.AGE_BAND: "age_band",
    Split.SETTLEMENT: "settlement",
    Split.DISABILITY: "disability",
}


@dataclass(frozen=True, slots=True)
class _Count:
    """One count through the store, for one period (ISO days, both within)."""

    workspace: Workspace
    transaction: Transaction
    first: str
    last: str
    one_person: Mapping[str, str]

    def items(self, type_key: str, which: str) -> tuple[list[Item], int]:
        """What a formula counts in the period, and how many have no day.

        Raises:
            InvalidValueError: INVALID_VALUE, what is wrong with the formula.
        """
        how = COUNTED[type_key]
        wanted = self._with_narrower(type_key, conditions(type_key, which))
        found, undated = [], 0
        for record in self._records(type_key):
            if not meets(record.values, wanted):
                continue
            whole = self._whole(record)
            day = first_day((whole if how.of_whole else record.values).get(how.date))
            if not day:
                undated += 1
            elif self.first <= day <= self.last:
                found.append(self._item(record, whole, how, day))
        return found, undated

    def _records(self, type_key: str) -> Iterator[Record]:
        query = ListQuery(type=type_key, descending=False, limit=_ALL)
        is_part = declared(type_key).parent is not None
        for each in reading.listed(self.transaction, query):
            # A list does not say of what a part is a part.
            yield (
                (reading.record(self.transaction, each.id) or each) if is_part else each
            )

    def _whole(self, record: Record) -> Values:
        if record.parent is None:
            return {}
        found = reading.record(self.transaction, record.parent)
        return found.values if found else {}

    def _with_narrower(
        self, type_key: str, wanted: Iterable[Condition]
    ) -> list[Condition]:
        """Terms and places with everything under them."""
        kit = self.workspace.kit
        found = []
        for key, codes in wanted:
            field = declared(type_key).field(key)
            under = None
            if field is not None and field.kind is Kind.PLACE:
                under = kit.gazetteer.with_all_under
            elif field is not None and field.vocabulary:
                under = kit.vocabularies[field.vocabulary].with_all_under
            every = (
                codes if under is None else {c for each in codes for c in under(each)}
            )
            found.append((key, frozenset(every)))
        return found

    def _item(self, record: Record, whole: Values, how: Counted, day: str) -> Item:
        values = record.values
        linked = record.parent if how.about_whole else values.get(how.person)
        person = self._person(linked)
        people = values.get(how.people) if how.people else 1
        codes = {split: text_of(values.get(key)) for split, key in _OWN.items()}
        codes[Split.SEX] = codes[Split.SEX] or text_of(person.get("sex"))
        codes[Split.AGE_BAND] = codes[Split.AGE_BAND] or _age_band(values, person, day)
        if not codes[Split.DISABILITY] and _is_said_of(values, Split.DISABILITY):
            codes[Split.DISABILITY] = "yes"
        places = (values.get(how.place), whole.get(how.place), person.get(how.place))
        codes |= {Split.REGION: self._region(places), Split.QUARTER: quarter_of(day)}
        name = values.get(how.name) if how.name else None
        known = self.one_person.get(str(linked), linked)
        return Item(
            record=record.id,
            people=int(people) if isinstance(people, int | float) else 0,
            person=person_key(known, name),
            codes=codes,
        )

    def _person(self, linked: JsonValue) -> Values:
        if not isinstance(linked, str):
            return {}
        found = reading.record(self.transaction, linked)
        return found.values if found else {}

    def _region(self, places: Iterable[JsonValue]) -> str:
        """The region the first that is a place lies in.

        A city of the republic stands for itself.
        """
        known = (self.workspace.kit.gazetteer.get(text_of(each)) for each in places)
        place = next((each for each in known if each is not None), None)
        while place is not None and place.level != REGION_LEVEL:
            above = self.workspace.kit.gazetteer.get(place.parent)
            if above is None or above.level == "country":
                break
            place = above
        return place.code if place else ""


def table(
    workspace: Workspace, first: str, last: str, *, project: str | None = None
) -> list[Figure]:
    """Every indicator in a period, in the order of the logframe.

    Args:
        workspace: The open profile.
        first: First ISO day of the period.
        last: Last ISO day of it.
        project: Reference or id of a project; None for all.

    Raises:
        UsageError: NO_SUCH_RECORD.
    """
    with workspace.transaction() as transaction:
        return table_within(workspace, transaction, first, last, project)


def table_within(
    workspace: Workspace,
    transaction: Transaction,
    first: str,
    last: str,
    project: str | None,
) -> list[Figure]:
    """``table`` as a part of a larger transaction."""
    wanted = resolve(transaction, project) if project else None
    count = _Count(workspace, transaction, first, last, one_of_each(transaction))
    query = ListQuery(type="indicator", descending=False, limit=_ALL)
    found = [
        _figure(count, each)
        for each in reading.listed(transaction, query)
        if wanted in {None, each.values.get("project")}
    ]
    return sorted(found, key=lambda each: (each.number, each.ref))


def _figure(count: _Count, indicator: Record) -> Figure:
    values = indicator.values
    plain = Figure(
        indicator=indicator.id,
        ref=indicator.ref or "",
        title=indicator.title,
        number=text_of(values.get("number")),
        level=text_of(values.get("level")),
        baseline=number_of(values.get("baseline")),
        target=number_of(values.get("target")),
        verification=text_of(values.get("verification")),
        formula=_formula(values),
        breakdown={},
    )
    try:
        return _counted(count, plain, values)
    except InvalidValueError as error:
        return replace(plain, wrong=str(error.details["reason"]))


def _counted(count: _Count, plain: Figure, values: Values) -> Figure:
    type_key, unit = text_of(values.get("counts")), text_of(values.get("counted_as"))
    if type_key not in COUNTED or unit not in tuple(Unit):
        raise InvalidValueError("INVALID_VALUE", field="counts", reason=type_key or "?")
    found, undated = count.items(type_key, text_of(values.get("which")))
    items = counted(found, Unit(unit))
    value: float | None = total(items)
    denominator = None
    if Unit(unit) is Unit.PERCENT:
        divided_by = text_of(values.get("divided_by"))
        if divided_by not in COUNTED:
            raise InvalidValueError("INVALID_VALUE", field="divided_by", reason="?")
        denominator = total(
            count.items(divided_by, text_of(values.get("divided_which")))[0]
        )
        value = round(100 * total(items) / denominator, 1) if denominator else None
    splits = values.get("disaggregated")
    return replace(
        plain,
        unit=Unit(unit),
        value=value,
        numerator=total(items),
        denominator=denominator,
        undated=undated,
        breakdown={
            each: taken_apart(items, Split(each))
            for each in (splits if isinstance(splits, list) else ())
            if isinstance(each, str) and each in tuple(Split)
        },
        records=tuple(sorted(each.record for each in items)),
    )


def _formula(values: Values) -> str:
    """The formula in one line, as it is kept with a frozen figure."""
    keys = ("counts", "which", "counted_as", "divided_by", "divided_which")
    return ", ".join(f"{key}: {values[key]}" for key in keys if values.get(key))


def _age_band(values: Values, person: Values, day: str) -> str:
    """By the age that was entered, else by the birth of the person."""
    born = person.get("birth_date")
    entered = age_band(values.get("age_then"))
    return entered or band_of_birth(first_day(born), last_day(born), day)


def _is_said_of(values: Values, characteristic: str) -> bool:
    told = values.get("victim_characteristics")
    return isinstance(told, list) and characteristic in told


def first_day(value: JsonValue) -> str:
    """The first possible ISO day of a date, or of a day with its hour; or empty."""
    if isinstance(value, str):
        at = held_days.parsed(value)
        return at.date().isoformat() if at else ""
    return str(value.get("from") or "") if isinstance(value, Mapping) else ""


def last_day(value: JsonValue) -> str:
    """The last possible ISO day of a partial date, or empty."""
    return str(value.get("to") or "") if isinstance(value, Mapping) else ""


def text_of(value: JsonValue) -> str:
    """A text or a code; anything else is empty."""
    return value if isinstance(value, str) else ""


def number_of(value: JsonValue) -> float | None:
    """A number, or None."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
