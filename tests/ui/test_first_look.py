"""What a person sees first is asked first; the rest waits for it."""

from monitor_desktop.ui import asking
from monitor_desktop.ui.window import Shell


def test_the_list_is_there_before_anything_is_counted(
    session, sample, calm, qtbot, monkeypatch
):
    shell = Shell(session, start="case")
    qtbot.addWidget(shell)
    page = shell.record_page("case")
    happened = []
    page.list.model.arrived.connect(lambda: happened.append("list"))
    counts = asking.counts

    def counted(workspace):
        happened.append("counts")
        return counts(workspace)

    monkeypatch.setattr(asking, "counts", counted)
    shell.show()
    calm()
    assert happened[:2] == ["list", "counts"]


def test_a_window_hidden_at_once_asks_nothing_any_more(
    session, calm, qtbot, monkeypatch
):
    asked = []
    monkeypatch.setattr(asking, "counts", asked.append)
    shell = Shell(session, start="case")
    qtbot.addWidget(shell)
    shell.show()
    shell.hide()
    calm()
    assert not asked
