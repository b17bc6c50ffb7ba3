"""Batches of sheets, empty forms, and printed sheets checked against the store."""

import base64
import io

import pypdf
import pytest

from monitor_desktop.domain.levels import Level
from monitor_desktop.errors import InputRefusedError, UsageError
from monitor_desktop.services import records
from monitor_desktop.services.paper import (
    letterheads,
    period_papers,
    sheet_checks,
    sheets,
)
from monitor_desktop.services.paper.period_papers import Paper
from monitor_desktop.services.paper.sheet_checks import Standing
from monitor_desktop.services.progress import Cancelled

LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGMQMAgAIgYIBQAOzgJB"
    "Qky4xgAAAABJRU5ErkJggg=="
)
TAJIK = sheets.Choice(languages=("tg",))


@pytest.fixture
def laptop(world):
    return world.laptop("one")


@pytest.fixture
def cases(laptop):
    """References of some cases."""
    return [
        str(records.add(laptop, "case", {"title": f"Парвандаи {each}"}).ref)
        for each in range(5)
    ]


def printed(laptop, refs, choice, path):
    path.write_bytes(sheets.make(laptop, refs, choice).pdf)
    return path


def test_each_record_gets_a_file_with_its_own_page_numbers(laptop, cases, tmp_path):
    told = []
    made = sheets.make_each(
        laptop, cases, tmp_path, TAJIK, lambda done, total: told.append((done, total))
    )

    assert [each.removesuffix(".pdf") for each in made.files] == cases
    for name in made.files:
        text = pypdf.PdfReader(tmp_path / name).pages[0].extract_text()
        assert "саҳифаи 1 аз 1" in text
        assert name.removesuffix(".pdf") in text
    assert told[-1] == (4, 5)


def test_a_cancelled_batch_leaves_whole_files_only(laptop, cases, tmp_path):
    def stop(done, _total):
        if done == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        sheets.make_each(laptop, cases, tmp_path, TAJIK, stop)

    made = sorted(tmp_path.glob("*.pdf"))
    assert 2 <= len(made) < len(cases) + 1
    assert all(pypdf.PdfReader(each).pages for each in made)


def test_somebody_who_cancels_one_file_does_not_wait_for_it(laptop, cases):
    def stop(done, total):
        if done == total:
            raise Cancelled

    with pytest.raises(Cancelled):
        sheets.make(laptop, cases, TAJIK, stop)


def test_a_sheet_is_current_until_its_record_is_changed(laptop, cases, tmp_path):
    both = sheets.Choice(languages=("tg", "ru"))
    path = printed(laptop, cases[:2], both, tmp_path / "a.pdf")

    before = sheet_checks.check_file(laptop, path)
    records.change(laptop, cases[1], {"title": "Дигар"})
    after = sheet_checks.check_file(laptop, path)

    assert before.same_file
    assert not after.same_file
    assert [each.standing for each in before.sheets] == [Standing.CURRENT] * 4
    assert [each.standing for each in after.sheets] == [
        *[Standing.CURRENT] * 2,
        *[Standing.CHANGED] * 2,
    ]


def test_a_sheet_that_was_tampered_with_is_not_the_same_file(laptop, cases, tmp_path):
    path = printed(laptop, cases[:1], TAJIK, tmp_path / "a.pdf")
    path.write_bytes(path.read_bytes() + b"\n% one more line")

    found = sheet_checks.check_file(laptop, path)

    assert not found.same_file
    assert found.sheets[0].standing is Standing.CURRENT


def test_a_sheet_of_another_store_is_unknown(laptop, hub, cases, tmp_path):
    path = printed(laptop, cases[:1], TAJIK, tmp_path / "a.pdf")

    (found,) = sheet_checks.check_file(hub, path).sheets

    assert found.standing is Standing.UNKNOWN


