"""The unlock dialog painted, against the same by hand and against an empty one.

Each in its own process, from its first import to the end of its first painting. Ours is
the whole program as it is started, with its hardening and its arguments. By hand is one
file of plain Qt that shows the same: fonts, style sheet, icons, languages, card. The
empty one has a line and a button: what Qt itself costs (docs/decisions/0004).
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from string import Template

from bench.figures import Figure
from monitor_desktop.app import places
from monitor_desktop.ui.look.theme import LIGHT

_RUNS = 7
_BARE = """
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPushButton, QVBoxLayout
app = QApplication([])
dialog = QDialog()
column = QVBoxLayout(dialog)
column.addWidget(QLineEdit())
column.addWidget(QPushButton("Unlock"))
dialog.show()
app.processEvents()
"""
_BY_HAND = """
from pathlib import Path
from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt, QTimer
from PySide6.QtGui import QAction, QColor, QFont, QFontDatabase, QIcon, QPainter
from PySide6.QtGui import QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QHBoxLayout, QLabel
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

def drawn(name, px):
    data = Path(f"{resources}/icons/{name}.svg").read_bytes()
    pixmap = QPixmap(px, px)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(data)).render(painter, QRectF(0, 0, px, px))
    painter.end()
    return pixmap

app = QApplication([])
for font in sorted(Path(f"{resources}/fonts").glob("NotoSans-*.ttf")):
    QFontDatabase.addApplicationFont(str(font))
app.setFont(QFont("Noto Sans", 10))
palette = QPalette()
palette.setColor(QPalette.ColorRole.Window, QColor("#F6F7F9"))
app.setPalette(palette)
app.setStyleSheet(Path("{style}").read_text())
page = QWidget()
page.resize(1366, 728)
page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
card = QFrame()
card.setFixedWidth(430)
column = QVBoxLayout(card)
picture = QLabel()
picture.setPixmap(drawn("lock", 36))
column.addWidget(picture, alignment=Qt.AlignmentFlag.AlignHCenter)
for text in ("Monitor", "Passphrase"):
    column.addWidget(QLabel(text))
line = QLineEdit()
line.setEchoMode(QLineEdit.EchoMode.Password)
line.addAction(QAction(QIcon(drawn("eye_off", 16)), "", line),
    QLineEdit.ActionPosition.TrailingPosition)
column.addWidget(line)
for text in ("Unlock", "Recovery code…"):
    column.addWidget(QPushButton(text))
languages = QHBoxLayout()
for text in ("Тоҷикӣ", "Русский", "English"):
    languages.addWidget(QPushButton(text))
outer = QVBoxLayout(page)
outer.addLayout(languages)
outer.addWidget(card, alignment=Qt.AlignmentFlag.AlignCenter)
outer.addWidget(QLabel("Offline"))
idle = QTimer(page)
idle.timeout.connect(page.close)
actions = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress)
page.show()
app.processEvents()
"""
_OURS = """
from monitor_desktop.app import main, wiring
wiring.collect_seldom()  # as the program does, before it loads Qt
from monitor_desktop.ui.pace import plain_imports  # as it loads Qt
from PySide6.QtWidgets import QApplication
# In the place of the loop of events: the program does all it does before, then paints.
QApplication.exec = QApplication.processEvents
main.main(["--profile", "{profile}", "--lang", "tg"])
"""
_START = "import time; t = time.perf_counter()\n"
_END = "\nprint(time.perf_counter() - t)"


def _run(script: str, compiled: str) -> float:
    """Seconds from the first import to the painted dialog.

    Args:
        script: What to run.
        compiled: Folder of compiled code, as a second start finds it.
    """
    kept = {
        key: each
        for key, each in os.environ.items()
        if key != "PYTHONDONTWRITEBYTECODE"
    }
    done = subprocess.run(
        [sys.executable, "-c", _START + script + _END],
        capture_output=True,
        text=True,
        check=True,
        env=kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": compiled},
    )
    return float(done.stdout)


def _by_hand(folder: str) -> str:
    """The page by hand, with the style sheet the program would put on."""
    style = Path(folder) / "style.qss"
    template = Template((places.resources() / "qss" / "window.qss").read_text("utf-8"))
    icons = (places.resources() / "icons").as_posix()
    style.write_text(template.substitute(LIGHT, icons=icons, theme="light"), "utf-8")
    named = _BY_HAND.replace("{resources}", places.resources().as_posix())
    # The names stand in f-strings there.
    return named.replace("{style}", style.as_posix())


def _ours(folder: str) -> str:
    """The program's own start, for a profile that is there and is never opened."""
    profile = Path(folder) / "profile"
    profile.mkdir()
    (profile / "keys.json").touch()
    return _OURS.replace("{profile}", profile.as_posix())


def measure() -> list[Figure]:
    """Medians of runs that take turns, after one that compiles."""
    with tempfile.TemporaryDirectory() as compiled:
        scripts = (_ours(compiled), _by_hand(compiled), _BARE)
        runs = [[_run(each, compiled) for each in scripts] for _ in range(_RUNS + 1)]
    turns = zip(*runs[1:], strict=True)
    ours, by_hand, bare = (statistics.median(each) for each in turns)
    return [
        Figure(
            "unlock painted, against the same by hand in Qt (s)", ours, by_hand, 1.3
        ),
        Figure("unlock painted, against an empty Qt dialog (s)", ours, bare, 1.3),
    ]
