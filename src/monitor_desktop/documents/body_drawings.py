"""Marks on a body as drawings on paper (Istanbul Protocol, annex III)."""

from typing import Final

from monitor_desktop.documents.sheet_building import Builder
from monitor_desktop.documents.sheet_model import BodyMap, Dot, Drawing
from monitor_desktop.domain.operations import JsonValue
from monitor_desktop.domain.records import Record

_BODY_MARK: Final = "body_mark"
_VIEWS: Final = "body_views"
_ALWAYS: Final = ("front", "back")
"""Drawn also without a mark: that nothing is there says something."""
_WHOLE: Final = 1000


def drawings(builder: Builder) -> tuple[BodyMap, ...]:
    """The drawings of the marks that may be shown, or nothing where there are none."""
    marks: dict[str, list[Dot]] = {}
    for order, each in enumerate(builder.tree.children_of(_BODY_MARK), 1):
        view, dot = each.values.get("view"), _dot(each, order)
        if isinstance(view, str) and dot is not None:
            marks.setdefault(view, []).append(dot)
    if not marks:
        return ()
    known = [each.code for each in builder.readers[0].vocabularies[_VIEWS]]
    views = tuple(
        Drawing(key=key, label=_label(builder, key), marks=tuple(marks.get(key, ())))
        for key in known
        if key in marks or key in _ALWAYS
    )
    return (BodyMap(heading=builder.said("body_map"), views=views),)


def _label(builder: Builder, view: str) -> tuple[str, ...]:
    return tuple(
        each.vocabularies[_VIEWS].label(view, each.words.language)
        for each in builder.readers
    )


def _dot(mark: Record, order: int) -> Dot | None:
    number = mark.values.get("number")
    x, y = _place(mark.values.get("x")), _place(mark.values.get("y"))
    if x is None or y is None:
        return None
    return Dot(number=number if isinstance(number, int) else order, x=x, y=y)


def _place(value: JsonValue) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return round(value) if 0 <= value <= _WHOLE else None
