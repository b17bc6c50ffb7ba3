"""Days named from today: yesterday, last week, Thursday. Offered, never taken by guess.

Words such as these mean another day tomorrow, so the one that was meant is chosen when
they are written and kept beside them.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Final

from monitor_desktop.domain import names

_DAY: Final = dt.timedelta(days=1)
_WEEK_DAYS: Final = 7
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{2})")


def _by_word(groups: Iterable[str]) -> Mapping[str, int]:
    """Skeletons of the wordings, split by commas, to the place of their group."""
    return {
        names.fold(each): place
        for place, group in enumerate(groups)
        for each in group.split(",")
    }


_DAYS_AGO: Final = _by_word(
    (
        "today, сегодня, имрӯз",
        "yesterday, вчера, дирӯз, дина, last night, вчера ночью, дишаб",
        "day before yesterday, the day before yesterday, позавчера, парерӯз, паррӯз",
    )
)
_STRETCHES: Final = _by_word(
    (
        "last week, прошлая неделя, на прошлой неделе, ҳафтаи гузашта",
        "last month, прошлый месяц, в прошлом месяце, моҳи гузашта",
        "last year, прошлый год, в прошлом году, соли гузашта, порсол",
    )
)
_WEEKDAYS: Final = _by_word(
    (
        "monday, понедельник, в понедельник, душанбе, рӯзи душанбе",
        "tuesday, вторник, во вторник, сешанбе, рӯзи сешанбе",
        "wednesday, среда, в среду, чоршанбе, рӯзи чоршанбе",
        "thursday, четверг, в четверг, панҷшанбе, рӯзи панҷшанбе",
        "friday, пятница, в пятницу, ҷумъа, рӯзи ҷумъа",
        "saturday, суббота, в субботу, шанбе, рӯзи шанбе",
        "sunday, воскресенье, в воскресенье, якшанбе, рӯзи якшанбе",
    )
)


def from_today(text: str, today: str) -> tuple[str, ...]:
    """EDTF of what the words can mean on a day, the likeliest first.

    Args:
        text: As a person wrote it, without a remark.
        today: ISO day.
    """
    said, day = names.fold(text), dt.date.fromisoformat(today)
    if said in _DAYS_AGO:
        return (str(day - _DAYS_AGO[said] * _DAY),)
    if said in _WEEKDAYS:
        last = day - (day.weekday() - _WEEKDAYS[said]) % _WEEK_DAYS * _DAY
        return (str(last), str(last - _WEEK_DAYS * _DAY))
    if said in _STRETCHES:
        return (_before(day, _STRETCHES[said]),)
    return _short_year(text.strip(), day)


def _before(day: dt.date, stretch: int) -> str:
    """The whole week, month or year before the one a day lies in."""
    if stretch == 0:
        monday = day - (day.weekday() + _WEEK_DAYS) * _DAY
        return f"{monday}/{monday + (_WEEK_DAYS - 1) * _DAY}"
    if stretch == 1:
        return f"{day.replace(day=1) - _DAY:%Y-%m}"
    return f"{day.year - 1:04}"


def _short_year(text: str, today: dt.date) -> tuple[str, ...]:
    """9.11.26, in the century in which it is not still to come."""
    found = _SHORT_YEAR.fullmatch(text)
    if not found:
        return ()
    day, month, short = map(int, found.groups())
    century = today.year // 100 * 100
    year = century + short - (100 if century + short > today.year else 0)
    try:
        return (str(dt.date(year, month, day)),)
    except ValueError:
        return ()
