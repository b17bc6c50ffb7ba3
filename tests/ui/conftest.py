"""A window without a screen over a real, encrypted profile."""

import os
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtCore import QEvent, Qt

from monitor_desktop.services import records, workspaces
from monitor_desktop.services.workspaces import Owner
from monitor_desktop.ui.application import Frame, make_desk
from monitor_desktop.ui.gallery import settle
from monitor_desktop.ui.sessions import Session

PASSPHRASE = "cloud wheat lamp river"  # noqa: S105  # of invented profiles


def pytest_collection_modifyitems(items):
    # The platform without a screen says what it cannot do; other warnings fail.
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture
def desk(qapp, kit):
    made = make_desk(qapp, kit, "en")
    made.look.wear("light")
    bugs = []
    made.worker.bug.connect(bugs.append)
    yield made
    settle(made)
    made.leave()
    # Widgets left over would be dressed again by the style sheet of the next test.
    for each in qapp.topLevelWidgets():
        if each.windowType() is not Qt.WindowType.Popup and each.parent() is None:
            each.close()
            each.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not bugs, bugs


@pytest.fixture
def calm(desk):
    """Wait until the worker has nothing to do and its answers are shown."""
    return lambda: settle(desk)


@dataclass
class Sample:
    """A profile with a little in it."""

    case: str
    person: str
    report: str


@pytest.fixture
def make_workspace(tmp_path, kit):
    made = []

    def make(name, role="monitor"):
        owner = Owner(name=name, unit="Invented unit", role=role)
        made.append(
            workspaces.create(
                tmp_path / name, PASSPHRASE, owner, kit, kdf_memory_mib=64
            )
        )
        return made[-1]

    yield make
    for each in made:
        each.close()


@pytest.fixture
def workspace(make_workspace):
    return make_workspace("Archa", "coordinator")


@pytest.fixture
def session(desk, workspace, calm):
    yield Session(desk, workspace)
    # Closing windows may ask for more, and the profile goes before the worker does.
    calm()


@pytest.fixture
def sample(workspace):
    person = records.add(workspace, "person", {"name": "Invented Somebody"})
    case = records.add(
        workspace,
        "case",
        {"title": "Invented case", "status": "verified", "date_from": "June 2026"},
    )
    parts = {
        "act": {"victim": person.id},
        "involvement": {"who": person.id},
        "source": {"title": "A letter"},
    }
    for key, values in parts.items():
        records.add(workspace, key, {"parent": case.id, **values})
    report = records.add(workspace, "monitoring_report", {"title": "Invented visit"})
    return Sample(case.id, person.id, report.id)


@pytest.fixture
def locked(desk, workspace, tmp_path, qtbot, calm):
    """The whole program over that profile, as it stands when it is started."""
    workspace.close()
    made = Frame(desk, tmp_path / "Archa")
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.start(is_new=False)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    yield made
    made.close()
    calm()


def unlock(frame, calm, passphrase=PASSPHRASE):
    """Give the passphrase and wait for what it opens."""
    frame.unlock.line.setText(passphrase)
    frame.unlock.commit()
    calm()
