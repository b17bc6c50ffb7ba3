"""Invented records, one for each kind of document."""

import datetime as dt

from tests.documents.conftest import SUMMARY, dated

from monitor_desktop.domain import bulletin
from monitor_desktop.domain.deadlines import Rule, Start, Term, Unit
from monitor_desktop.domain.missing import Missing
from monitor_desktop.domain.records import Record, RecordTree

NOT_ASKED = {"missing": str(Missing.NOT_ASKED)}


def record(record_id, kind, **values):
    return Record(id=record_id, type=kind, ref="K7QF-2026-0012", values=values)


def unnumbered(record_id, kind, **values):
    """A part without a number of its own."""
    return Record(id=record_id, type=kind, parent="case", values=values)


def request():
    return RecordTree(
        record=record(
            "r",
            "info_request",
            subject="Маълумот дар бораи таъмири роҳ",
            body="Ҳукумати ноҳияи Бобоҷон Ғафуров",
            legal_basis="information_law_2008",
            requester="Меҳрангез Ғаюрӣ",
            outlet="«Ҷӯйбор»",
            sent_on=dated("5 марти 2026"),
            outgoing_number="14",
            proof="post_receipt",
            text="Барои таҳияи мақола ба мо маълумоти зерин лозим аст.",
            received_on=dated("6 марти 2026"),
            outcome="refusal",
            refusal_ground="internal_document",
            refusal_note="Дар бойгонӣ нест.",
        ),
        children=(
            record("q1", "request_question", question="Чӣ қадар маблағ ҷудо шуд?"),
            record("q2", "request_question", question="Пудратчӣ кист?"),
            record(
                "a",
                "request_appeal",
                route="prosecutor",
                body="Прокуратураи вилояти Суғд",
                sent_on=dated("9 апрели 2026"),
                outgoing_number="21",
                grounds="Сабаби радро хаттӣ нагуфтанд.",
            ),
        ),
    )


def terms():
    """How long the body has to answer the request, and the prosecutor the complaint."""
    reply = Rule(
        code="information_reply",
        basis="information_law_2008",
        step="reply",
        article="13(1)",
        amount=30,
        unit=Unit.CALENDAR_DAYS,
        runs_from=Start.RECEIPT,
    )
    appeal = Rule(
        code="own",
        basis="other",
        step="appeal_reply",
        article="моддаи 20",
        amount=2,
        unit=Unit.MONTHS,
        runs_from=Start.REGISTRATION,
        own=True,
        law="Қонуни намуна",
    )
    return {
        "r": Term(rule=reply, last=dt.date(2026, 4, 6), surely=dt.date(2026, 4, 6)),
        "a": Term(
            rule=appeal,
            last=dt.date(2026, 6, 9),
            surely=dt.date(2026, 6, 9),
            counted_from=Start.SENDING,
        ),
    }


def training():
    return RecordTree(
        record=record(
            "t",
            "training",
            title="Ҳуқуқи дастрасӣ ба иттилоот",
            starts_on=dated("3 марти 2026"),
            hours=16,
        ),
        children=(
            record(
                "p1",
                "training_participant",
                name="Меҳрангез Ғаюрӣ",
                organisation="«Ҷӯйбор»",
                sex="female",
                certificate="7",
                certified_on=dated("5 марти 2026"),
            ),
            record("p2", "training_participant", name="Қурбон Ҳошимӣ"),
        ),
    )


def council():
    return RecordTree(
        record=record("c", "public_council", title="Шӯрои ҷамъиятӣ", body="ВКД"),
        children=(
            record(
                "m",
                "council_meeting",
                number="3",
                held_on=dated("3 марти 2026"),
                agenda="1. Гузориш\n2. Пешниҳодҳо",
                minutes="Раис ҷаласаро кушод.",
            ),
            record(
                "d",
                "council_decision",
                meeting="m",
                text="Ба боздоштшудагон дастрасӣ ба адвокат дода шавад.",
                addressed_to="ВКД",
            ),
            record("mm", "council_member", name="Ҷамшед Ӯғулзода"),
        ),
    )


def plan():
    measures = [
        record(
            f"m{number}",
            "measure",
            number=f"1.{number}",
            title=f"Чорабинии {number}",
            plan="pl",
            lead_body="ВКД",
            due=dated("2027"),
            state="under_way",
        )
        for number in range(3)
    ]
    claim = Record(
        id="pg",
        type="progress",
        parent="m1",
        values={
            "date": dated("марти 2026"),
            "claimed_state": "done",
            "state_claim": {"tg": "Ҳама иҷро шуд.", "ru": "Всё выполнено."},
            "found_state": "under_way",
            "our_finding": {"tg": "Ягон суд дарс нагирифт."},
            "evidence": "Мусоҳиба бо се судя",
        },
    )
    return RecordTree(
        record=record(
            "pl",
            "plan",
            title="Нақша",
            full_title={"tg": "Нақшаи чорабиниҳо", "ru": "План мероприятий"},
        ),
        linked={each.id: each for each in (*measures, claim)},
    )


