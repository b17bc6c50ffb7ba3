"""The matrix of alleged methods against what bears them out."""

from monitor_desktop.domain.allegation_matrix import Element, matrix
from monitor_desktop.domain.records import Record


def part(part_id, kind, **values):
    return Record(id=part_id, type=kind, values=values)


def told(parts):
    return [
        {e: [each.value for each in row.cells[e]] for e in Element if row.cells[e]}
        for row in matrix(parts)
    ]


def test_own_fields_links_and_the_marks_of_a_finding_come_together():
    parts = [
        part("m1", "body_mark", finding="f"),
        part("m2", "body_mark", finding="other"),
        part("a", "allegation", finding="f", photo="No. 7", witness="p"),
        part("l1", "allegation_link", allegation="a", finding="f", photo_file="ph"),
        part("l2", "allegation_link", allegation="a", mark="m2", source="s"),
        part("l3", "allegation_link", allegation="another", mark="m9"),
        part("l4", "allegation_link", mark="m9"),
    ]
    assert told(parts) == [
        {
            Element.FINDING: ["f"],
            Element.MARK: ["m2", "m1"],
            Element.PHOTO: ["No. 7", "ph"],
            Element.WITNESS: ["p", "s"],
        }
    ]


def test_not_asked_is_said_and_links_nothing():
    (row,) = matrix([part("a", "allegation", injury={"missing": "not_asked"})])
    assert row.gaps == tuple(Element)
    assert [each.value for each in row.cells[Element.INJURY]] == [
        {"missing": "not_asked"}
    ]
    (row,) = matrix([part("a", "allegation", injury="Limps", document="Act 3")])
    assert Element.INJURY not in row.gaps
    assert Element.DOCUMENT not in row.gaps
