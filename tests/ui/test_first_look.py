"""What a person sees first is asked first; the rest waits for it."""

from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.pace import asking


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


def test_a_window_hidden_at_once_asks_only_when_it_shows_again(
    session, calm, qtbot, monkeypatch
):
    asked, counts = [], asking.counts

    def counted(workspace):
        asked.append(workspace)
        return counts(workspace)

    monkeypatch.setattr(asking, "counts", counted)
    shell = Shell(session, start="case")
    qtbot.addWidget(shell)
    for _ in range(2):
        shell.show()
        shell.hide()
        calm()
    assert not asked
    shell.show()
    calm()
    assert len(asked) == 1
    shell.hide()
    shell.show()
    calm()
    assert len(asked) == 1
