"""Every kind of document: its text in three languages, its structure, its look."""

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QImage
from tests.documents import samples
from tests.documents.test_sheets import lines_of

from monitor_desktop.documents import bulletins, kinds
from monitor_desktop.documents.sheet_building import Issue
from monitor_desktop.documents.sheet_model import Bar, Chart, Letterhead
from monitor_desktop.domain.languages import LANGUAGES
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.records import RecordTree

GOLDEN = Path(__file__).parent / "golden"
ISSUE = Issue(
    level=Level.INTERNAL,
    persons_withheld=2,
    printed_on="2026-11-24",
    letterhead=Letterhead(name=("Маркази намуна",)),
    terms=samples.terms(),
)
DOCUMENTS = (*(each.key for each in kinds.KINDS), "bulletin")
ALONE = {each.key for each in kinds.KINDS if each.alone}
TOGETHER = [each for each in DOCUMENTS if each not in ALONE]
LOW_PPI = 24
MOST_DIFFERENCE = 4
"""Mean difference of grey, of 255, that another build of the engine may make."""


@pytest.fixture
def make(case, readers):
    """The sheets of a document in some languages."""

    def made(document, *languages):
        told = readers(*languages)
        if document != "bulletin":
            tree = samples.trees(case)[document]
            return kinds.build(document, tree, told, ISSUE)
        labels = {"tg": "Суғд", "ru": "Согд", "en": "Sughd"}
        label = tuple(labels[each] for each in languages)
        bars = (Bar(label=label, count=7), Bar(label=label, count=None))
        charts = [Chart(heading=label, by=label, counted=label, bars=bars, note=label)]
        return (bulletins.bulletin(samples.october(), charts, told, ISSUE),)

    return made


def structure(pdf):
    """Every structure element of a PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        waiting = [file.Root.StructTreeRoot]
        while waiting:
            element = waiting.pop()
            if "/S" in element:
                yield str(element.S), str(element.get("/Lang", ""))
            kids = element.get("/K", [])
            kids = kids if isinstance(kids, pikepdf.Array) else [kids]
            waiting.extend(
                each for each in kids if isinstance(each, pikepdf.Dictionary)
            )


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_text_of_each_document_is_as_it_was_approved(document, make, printer):
    lines = []
    for language in LANGUAGES:
        sheets = make(document, language)
        lines += [f"== {language}", *lines_of(printer.pdf(sheets, title="t"))]

    approved = (GOLDEN / "documents" / f"{document}.txt").read_text(encoding="utf-8")
    assert lines == approved.splitlines()


def tables_without_headings(pdf):
    """Tables that do not say what their columns mean (ISO 14289-1, 7.5)."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        tables = [each for each in dictionaries(file) if each.get("/S") == "/Table"]
        return [each for each in tables if "/TH" not in set(tags_under(each))]


def tags_under(element):
    kids = element.get("/K", [])
    for each in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(each, pikepdf.Dictionary) and "/S" in each:
            yield str(each.S)
            yield from tags_under(each)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_document_is_tagged_embedded_and_declared(document, make, printer):
    pdf = printer.pdf(make(document, "tg", "ru"), title="Ҳуҷҷат")

    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert file.Root.MarkInfo.Marked
        assert str(file.Root.Lang) == "tg"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] + metadata["pdfaid:conformance"] == "2A"
        fonts = [each for each in file.objects if is_font(each)]
        assert fonts
        assert all(each.get("/FontFile3") or each.get("/FontFile2") for each in fonts)
        assert not any("/JS" in each for each in dictionaries(file))
    assert tables_without_headings(pdf) == []
    tags = {tag for tag, _ in structure(pdf)}
    assert "/H1" in tags
    assert "/P" in tags or "/TD" in tags


def is_font(each):
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == (
        "/FontDescriptor"
    )


def dictionaries(file):
    return [each for each in file.objects if isinstance(each, pikepdf.Dictionary)]


def test_a_letter_in_each_language_has_its_own_letterhead(readers, printer):
    head = Letterhead(name=("Марказ", "Центр", "Centre"), address=("Душанбе",))
    issue = replace(ISSUE, letterhead=head)

    sheets = kinds.build(
        "request_letter", samples.request(), readers(*LANGUAGES), issue
    )

    assert [each.letterhead.name for each in sheets] == [(each,) for each in head.name]
    assert {each.letterhead.address for each in sheets} == {head.address}
    assert printer.pdf(sheets, title="t")


def test_without_participants_there_is_a_certificate_to_fill_in(readers, printer):
    training = RecordTree(record=samples.training().record)

    (sheet,) = kinds.build("certificate", training, readers("en"), ISSUE)

    assert "Certificate" in lines_of(printer.pdf([sheet], title="t"))


@pytest.mark.parametrize("document", TOGETHER)
def test_each_part_tells_a_screen_reader_its_language(document, make, printer):
    pdf = printer.pdf(make(document, *LANGUAGES), title="t")

    languages = {language for _, language in structure(pdf) if language}
    assert {"ru", "en"} <= languages


def test_headings_are_bookmarks(make, printer):
    pdf = printer.pdf(make("case_brief", "ru"), title="t")

    with pikepdf.open(io.BytesIO(pdf)) as file, file.open_outline() as outline:
        titles = [str(each.title) for each in outline.root]
        children = [str(each.title) for each in outline.root[0].children]
    assert titles == ["Дело кратко"]
    assert "Пострадавшие" in children


@pytest.mark.parametrize(
    ("document", "languages"),
    [
        ("case_brief", ("tg",)),
        ("urgent_appeal", LANGUAGES),
        ("request_letter", ("ru",)),
        ("certificate", ("tg",)),
        ("bulletin", LANGUAGES),
    ],
)
def test_pages_look_as_they_were_kept(document, languages, make, printer):
    page = printer.pages_png(make(document, *languages), ppi=LOW_PPI)[0]

    kept = GOLDEN / "looks" / f"{document}.png"
    assert difference(page, kept.read_bytes()) < MOST_DIFFERENCE


def difference(one, other):
    """Mean difference of grey between two pictures of a size."""
    grey = QImage.Format.Format_Grayscale8
    a, b = (QImage.fromData(each).convertToFormat(grey) for each in (one, other))
    assert a.size() == b.size()
    pairs = zip(bytes(a.constBits()), bytes(b.constBits()), strict=True)
    return sum(abs(x - y) for x, y in pairs) / (a.width() * a.height())
