"""A short way to declare fields: a section once, then a line for each field."""

from dataclasses import dataclass
from typing import TypedDict

from typing_extensions import Unpack

from monitor_desktop.domain.fields import Field, Kind, Sensitivity


class _More(TypedDict, total=False):
    """What a field may say besides its id, key and kind."""

    required: bool
    sensitivity: Sensitivity
    list_column: int
    sortable: bool
    search_weight: int
    person_name: bool
    fixed: bool
    below_zero: bool
    at_most: int
    huridocs: str
    first_contact: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Fields under one heading of form and sheet.

    Attributes:
        key: Key of the heading.
    """

    key: str

    def text(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """One line of text."""
        return Field(id=field_id, key=key, kind=Kind.TEXT, section=self.key, **more)

    def long_text(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """Text of many lines."""
        return Field(
            id=field_id, key=key, kind=Kind.LONG_TEXT, section=self.key, **more
        )

    def told(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """Text of many lines that may name anybody."""
        more.setdefault("sensitivity", Sensitivity.RESTRICTED)
        return self.long_text(field_id, key, **more)

    def multilingual(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """Text in three languages side by side."""
        return Field(
            id=field_id, key=key, kind=Kind.MULTILINGUAL, section=self.key, **more
        )

    def date(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """A date as far as it is known."""
        return Field(
            id=field_id, key=key, kind=Kind.PARTIAL_DATE, section=self.key, **more
        )

    def date_time(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """A day and an hour, where hours count."""
        return Field(
            id=field_id, key=key, kind=Kind.DATE_TIME, section=self.key, **more
        )

    def number(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """A number."""
        return Field(id=field_id, key=key, kind=Kind.NUMBER, section=self.key, **more)

    def yes_no(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """Yes, no, unknown or not asked."""
        return Field(id=field_id, key=key, kind=Kind.YES_NO, section=self.key, **more)

    def place(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """A place of the gazetteer."""
        return Field(id=field_id, key=key, kind=Kind.PLACE, section=self.key, **more)

    def choice(
        self, field_id: str, key: str, vocabulary: str, **more: Unpack[_More]
    ) -> Field:
        """One term of a vocabulary."""
        return Field(
            id=field_id,
            key=key,
            kind=Kind.CHOICE,
            vocabulary=vocabulary,
            section=self.key,
            **more,
        )

    def terms(
        self, field_id: str, key: str, vocabulary: str, **more: Unpack[_More]
    ) -> Field:
        """Any number of terms of a vocabulary."""
        return Field(
            id=field_id,
            key=key,
            kind=Kind.MULTIPLE_CHOICE,
            vocabulary=vocabulary,
            section=self.key,
            **more,
        )

    def link(
        self, field_id: str, key: str, target: str, **more: Unpack[_More]
    ) -> Field:
        """A link to a record of another type."""
        return Field(
            id=field_id,
            key=key,
            kind=Kind.LINK,
            target=target,
            section=self.key,
            **more,
        )

    def person(self, field_id: str, key: str, **more: Unpack[_More]) -> Field:
        """A link to a person: outside the unit only with their consent."""
        more.setdefault("sensitivity", Sensitivity.RESTRICTED)
        more.setdefault("person_name", True)  # a value
        return self.link(field_id, key, "person", **more)
