"""Invented people and an invented case; printers with the shipped fonts."""

from pathlib import Path

import pytest

from monitor_desktop.documents.sheets import SheetPrinter
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.domain.values import shown_value
from monitor_desktop.i18n.date_words import understand
from monitor_desktop.i18n.labels import Reader

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
NARRATIVE = (
    "Рӯзи панҷшанбеи 12 март, тахминан соати 09:40, хабарнигори расонаи мустақил "
    "ҳангоми таҳияи гузориш дар бораи таъмири роҳи ноҳиявӣ дар назди бинои мақомоти "
    "иҷроияи маҳаллӣ аз ҷониби ду нафари либоси шаҳрвандӣ боздошта шуд. Онҳо худро "
    "кормандони мақомоти ҳифзи ҳуқуқ муаррифӣ карданд, вале шаҳодатномаи хизматӣ "
    "нишон надоданд ва сабаби боздоштро шарҳ надоданд.\n"
    "Хабарнигар ба шуъбаи корҳои дохилии ноҳия бурда шуда, дар он ҷо зиёда аз чор "
    "соат бе тартиб додани протокол нигоҳ дошта шуд. Ба ӯ имконият надоданд, ки ба "
    "ҳуқуқшинос, ҳайати таҳририя ё аъзои оилааш занг занад."
)
SUMMARY = {
    "tg": "Хабарнигор бе протокол чор соат нигоҳ дошта шуд; диктофони ӯро гирифтанд.",
    "ru": "Корреспондента четыре часа удерживали без составления протокола; у него "
    "изъяли диктофон, содержимое телефона просмотрели без решения суда.",
    "en": "A correspondent was held for four hours without a record being drawn up; "
    "a voice recorder was taken and the phone was read without a court decision.",
}


def said(text):
    """A date as records hold it."""
    return {"text": text, "edtf": understand(text)}


def dated(text):
    """A date as records show it."""
    field = Record(id="0", type="case").declaration.field("date_from")
    return shown_value(field, {"": said(text)})


def person(number, **values):
    return Record(id=f"p{number}", type="person", ref=f"P-{number}", values=values)


def part(number, kind, **values):
    return Record(id=f"c{number}", type=kind, parent="case", values=values)


@pytest.fixture
def case():
    """A detention with a victim, two perpetrators, a source and two interventions."""
    victim = person(
        1,
        name="Меҳрангез Ғаюрӣ",
        sex="female",
        birth_date=dated("1992"),
        occupation="029005010000",
        outlet="«Ҷӯйбор» (расонаи хаёлӣ)",
    )
    officer = person(2, name="Қурбон Ҳошимӣ", sex="male")
    witness = person(3, name="Ӯғулой Ҷамшедзода", sex="female", place="TJ-DU")
    record = Record(
        id="case",
        type="case",
        ref="TJ-2026-0147",
        values={
            "title": "Боздошти хабарнигор дар назди бинои ҳукумати ноҳия",
            "status": "open",
            "date_from": dated("12 марти соли 2026"),
            "date_to": dated("миёнаи моҳи апрели соли 2026"),
            "place": "TJ-SU",
            "place_text": "Роҳи калон, назди дармонгоҳ",
            "responsible": "Ҷамшед Ӯғулзода",
            "rights_affected": ["liberty", "life"],
            "description": NARRATIVE,
            "summary": SUMMARY,
            "impact": "Хабарнигор аз таҳияи силсилаи мақолаҳо даст кашид.",
            "motive_confirmed": "yes",
            "notes": "Сабти камера то 20 март нигоҳ дошта мешавад.",
        },
    )
    parts = (
        part(1, "act", type="030102000000", victim="p1", date_from=dated("12.03.2026")),
        part(
            2,
            "act",
            type="equipment_seizure",
            victim="p1",
            exact_place="Шуъбаи корҳои дохилӣ, ҳуҷраи 4",
            note="Диктофон рӯзи дигар баргардонида шуд, аммо сабтҳо нест шуда буданд.",
        ),
        part(3, "involvement", who="p2", act="c1", unit_rank_post="лейтенант"),
        part(4, "source", who="p3", date=dated("15.03.2026"), note="Аз тиреза дид."),
        part(
            5,
            "intervention",
            type="complaint",
            date=dated("16.03.2026"),
            by="Ҷамшед Ӯғулзода",
            parties_asked="Прокуратураи ноҳия",
            reference_number="14/2",
        ),
    )
    linked = {each.id: each for each in (victim, officer, witness)}
    return RecordTree(record=record, children=parts, linked=linked)


@pytest.fixture
def readers(kit):
    """A reader for each of some languages."""

    def of(*languages):
        return [
            Reader(
                words=kit.catalogues.words(each),
                vocabularies=kit.vocabularies,
                gazetteer=kit.gazetteer,
            )
            for each in languages
        ]

    return of


@pytest.fixture(scope="session")
def resources():
    return RESOURCES


@pytest.fixture(scope="session")
def printer():
    return SheetPrinter(RESOURCES / "documents", RESOURCES / "fonts")
