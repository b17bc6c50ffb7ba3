"""The words of dates in English, Russian and Tajik, as people write them.

Months stand in every form that texts use: nominative and genitive in Russian, plain
and with izafet in Tajik.
"""

from collections.abc import Mapping, Sequence
from typing import Final

_ENGLISH: Final = (
    "january jan", "february feb", "march mar", "april apr", "may", "june jun",
    "july jul", "august aug", "september sept sep", "october oct", "november nov",
    "december dec",
)  # fmt: skip
_RUSSIAN: Final = (
    "январь января январём январе январем янв",
    "февраль февраля февралём феврале февралем фев февр",
    "март марта мартом марте мар", "апрель апреля апрелем апреле апр",
    "май мая маем мае", "июнь июня июнем июне", "июль июля июлем июле",
    "август августа августом августе авг",
    "сентябрь сентября сентябрём сентябре сентябрем сен сент",
    "октябрь октября октябрём октябре октябрем окт",
    "ноябрь ноября ноябрём ноябре ноябрем ноя нояб",
    "декабрь декабря декабрём декабре декабрем дек",
)  # fmt: skip
_TAJIK: Final = (
    "январ январи", "феврал феврали", "март марти", "апрел апрели", "май майи",
    "июн июни", "июл июли", "август августи", "сентябр сентябри", "октябр октябри",
    "ноябр ноябри", "декабр декабри",
)  # fmt: skip
_SEASONS: Final = {
    "21": "spring весна весной весны баҳор баҳори",
    "22": "summer лето летом лета тобистон тобистони",
    "23": "autumn fall осень осенью осени тирамоҳ тирамоҳи",
    "24": "winter зима зимой зимы зимистон зимистони",
}
WEEKDAYS: Final = {
    "en": (
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ),
    "ru": (
        "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
        "воскресенье",
    ),
    "tg": (
        "душанбе", "сешанбе", "чоршанбе", "панҷшанбе", "ҷумъа", "шанбе", "якшанбе",
    ),
}  # fmt: skip
"""From Monday, as after a comma in the middle of a line."""


def _by_word(groups: Sequence[Sequence[str]]) -> Mapping[str, int]:
    return {
        word: number
        for group in groups
        for number, words in enumerate(group, start=1)
        for word in words.split()
    }


MONTHS: Final = _by_word((_ENGLISH, _RUSSIAN, _TAJIK))
SEASONS: Final = {
    word: code for code, words in _SEASONS.items() for word in words.split()
}

OR: Final = frozenset({"or", "или", "ё"})
AND: Final = frozenset({"and", "и", "ва"})
BETWEEN: Final = frozenset({"between", "между", "байни"})
FROM: Final = frozenset({"from", "с", "от", "аз"})
TO: Final = frozenset({"to", "until", "till", "до", "по", "на", "то", "ба"})
ABOUT: Final = frozenset(
    {
        *("circa", "ca", "about", "around", "approximately", "approx"),
        *("early", "late", "mid", "middle", "beginning", "end"),
        *("около", "примерно", "приблизительно"),
        *("начало", "начале", "середина", "середине", "конец", "конце"),
        *("начала", "середины", "конца", "половина", "половине"),
        *("тақрибан", "тахминан", "аввали", "миёнаи", "охири", "нимаи"),
        *("аввалҳои", "миёнаҳои", "охирҳои"),
    }
)
# Fillers, "on" among them, are gone before an opening is looked for.
SINCE: Final = (
    ("or", "after"), ("after",), ("since",), ("не", "раньше"),
    ("после",), ("начиная", "с"), ("баъд", "аз"), ("пас", "аз"), ("на", "пештар", "аз"),
)  # fmt: skip
UNTIL: Final = (
    ("or", "before"), ("before",), ("не", "позднее"), ("не", "позже"),
    ("до",), ("пеш", "аз"), ("то",), ("на", "дертар", "аз"),
)  # fmt: skip
FILLER: Final = frozenset(
    {
        *("of", "in", "the", "year", "on", "unknown", "unspecified", "date"),
        *("г", "гг", "год", "года", "году", "годах", "в", "во", "неизвестно"),
        *("соли", "сол", "рӯзи", "моҳи", "моҳ", "дар", "номаълум", "санаи"),
        *("night", "morning", "afternoon", "evening", "noon"),
        *("ночь", "ночью", "утро", "утром", "вечер", "вечером", "днём", "днем"),
        *("шаб", "шаби", "шабона", "субҳ", "субҳи", "саҳар", "саҳари"),
        *("пагоҳӣ", "пагоҳии", "бегоҳ", "бегоҳӣ", "бегоҳии", "рӯзона"),
    }
)
DECADE: Final = frozenset({"s", "х", "е", "ми", "ум"})
"""What stands behind the number of a decade: 1990s, 1990-х, солҳои 1990."""
DECADE_BEFORE: Final = frozenset({"солҳои", "годы", "годов", "годах"})
DECADES: Final = {
    word: f"19{ten}X"
    for ten, words in (
        ("6", "шастум шестидесятые шестидесятых sixties"),
        ("7", "ҳафтодум семидесятые семидесятых seventies"),
        ("8", "ҳаштодум восьмидесятые восьмидесятых eighties"),
        ("9", "навадум девяностые девяностых nineties"),
    )
    for word in words.split()
}
"""Named without a century; no other has them in living memory."""
SHORT_DECADES: Final = frozenset({"60", "70", "80", "90"})

IZAFET: Final = tuple(words.split()[1] for words in _TAJIK)
"""Tajik months as they stand in a date: 5 марти соли 2024."""
RUSSIAN: Final = {
    case: tuple(words.split()[place] for words in _RUSSIAN)
    for place, case in enumerate(("nominative", "genitive", "instrumental"))
}
ENGLISH: Final = tuple(words.split()[0].capitalize() for words in _ENGLISH)
SEASON_NAMES: Final = {
    "en": {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"},
    "tg": {"21": "баҳори", "22": "тобистони", "23": "тирамоҳи", "24": "зимистони"},
}
RUSSIAN_SEASONS: Final = {
    "nominative": {"21": "весна", "22": "лето", "23": "осень", "24": "зима"},
    "genitive": {"21": "весны", "22": "лета", "23": "осени", "24": "зимы"},
    "instrumental": {"21": "весной", "22": "летом", "23": "осенью", "24": "зимой"},
}

SHORT: Final[Mapping[str, tuple[str, ...]]] = {
    language: tuple(month[:3] for month in months)
    for language, months in (
        ("en", tuple(each.capitalize() for each in _ENGLISH)),
        ("ru", _RUSSIAN),
        ("tg", _TAJIK),
    )
}
"""Months in three letters, for the foot of a chart."""
SHORT_RUSSIAN: Final = {
    case: tuple(month[:3] for month in months) for case, months in RUSSIAN.items()
}
"""Only May sounds different after a preposition: около мая."""
SHORT_SEASONS: Final = {
    "en": SEASON_NAMES["en"],
    "tg": {"21": "баҳори", "22": "тобист.", "23": "тирамоҳи", "24": "зимист."},
}
"""For a row of a list; Russian ones are short enough as they are."""
