"""What a person sees first is asked first; the rest waits for it."""

import pytest
from tests.ui.conftest import unlock

from monitor_desktop.services import lists, preferences
from monitor_desktop.ui.fittings.places import Place
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.pace import asking


@pytest.fixture
def left_at_the_list(workspace, sample):
    """The page that was in sight when the profile was closed."""
    preferences.put(workspace, preferences.PLACE, Place("case").kept())


@pytest.fixture
def asked(monkeypatch):
    """What the worker was asked, in its order: the rows of lists and the counts."""
    order, rows, counts = [], lists.rows, asking.counts

    def read(*given, **more):
        order.append("list")
        return rows(*given, **more)

    def counted(workspace):
        order.append("counts")
        return counts(workspace)

    monkeypatch.setattr(lists, "rows", read)
    monkeypatch.setattr(asking, "counts", counted)
    return order


def test_the_list_is_there_before_anything_is_counted(
    session, sample, asked, calm, qtbot
):
    shell = Shell(session, start="case")
    qtbot.addWidget(shell)
    shell.show()
    calm()
    assert asked == ["list", "counts"]


def test_who_unlocks_sees_the_list_of_before_ahead_of_any_number(
    left_at_the_list, locked, asked, calm
):
    """Its page is made in turns: the worker is idle before it asks for anything."""
    unlock(locked, calm)
    assert asked == ["list", "counts"]


def test_a_window_hidden_at_once_asks_only_when_it_shows_again(
    session, asked, calm, qtbot
):
    shell = Shell(session, start="case")
    qtbot.addWidget(shell)
    for _ in range(2):
        shell.show()
        shell.hide()
        calm()
    assert "counts" not in asked
    for _ in range(2):
        shell.show()
        calm()
        assert asked.count("counts") == 1
        shell.hide()
