"""What a finished record needs; nobody is held up by it."""

from monitor_desktop.domain.completeness import Gap, gaps, required
from monitor_desktop.domain.records import Record, RecordTree, declared


def test_parts_are_numbered_within_their_type_and_unknown_is_an_answer():
    tree = RecordTree(
        record=Record(id="c", type="case", values={"title": ""}),
        children=(
            Record(id="a", type="act", values={"type": "x", "victim": "p"}),
            Record(id="s", type="source"),
            Record(id="b", type="act", values={"victim": {"missing": "unknown"}}),
        ),
    )
    assert gaps(tree) == (Gap("c", "case", "title"), Gap("b", "act", "type", 2))


def test_what_the_program_writes_itself_is_asked_of_nobody():
    assert required(declared("custody")) == ()
    assert required(declared("act")) == ("type", "victim")
