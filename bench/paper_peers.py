"""The same case sheets by other engines: what a Python program would use otherwise.

Each gets our payload and fonts and does its plain best: a heading, the rows, running
text. ReportLab makes no tags at all.
"""

import html
import io
from pathlib import Path
from typing import Any

from monitor_desktop.domain.operations import JsonValue

Payload = dict[str, JsonValue]


def rows_of(sheet: Any) -> list[tuple[str, str]]:  # of the payload
    """Label and value of every row of a sheet."""
    return [
        (row["label"][0], row["values"][0]["text"])
        for block in sheet["body"]
        if block["block"] == "section"
        for row in block["rows"]
    ]


def weasyprint(fonts: Path, sheet: Any) -> bytes:  # of the payload
    """By WeasyPrint: HTML and CSS, PDF/UA-1 asked for."""
    from weasyprint import HTML  # noqa: PLC0415  # a peer, only measured

    cells = "".join(
        f"<tr><th>{html.escape(label)}</th><td>{html.escape(value)}</td></tr>"
        for label, value in rows_of(sheet)
    )
    faces = "".join(
        f"@font-face {{ font-family: Noto; font-weight: {weight}; "
        f"src: url({(fonts / name).as_uri()}); }}"
        for name, weight in (("NotoSans-Regular.ttf", 400), ("NotoSans-Bold.ttf", 700))
    )
    style = f"{faces} @page {{ size: A4; margin: 20mm }} body {{ font: 9.5pt Noto }}"
    page = (
        f"<html lang='tg'><title>x</title><style>{style}</style>"
        f"<h1>{html.escape(sheet['kind'][0])}</h1><table>{cells}</table></html>"
    )
    made = HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")
    return bytes(made or b"")


def reportlab(fonts: Path, sheet: Any) -> bytes:  # of the payload
    """By ReportLab's Platypus: no tags, no language, no hyphenation."""
    from reportlab.lib.styles import ParagraphStyle  # noqa: PLC0415
    from reportlab.pdfbase import pdfmetrics, ttfonts  # noqa: PLC0415
    from reportlab.platypus import (  # noqa: PLC0415
        Paragraph,
        SimpleDocTemplate,
        Table,
    )

    for name in ("Regular", "Bold"):
        path = str(fonts / f"NotoSans-{name}.ttf")
        pdfmetrics.registerFont(ttfonts.TTFont(name, path))
    plain = ParagraphStyle("plain", fontName="Regular", fontSize=9.5, leading=13)
    bold = ParagraphStyle("bold", fontName="Bold", fontSize=9.5, leading=13)
    head = ParagraphStyle("head", fontName="Bold", fontSize=19, leading=26)
    cells = [
        [Paragraph(html.escape(label), bold), Paragraph(html.escape(value), plain)]
        for label, value in rows_of(sheet)
    ]
    made = io.BytesIO()
    story = [
        Paragraph(html.escape(sheet["kind"][0]), head),
        Table(cells, colWidths=[140, 340]),
    ]
    SimpleDocTemplate(made).build(story)
    return made.getvalue()
