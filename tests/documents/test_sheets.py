import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from monitor_desktop.documents.kinds import build_sheet
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.documents.sheet_model import Letterhead
from monitor_desktop.documents.sheets import TEMPLATES, SheetPrinter
from monitor_desktop.domain.disclosure import disclose
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import Record, RecordTree
from monitor_desktop.errors import BugError

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    '<script>alert(1)</script> #read("/etc/passwd") #eval("1+1") $x^2$ *star* _low_ '
    "@ref <label> {{7*7}} `code` \\u{41} // note /* more */ = head\n- item\n+ one"
)


def text_of(pdf, *options):
    """Text of a PDF by another program than made it, in the order it was set."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext is not installed")
    command = [program, "-enc", "UTF-8", *(options or ("-raw",)), "-", "-"]
    done = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return done.stdout.decode("utf-8").replace("\u200b", "")


def lines_of(pdf):
    lines = (" ".join(each.split()) for each in text_of(pdf).splitlines())
    return [each for each in lines if each]


def flat(pdf):
    return " ".join(lines_of(pdf))


@pytest.fixture
def sheet(case, readers):
    """A sheet of the case, in one or several languages."""

    def made(*languages, level=Level.INTERNAL, tree=None, withheld=0):
        return build_sheet(
            tree or case,
            readers(*languages),
            Issue(
                level=level,
                persons_withheld=withheld,
                printed_on="2026-11-24",
                letterhead=Letterhead(name=("Маркази намуна",)),
            ),
        )

    return made


@pytest.mark.parametrize(
    "languages", [("tg",), ("ru",), ("en",), ("tg", "ru", "en")], ids="-".join
)
def test_the_text_on_the_sheet_is_as_it_was_approved(languages, sheet, printer):
    pdf = printer.pdf([sheet(*languages, withheld=2)], title="Sheet")

    approved = GOLDEN / f"{'-'.join(languages)}.txt"
    assert lines_of(pdf) == approved.read_text(encoding="utf-8").splitlines()


def test_the_document_is_declared_accessible_and_archivable(sheet, printer):
    made = PdfReader(io.BytesIO(printer.pdf([sheet("tg")], title="Варақаҳо")))

    metadata = made.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>2<" in metadata
    assert "<pdfaid:conformance>A<" in metadata
    assert made.trailer["/Root"]["/Lang"] == "tg"
    assert made.metadata.title == "Варақаҳо"
    assert "/StructTreeRoot" in made.trailer["/Root"]


def test_the_same_sheet_makes_the_same_bytes(sheet, printer):
    first = printer.pdf([sheet("tg")], title="t")

    assert printer.pdf([sheet("tg")], title="t") == first


def test_pages_are_counted_for_each_sheet(sheet, printer):
    made = flat(printer.pdf([sheet("en"), sheet("ru")], title="t"))

    assert made.count("page 1 of 2") == made.count("page 2 of 2") == 1
    assert made.count("страница 1 из 2") == made.count("страница 2 из 2") == 1


def test_every_sheet_of_a_file_begins_as_it_does_alone(sheet, printer):
    together = PdfReader(
        io.BytesIO(printer.pdf([sheet("en"), sheet("ru")], title="t"))
    ).pages
    alone = PdfReader(io.BytesIO(printer.pdf([sheet("ru")], title="t"))).pages

    begun = [each.extract_text() for each in together][-len(alone) :]
    assert begun == [each.extract_text() for each in alone]


def test_the_level_stands_on_every_page(sheet, printer):
    made = PdfReader(io.BytesIO(printer.pdf([sheet("ru")], title="t")))

    assert all("Конфиденциально" in each.extract_text() for each in made.pages)


def test_text_is_never_taken_for_markup(case, sheet, printer):
    values = {**case.record.values, "title": HOSTILE, "description": HOSTILE}
    tree = replace(case, record=replace(case.record, values=values))

    made = flat(printer.pdf([sheet("en", tree=tree)], title=HOSTILE))

    for line in HOSTILE.split("\n"):
        assert made.count(line) == 2
    assert "root:" not in made


def test_odd_letters_do_not_stop_a_sheet(case, sheet, printer):
    odd = "\x00\x1b[31m😀漢\u202eкалима\u202c \ud83d x"
    values = {**case.record.values, "title": odd, "description": odd}
    tree = replace(case, record=replace(case.record, values=values))

    made = flat(printer.pdf([sheet("tg", "ru", tree=tree)], title=odd))

    assert "[31m\ufffd\ufffdкалима \ufffd x" in made


@pytest.mark.parametrize("languages", [("tg",), ("tg", "ru", "en")], ids="-".join)
def test_nothing_runs_off_the_page(languages, case, sheet, printer):
    long = "ҷ" * 5_000
    values = dict.fromkeys(("title", "description", "place_text"), long)
    act = Record(id="c1", type="act", values={"exact_place": long, "note": long})
    record = replace(case.record, values=values)
    tree = RecordTree(record=record, children=(act,))

    pdf = printer.pdf([sheet(*languages, tree=tree)], title="t")

    width = float(PdfReader(io.BytesIO(pdf)).pages[0].mediabox.width)
    words = [
        each for each in text_of(pdf, "-bbox").split("<word ")[1:] if long[:9] in each
    ]
    assert words
    assert all(float(each.split('xMax="')[1].split('"')[0]) < width for each in words)
    assert text_of(pdf).count("ҷ") >= 5 * 5_000


def test_a_long_case_is_set_whole_over_many_pages(case, sheet, printer):
    paragraphs = "\n".join(f"Банди {each}: ҷумлаи дароз. " * 9 for each in range(60))
    record = replace(case.record, values={"description": paragraphs})
    parts = tuple(
        Record(id=f"a{each}", type="act", values={"exact_place": f"ҷойи {each}."})
        for each in range(80)
    )
    pages = printer.pages_png([sheet("tg", tree=RecordTree(record=record))])
    tree = RecordTree(record=record, children=parts)

    made = text_of(printer.pdf([sheet("tg", tree=tree)], title="t"))

    assert len(pages) > 3
    assert made.count("Банди 59:") == 9
    assert all(f"ҷойи {each}." in made for each in range(80))


def test_persons_left_out_are_one_line_without_their_names(case, sheet, printer):
    shown = disclose(case, Level.PARTNER)

    made = flat(
        printer.pdf(
            [
                sheet(
                    "ru",
                    level=Level.PARTNER,
                    tree=shown.tree,
                    withheld=shown.persons_withheld,
                )
            ],
            title="t",
        )
    )

    assert "Не показано: 3 лица" in made
    assert made.count("Не показано") == 1
    assert "Ғаюрӣ" not in made
    assert "Ҷамшедзода" not in made


def test_a_sheet_for_publication_says_so_and_is_not_signed(case, sheet, printer):
    shown = disclose(case, Level.PUBLIC)

    made = flat(
        printer.pdf([sheet("en", level=Level.PUBLIC, tree=shown.tree)], title="t")
    )

    assert "For publication" in made
    assert "Confidential" not in made
    assert "Signature" not in made
    assert "withheld" not in made


def test_marks_on_a_body_are_drawn_with_their_numbers_and_spoken(case, sheet, printer):
    places = {"number": 7, "view": "hands", "x": 250, "y": 600}
    mark = Record(id="mark", type="body_mark", parent=case.record.id, values=places)
    marked = replace(case, children=(*case.children, mark))
    pdf = printer.pdf([sheet("en", tree=marked)], title="t")

    (drawn,) = (
        each for each in sheet("en", tree=marked).body if hasattr(each, "views")
    )
    assert [each.key for each in drawn.views] == ["front", "back", "hands"]
    printed = flat(pdf).partition("Body map ")[2].partition("Prepared by")[0].split()
    assert {"7", "front", "back", "Hands"} <= set(printed)
    with pikepdf.open(io.BytesIO(pdf)) as file:
        said = {str(each.get("/Alt", "")) for each in file.objects if is_dict(each)}
    assert "Hands: 7" in said

    public = disclose(marked, Level.PUBLIC).tree
    body = sheet("en", level=Level.PUBLIC, tree=public).body
    assert not any(hasattr(each, "views") for each in body)


def is_dict(each):
    return isinstance(each, pikepdf.Dictionary)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            Record(
                id="p",
                type="person",
                ref="P-1",
                values={"name": "Меҳрангез Ғаюрӣ", "consent_share": "not_asked"},
            ),
            ("Person sheet", "P-1", "Меҳрангез Ғаюрӣ", "Not asked"),
        ),
        (
            Record(
                id="m",
                type="monitoring_report",
                ref="M-1",
                values={"title": "Мурофиа", "recommendations": {"ru": "Отменить."}},
            ),
            ("Monitoring report", "M-1", "Мурофиа", "Отменить."),
        ),
        (Record(id="c", type="case"), ("Case sheet", "Prepared by")),
    ],
    ids=["person", "monitoring_report", "empty case"],
)
def test_every_top_record_has_a_sheet(record, expected, sheet, printer):
    tree = RecordTree(record=record)

    made = flat(printer.pdf([sheet("en", tree=tree)], title="t"))
    beside = flat(printer.pdf([sheet("en", "tg", tree=tree)], title="t"))

    assert all(each in made for each in expected)
    assert all(each in beside for each in expected)


def test_a_missing_translation_is_a_gap_beside_the_others(case, sheet):
    values = {"recommendations": {"tg": "Бекор кунед."}}
    tree = RecordTree(record=Record(id="m", type="monitoring_report", values=values))

    (beside,) = sheet("tg", "ru", tree=tree).body[0].rows
    (alone,) = sheet("ru", tree=tree).body[0].rows

    assert [each.text for each in beside.values] == ["Бекор кунед.", "—"]
    assert [each.text for each in alone.values] == ["Бекор кунед."]


def test_previews_are_pictures_of_the_pages(sheet, printer):
    pages = printer.pages_png([sheet("tg"), sheet("tg", "ru", "en")], ppi=40)

    pdf, count = printer.pdf_with_pages(
        [sheet("tg"), sheet("tg", "ru", "en")], title="t"
    )
    assert len(pages) == count == len(PdfReader(io.BytesIO(pdf)).pages)
    assert all(each.startswith(b"\x89PNG") for each in pages)


def test_a_failure_does_not_quote_the_record(sheet, tmp_path, resources):
    (tmp_path / "lib").mkdir()
    for each in TEMPLATES:
        (tmp_path / each).touch()
    (tmp_path / "documents.typ").write_text("#panic(sys.inputs.data)")
    broken = SheetPrinter(tmp_path, resources / "fonts")

    for attempt in (
        broken.pages_png,
        lambda sheets: broken.pdf(sheets, title="t"),
    ):
        with pytest.raises(BugError) as failure:
            attempt([sheet("tg")])

        assert failure.value.code == "UNPRINTABLE"
        assert failure.value.__cause__ is None
        assert failure.value.__context__ is None