def report():
    return RecordTree(
        record=record(
            "mr",
            "monitoring_report",
            title="Мурофиаи судӣ",
            report_type="trial",
            period=dated("апрели 2026"),
            findings="Мурофиа пӯшида буд.",
            recommendations={"tg": "Мурофиаро кушоед.", "ru": "Открыть процесс."},
        )
    )


def release():
    return RecordTree(
        record=record(
            "re",
            "release",
            title="Изҳорот",
            dated=dated("3 марти 2026"),
            headline={"tg": "Хабарнигорро озод кунед", "ru": "Освободите журналиста"},
            text=SUMMARY,
        )
    )


def evidence(case):
    file = record(
        "at",
        "attachment",
        title="Сабти камера",
        original_name="camera.mp4",
        sha256="0f" * 32,
        size_bytes=1_048_576,
        obtained_on=dated("15.03.2026"),
    )
    hand = record("cu", "custody", attachment="at", to_whom="Лаборатория")
    return RecordTree(record=case.record, children=(file, hand))


def steps(case):
    """A report of a crime, a refusal that answers it, and a complaint without a day."""
    parts = (
        unnumbered(
            "s0", "proceeding_step", step="complaint_prosecutor", body="Прокуратура"
        ),
        unnumbered(
            "s2",
            "proceeding_step",
            step="refused",
            date=dated("20.03.2026"),
            answers="s1",
            document_file="do",
        ),
        unnumbered(
            "s1",
            "proceeding_step",
            step="report",
            date=dated("16.03.2026"),
            number="147",
            due=dated("19.03.2026"),
        ),
        record("do", "attachment", title="Қарори рад"),
    )
    return RecordTree(record=case.record, children=parts)


def torture_parts():
    """Two alleged methods, what bears the first out, and what nobody linked."""
    return (
        unnumbered(
            "f1", "torture_finding", finding="Кабудиҳои кафи пой", consistency="c"
        ),
        unnumbered(
            "k1", "body_mark", number=3, view="back", injury="bruise", finding="f1"
        ),
        unnumbered(
            "k2", "body_mark", number=4, view="back", x=400, y=900, injury="burn"
        ),
        record("ph", "attachment", title="Акс аз 16.03.2026"),
        record("do", "attachment", title="Хулосаи табиб"),
        unnumbered("so", "source", title="Ҳамсоя"),
        record(
            "al1",
            "allegation",
            method="030104000000",
            injury="Роҳ рафта наметавонист",
            finding="f1",
            photo_file="ph",
            told="Ба кафи пойҳоям бо чӯб мезаданд.",
            borne_out="030000000000",
        ),
        unnumbered("al2", "allegation", method="030800000000", injury=NOT_ASKED),
        unnumbered("li", "allegation_link", allegation="al1", mark="k2", source="so"),
        unnumbered("lj", "allegation_link", allegation="al1", document_file="do"),
    )


def torture(case):
    return RecordTree(record=case.record, children=torture_parts())


def forgotten():
    person = record("x", "person", name="Меҳрангез Ғаюрӣ")
    kept = {"ground": "none", "destruction_act": "3", "destroyed_by": "Чинор-2"}
    return RecordTree(
        record=person,
        children=(
            record("co", "consent", purpose="keep", answer="withdrawn"),
            record("rt", "retention", destroyed_on=dated("5 октябри 2026"), **kept),
        ),
    )


def october():
    entry = bulletin.Entry(
        ref="K7QF-2026-0147",
        part=bulletin.Part.DIRECT,
        date=dated("5 октябри 2026"),
        persons=("Мим-3",),
        outlet="«Ҷӯйбор»",
        place="TJ-SU",
        text=SUMMARY,
    )
    return bulletin.bulletin("2026-10-01", "2026-10-31", [entry], victims=1, withheld=2)


def trees(case):
    """Kind of document to a record it is for."""
    return {
        "case_brief": case,
        "press_release": release(),
        "urgent_appeal": case,
        "evidence_list": evidence(case),
        "allegation_matrix": torture(case),
        "remedies": steps(case),
        "destruction_act": forgotten(),
        "monitoring_brief": report(),
        "request_letter": request(),
        "appeal_letter": request(),
        "plan_progress": plan(),
        "minutes": council(),
        "training_list": training(),
        "certificate": training(),
    }