def test_a_file_without_marks_is_refused(laptop, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 something else")

    with pytest.raises(InputRefusedError, match="NOT_A_SHEET"):
        sheet_checks.check_file(laptop, tmp_path / "a.pdf")
    with pytest.raises(UsageError, match="NO_SUCH_FILE"):
        sheet_checks.check_file(laptop, tmp_path / "b.pdf")


def test_a_code_typed_off_the_paper_tells_for_whom_it_was_printed(laptop, cases):
    choice = sheets.Choice(languages=("en",), level=Level.PUBLIC)
    text = (
        pypdf.PdfReader(io.BytesIO(sheets.make(laptop, cases[:1], choice).pdf))
        .pages[0]
        .extract_text()
    )
    code = text.split(" · ")[2].split()[0]

    typed = sheet_checks.check_code(laptop, cases[0], code.lower().replace("-", " "))
    records.change(laptop, cases[0], {"status": "closed"})
    later = sheet_checks.check_code(laptop, cases[0], code)

    assert (typed.standing, typed.level) == (Standing.CURRENT, Level.PUBLIC)
    assert (later.standing, later.level) == (Standing.CHANGED, None)


def test_an_empty_form_has_every_field_and_the_codes_of_long_lists(laptop):
    made = sheets.blank(laptop, "act", ["ru", "en"])

    text = "".join(
        each.extract_text() for each in pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    )
    assert made.sheets == 2
    assert "Case sheet" in text
    assert "030102000000" in text


def test_the_form_of_a_case_has_the_pieces_that_are_wanted(laptop):
    usual = [each for each, is_usual in sheets.form_pieces("case").items() if is_usual]
    assert usual[-4:] == ["act", "involvement", "source", "intervention"]
    assert {"torture", "interview", "custody"} <= sheets.form_pieces("case").keys()
    wanted = sheets.Wanted(pieces=frozenset(usual))
    bare = sheets.Wanted(pieces=frozenset({"act"}), with_codes=False)
    made = sheets.blank(laptop, "case", ["en"], wanted=wanted)
    short = sheets.blank(laptop, "case", ["en"], wanted=bare)

    text = "".join(
        each.extract_text() for each in pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    )
    assert short.pages < made.pages <= 12
    assert "030102000000" in text
    assert "Impact" in text
    assert "Istanbul Protocol" not in text
    with pytest.raises(UsageError, match="NO_SUCH_TYPE"):
        sheets.blank(laptop, "case", ["en"], wanted=sheets.Wanted(frozenset({"x"})))


def test_the_form_of_a_first_contact_is_a_page_and_its_codes(laptop):
    made = sheets.blank(laptop, "case", ["en"], first_contact=True)

    text = "".join(
        each.extract_text() for each in pypdf.PdfReader(io.BytesIO(made.pdf)).pages
    )
    assert made.pages == 2
    assert "First contact" in text
    assert "Victim" in text
    assert "Impact" not in text


def test_the_letterhead_of_the_unit_stands_on_what_is_printed(laptop, cases, tmp_path):
    head = letterheads.UnitHead(
        names={"tg": "Маркази намуна", "en": "Sample centre"},
        addresses={"tg": "Душанбе, кӯчаи Намуна 1"},
        logo=LOGO,
    )
    letterheads.put(laptop, head)

    path = printed(laptop, cases[:1], TAJIK, tmp_path / "a.pdf")

    assert letterheads.get(laptop) == head
    page = pypdf.PdfReader(path).pages[0]
    assert "Маркази намуна\nДушанбе, кӯчаи Намуна 1" in page.extract_text()
    assert len(page.images) == 1
    assert sheet_checks.check_file(laptop, path).same_file


@pytest.mark.parametrize("logo", [b"GIF89a", LOGO[:12], LOGO.replace(b"IHDR", b"XXXX")])
def test_what_is_no_logo_is_refused_and_the_old_one_stays(laptop, logo):
    letterheads.put(laptop, letterheads.UnitHead(logo=LOGO))

    with pytest.raises(InputRefusedError, match="NOT_A_LOGO"):
        letterheads.put(laptop, letterheads.UnitHead(logo=logo))

    assert letterheads.get(laptop).logo == LOGO


def test_a_person_has_the_name_of_each_script(laptop):
    person = records.add(
        laptop,
        "person",
        {
            "name": "Меҳрангез Ғаюрӣ",
            "name_russian": "Мехрангез Гаюри",
            "name_latin": "Mehrangez Ghayuri",
        },
    )
    case = records.add(laptop, "case", {"title": "Боздошт"})
    records.add(laptop, "act", {"parent": case.ref, "victim": person.ref})
    choice = sheets.Choice(languages=("tg", "ru", "en"))

    made = pypdf.PdfReader(io.BytesIO(sheets.make(laptop, [case.ref], choice).pdf))

    texts = [each.extract_text() for each in made.pages]
    names = ("Меҳрангез Ғаюрӣ", "Мехрангез Гаюри", "Mehrangez Ghayuri")
    assert [[name in text for name in names] for text in texts] == [
        [place == number for place in range(3)] for number in range(3)
    ]


@pytest.mark.parametrize(
    "document", ["case_brief", "press_release", "urgent_appeal", "evidence_list"]
)
def test_every_document_of_a_case_is_made_and_verified(
    laptop, cases, tmp_path, document
):
    choice = sheets.Choice(
        languages=("tg", "ru", "en"), trilingual=True, document=document
    )

    path = printed(laptop, cases[:1], choice, tmp_path / "a.pdf")

    assert sheet_checks.check_file(laptop, path).same_file


def test_a_plan_says_what_the_state_claims_beside_what_was_found(laptop):
    """Measure by measure; one that is restricted is not on paper for the public."""
    plan = records.add(laptop, "plan", {"title": "Нақша"})
    for number, confidentiality in (("1.1", "public"), ("1.2", "restricted")):
        values = {"number": number, "title": "Чора", "plan": plan.id}
        values["confidentiality"] = confidentiality
        measure = records.add(laptop, "measure", values)
        told = {"date": "2026-03", "state_claim": {"tg": f"Иҷро шуд {number}"}}
        told["our_finding"] = {"tg": f"Иҷро нашуд {number}"}
        records.add(laptop, "progress", {"parent": measure.id, **told})
    papers = {}
    for level in (Level.INTERNAL, Level.PUBLIC):
        choice = sheets.Choice(languages=("tg",), level=level, document="plan_progress")
        made = sheets.make(laptop, [str(plan.ref)], choice).pdf
        pages = pypdf.PdfReader(io.BytesIO(made)).pages
        papers[level] = " ".join(each.extract_text() for each in pages)
    for words in ("Иҷро шуд 1.1", "Иҷро нашуд 1.1"):
        assert all(words in each for each in papers.values())
    for words in ("Иҷро шуд 1.2", "Иҷро нашуд 1.2"):
        assert words in papers[Level.INTERNAL]
    assert "1.2" not in papers[Level.PUBLIC]


def test_a_plan_names_what_it_replaces_and_the_recommendations_it_answers(laptop):
    before = records.add(laptop, "plan", {"title": "Older plan"})
    plan = records.add(laptop, "plan", {"title": "Plan", "supersedes": before.id})
    measure = records.add(laptop, "measure", {"title": "A law", "plan": plan.id})
    told = {"title": "Decriminalise slander", "mechanism": "upr"}
    asked = records.add(laptop, "recommendation", told)
    link = {"parent": measure.id, "recommendation": asked.id, "covers": "partly"}
    records.add(laptop, "measure_link", link)
    papers = {}
    for level in (Level.INTERNAL, Level.PUBLIC):
        choice = sheets.Choice(languages=("en",), level=level, document="plan_progress")
        made = sheets.make(laptop, [str(plan.ref)], choice).pdf
        pages = pypdf.PdfReader(io.BytesIO(made)).pages
        papers[level] = " ".join(each.extract_text() for each in pages)
    for words in ("Older plan", "Decriminalise slander"):
        assert words in papers[Level.INTERNAL]
    # What is no part of it goes outside by its number.
    assert str(asked.ref) in papers[Level.PUBLIC]


def test_a_document_of_other_records_is_refused(laptop, cases):
    choice = sheets.Choice(languages=("tg",), document="certificate")

    with pytest.raises(UsageError, match="NO_SUCH_DOCUMENT"):
        sheets.make(laptop, cases[:1], choice)


@pytest.fixture
def request_ref(laptop):
    """A request that was refused, with a complaint to the prosecutor."""
    request = records.add(
        laptop,
        "info_request",
        {
            "subject": "Роҳ",
            "body": "Ҳукумати ноҳия",
            "legal_basis": "information_law_2008",
            "sent_on": "02.03.2026",
            "received_on": "05.03.2026",
        },
    )
    appeal = {"parent": request.ref, "route": "prosecutor", "body": "Прокуратура"}
    records.add(laptop, "request_appeal", appeal)
    return request.ref


def letter(laptop, ref, document, language="en"):
    choice = sheets.Choice(languages=(language,), document=document)
    return text_of(sheets.make(laptop, [ref], choice).pdf)


def test_letters_state_the_term_of_the_rule_that_applies(laptop, request_ref):
    asked = letter(laptop, request_ref, "request_letter")
    appealed = letter(laptop, request_ref, "appeal_letter")

    # 30 days after the 5th of March is a Saturday.
    assert "Article 13(1)" in asked
    assert "30 calendar days from the day you received" in asked
    assert "last day of this term is 6 April 2026" in asked
    assert "due by 6 April 2026. Outcome: No reply" in appealed
    assert "15 calendar days from the day of its registration" in appealed
    assert "Law on Appeals" in appealed


def test_a_rule_of_our_own_stands_on_letters_before_a_shipped_one(
    hub, world, laptop, request_ref
):
    rule = {
        "law": "Қонуни нав",
        "article": "моддаи 9",
        "basis": "information_law_2008",
        "step": "reply",
        "amount": 5,
        "unit": "working_days",
        "runs_from": "receipt",
    }
    records.add(hub, "deadline_rule", rule)
    world.meet(hub, laptop)
    world.send(hub, laptop)

    asked = letter(laptop, request_ref, "request_letter", "ru")

    assert "в течение 5 рабочих дней" in asked
    assert "Қонуни нав, моддаи 9" in asked
    # The 8th of March is a Sunday and a day off.
    assert "Срок истекает 12 марта 2026 г." in asked


def test_what_no_lawyer_confirmed_is_told_before_it_is_sent(laptop, request_ref):
    choice = sheets.Choice(languages=("tg",), document="request_letter")
    assert sheets.preview(laptop, [request_ref], choice, ppi=20).unconfirmed
    whole = sheets.Choice(languages=("tg",))
    assert not sheets.preview(laptop, [request_ref], whole, ppi=20).unconfirmed


@pytest.fixture
def october(laptop):
    """Two cases of a month, one of them of somebody who may be named."""
    for number, consent in ((1, "yes"), (2, "no")):
        person = records.add(
            laptop,
            "person",
            {"name": f"Ҷабрдида{number}", "consent_publish_name": consent},
        )
        case = records.add(
            laptop,
            "case",
            {
                "title": "t",
                "date_from": f"{number}.10.2026",
                "place": "TJ-SU",
                "summary": {"tg": f"Матни {number}.", "ru": f"Текст {number}."},
            },
        )
        values = {"victim": person.ref, "type": "030102000000", "parent": case.ref}
        records.add(laptop, "act", values)


def text_of(pdf):
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


@pytest.mark.usefixtures("october")
def test_a_bulletin_has_its_parts_and_names_only_who_agreed(laptop):
    choice = sheets.Choice(languages=("tg",), level=Level.PUBLIC)

    text = text_of(
        period_papers.make(
            laptop, Paper.BULLETIN, "2026-10-01", "2026-10-31", choice
        ).pdf
    )

    assert text.index("I. Фазои") < text.index("II. Вайрон") < text.index("III. Низоъ")
    assert "Вайронкуниҳои мустақим: 2." in text
    assert "1 октябри соли 2026 · Ҷабрдида1; Вилояти Суғд" in text
    assert "Матни 1." in text
    assert "Матни 2." in text
    assert "Ҷабрдида2" not in text


@pytest.mark.usefixtures("october")
def test_statistics_leave_small_numbers_out_of_what_is_published(laptop):
    period = ("2026-10-01", "2026-10-31")
    within = sheets.Choice(languages=("ru", "en"), trilingual=True)
    outside = sheets.Choice(languages=("ru",), level=Level.PUBLIC)

    inner = text_of(period_papers.make(laptop, Paper.STATISTICS, *period, within).pdf)
    outer = text_of(period_papers.make(laptop, Paper.STATISTICS, *period, outside).pdf)

    assert "Согдийская область / Sughd Region 2" in inner
    assert "Согдийская область …" in outer


def test_annexes_stand_with_their_pages_and_reprisals_in_an_urgent_appeal(
    laptop, cases, tmp_path
):
    case = {"parent": cases[0]}
    sent = records.add(laptop, "communication", {**case, "forum": "hrc"})
    pages = {"first_page": 31, "last_page": 47}
    told = {"number": "A-7", "title": "Invented judgment", **pages}
    records.add(laptop, "annex", {**case, "communication": sent.id, **told})
    records.add(laptop, "reprisal", {**case, "kind": "new_charge"})
    for document in ("remedies", "urgent_appeal"):
        choice = sheets.Choice(languages=("en",), document=document)
        path = printed(laptop, cases[:1], choice, tmp_path / f"{document}.pdf")
        text = "".join(each.extract_text() for each in pypdf.PdfReader(path).pages)
        for each in ("A-7", "Invented judgment", "31", "47"):
            assert each in text
        assert ("New charge" in text) == (document == "urgent_appeal")


@pytest.mark.parametrize("document", ["sheet", "case_brief", "urgent_appeal"])
def test_terms_of_custody_are_printed_with_what_became_of_them(
    laptop, cases, tmp_path, document
):
    times = {
        "actual_time": "2026-03-02T22:10",
        "recorded_time": "2026-03-03T04:30",
        "to_judge": "2026-03-06T01:15",
    }
    records.add(laptop, "arrest", {"parent": cases[0], **times})
    choice = sheets.Choice(languages=("en",), document=document)
    path = printed(laptop, cases[:1], choice, tmp_path / "a.pdf")
    text = "".join(each.extract_text() for each in pypdf.PdfReader(path).pages)
    told = " ".join(text.split())
    assert "6 h 20 min after the actual apprehension" in told
    assert "5 March 2026, 22:10" in told
    assert "Exceeded by 3 h 5 min" in told
    assert sheets.preview(laptop, cases[:1], choice).unconfirmed


def test_hours_of_custody_are_for_those_inside(laptop, cases, tmp_path):
    times = {"actual_time": "2026-03-02T22:10", "to_judge": "2026-03-06T01:15"}
    records.add(laptop, "arrest", {"parent": cases[0], **times})
    records.change(laptop, cases[0], {"confidentiality": "public"})
    public = sheets.Choice(languages=("en",), level=Level.PUBLIC)
    path = printed(laptop, cases[:1], public, tmp_path / "a.pdf")
    text = "".join(each.extract_text() for each in pypdf.PdfReader(path).pages)
    assert "custody" not in text


@pytest.mark.parametrize("by_report", [False, True])
def test_a_press_release_for_the_public_names_nobody_of_its_case(laptop, by_report):
    victim = records.add(laptop, "person", {"name": "Саидова Нигора"})
    case = records.add(laptop, "case", {"title": "x"})
    records.add(
        laptop, "act",
        {"parent": case.id, "type": "030101000000", "victim": victim.id},
    )  # fmt: skip
    about = {"linked_case": case.id}
    if by_report:
        report = records.add(laptop, "monitoring_report", {"title": "y"})
        records.add(
            laptop, "report_case", {"parent": report.id, "linked_case": case.id}
        )
        about = {"linked_report": report.id}
    text = {"ru": "Нигору Саидову отпустили."}
    release = records.add(laptop, "release", {"title": "z", "text": text, **about})

    def told(level):
        choice = sheets.Choice(languages=("ru",), level=level, document="press_release")
        pdf = sheets.make(laptop, [release.id], choice).pdf
        return pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()

    assert "Саидову" in told(Level.INTERNAL)
    assert "Саид" not in told(Level.PUBLIC)
    assert "отпустили" in told(Level.PUBLIC)
    records.add(
        laptop, "consent",
        {"parent": victim.id, "purpose": "publish_name", "answer": "yes",
         "given_by": "self"},
    )  # fmt: skip
    assert "Саидову" in told(Level.PUBLIC)
