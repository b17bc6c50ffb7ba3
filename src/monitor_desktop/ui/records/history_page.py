"""The history of a record: sentences, two moments compared, a value brought back."""

from collections.abc import Iterator
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from monitor_desktop.domain.catalogue.evidence import CUSTODY
from monitor_desktop.domain.histories import Event, Turn
from monitor_desktop.domain.operations import OperationKind
from monitor_desktop.i18n.custody_texts import custody_text
from monitor_desktop.i18n.history_texts import (
    begun_sentences,
    import_sentence,
    part_name,
    turn_sentence,
)
from monitor_desktop.i18n.labels import field_label, moment_text, type_label
from monitor_desktop.overriding import override
from monitor_desktop.services import history, records
from monitor_desktop.services.changes import Changes
from monitor_desktop.services.history import Story
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.ui.look.pieces import (
    Combo,
    PlainLabel,
    Segments,
    button,
    card,
    column_of,
    empty,
    read_by_keys,
    row,
    rule,
    said,
)
from monitor_desktop.ui.look.problems import Notice
from monitor_desktop.ui.pace.slices import Slices, Steps
from monitor_desktop.ui.sessions import Session

STORY: Final = "story"
COMPARE: Final = "compare"
_SHOWN_EVENTS: Final = 40
_MARGINS: Final = (16, 8, 16, 16)
Difference = tuple[str, str, str]
"""Name of a field, its value then, its value later."""


class HistoryPage(QFrame):
    """Newest first; ``closed`` asks for the record again."""

    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._session = session
        self._record = ""
        self._story: Story | None = None
        self._last: dict[tuple[str, str, str], str] = {}
        self._shown = _SHOWN_EVENTS
        self._telling, self._setting = Slices(self), Slices(self)
        self.notice = Notice(session.say)
        say = session.say
        choices = [(STORY, "The story"), (COMPARE, "Compare two moments")]
        self.kinds = Segments(say, choices)
        self.kinds.choose(STORY)
        self.kinds.chosen.connect(self._choose)
        self._build()
        say.changed.connect(self._say_again)

    def _build(self) -> None:
        say = self._session.say
        back = button(say, "Back to the record", self.closed.emit, kind="quiet")
        self._events = QWidget()
        self._column = QVBoxLayout(self._events)
        self._column.setContentsMargins(*_MARGINS)
        self._column.setSpacing(12)
        self._stack = QStackedWidget()
        self._stack.addWidget(read_by_keys(self._events, say, "History"))
        self._stack.addWidget(self._comparing())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(8)
        self.of = PlainLabel(role="caption")
        head = row(said(say, "History", role="h2"), self.kinds, self.of, 1, back)
        head.setContentsMargins(16, 0, 16, 0)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)

    def _comparing(self) -> QWidget:
        """Two moments, and a table of what differs."""
        made = QWidget()
        self._moments = (Combo(), Combo())
        self._table = QGridLayout()
        self._table.setHorizontalSpacing(16)
        self._table.setVerticalSpacing(8)
        for place, name in enumerate(("Then", "Later")):
            box = self._moments[place]
            self._session.say.put(box.setAccessibleName, name)
            box.activated.connect(lambda _place: self._compare())
        column = QVBoxLayout(made)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(said(self._session.say, "Then", role="caption"))
        line.addWidget(self._moments[0], 1)
        line.addWidget(said(self._session.say, "Later", role="caption"))
        line.addWidget(self._moments[1], 1)
        column.addLayout(line)
        column.addLayout(self._table)
        column.addStretch(1)
        return read_by_keys(made, self._session.say, "History")

    def _choose(self, kind: str) -> None:
        self._stack.setCurrentIndex(int(kind == COMPARE))

    def open(self, record_id: str) -> None:
        """Show the story of a record."""
        self._record, self._shown = record_id, _SHOWN_EVENTS
        self.notice.clear()
        self._read()
        self.kinds.setFocus()

    def _read(self) -> None:
        record = self._record
        self._session.run(
            lambda ws: history.story(ws, record), self._show, self.notice.tell_problem
        )

    def _show(self, story: Story) -> None:
        if story.record == self._record:
            self._story = story
            about = story.linked.get(story.record)
            self.of.setText((about and about.ref) or "")
            self._last = {
                (each.record, each.field, each.sub): each.operation
                for event in story.events
                for each in event.turns
            }
            self._say_again()

    def _say_again(self) -> None:
        if self._story is not None:
            self._telling.put(self._tell(self._story))
            self._offer_moments(self._story)
            self._compare()

    def _tell(self, story: Story) -> Steps:
        """A save of a large record, or of an import, has some hundred sentences."""
        empty(self._column)
        newest = list(reversed(story.events))
        for event in newest[: self._shown]:
            yield from self._event(story, event)
        if len(newest) > self._shown:
            more = button(
                self._session.say, "Show earlier changes", self._show_more, kind="quiet"
            )
            self._column.addLayout(row(more, 1))
        self._column.addStretch(1)

    def _show_more(self) -> None:
        self._shown += _SHOWN_EVENTS
        self._say_again()

    def _event(self, story: Story, event: Event) -> Steps:
        """Who and when, and under it what."""
        made = card()
        self._column.addWidget(made)
        column = column_of(made)
        column.setSpacing(4)
        who = PlainLabel(self._who(story, event), role="strong")
        when = PlainLabel(moment_text(event.at_us // 1000), role="caption")
        column.addLayout(row(who, 1, when))
        reader = self._session.reader
        source = story.import_of(event)
        if source is not None:
            told = import_sentence(
                reader.words, source.file, is_undone=source.is_undone
            )
            column.addWidget(PlainLabel(told, role="caption", wraps=True))
        for sentence in begun_sentences(reader, event, story.linked):
            column.addWidget(PlainLabel(sentence, wraps=True))
            yield
        part = story.record
        for turn in event.turns:
            if turn.record != part and turn.record in story.linked:
                name = part_name(reader, story.linked[turn.record], story.linked)
                column.addWidget(PlainLabel(name, role="caption"))
            part = turn.record
            column.addLayout(self._turn(story, turn))
            yield

    def _who(self, story: Story, event: Event) -> str:
        return story.names.get(event.device) or self._session.say("Somebody unknown")

    def _turn(self, story: Story, turn: Turn) -> QHBoxLayout:
        sentence = turn_sentence(self._session.reader, turn, story.linked)
        label = PlainLabel(sentence, wraps=True)
        line = row(label)
        line.setStretch(0, 1)
        is_value = turn.kind == OperationKind.SET and turn.is_known
        is_gone = turn.kind == OperationKind.DELETE and self._stands(turn)
        if is_gone or (is_value and not self._stands(turn)):
            line.addWidget(self._bring_back(turn, sentence))
        return line

    def _stands(self, turn: Turn) -> bool:
        """Nothing was written there since."""
        place = turn.record, turn.field, turn.sub
        return self._last.get(place) == turn.operation

    def _bring_back(self, turn: Turn, sentence: str) -> QPushButton:
        say = self._session.say
        made = button(say, "Bring back", partial(self._back_to, turn), kind="quiet")
        name = say("Bring back: {what}", what=sentence)
        say.leave(made.setAccessibleName)
        made.setAccessibleName(name)
        return made

    def _back_to(self, turn: Turn) -> None:
        def bring(workspace: Workspace) -> Changes:
            if turn.kind == OperationKind.DELETE:
                return records.restore(workspace, turn.record)
            return history.bring_back(workspace, turn)

        self._session.run(bring, self._brought, self.notice.tell_problem)

    def _brought(self, changes: Changes) -> None:
        if changes.decided:
            # Several people's values stood there, and one of the story replaces all.
            self.notice.tell(
                "It was brought back, and decides between values that disagreed. "
                "Conflicts shows them, and takes that back.",
                tone="warn",
            )
        else:
            self.notice.tell("It was brought back.", tone="ok")
        self._session.announce(changes)
        self._read()

    @override
    def event(self, e: QEvent) -> bool:
        """Esc goes back to the record, not to the list."""
        kind, escape = (
            e.type(),
            isinstance(e, QKeyEvent) and e.key() == Qt.Key.Key_Escape,
        )
        if escape and kind is QEvent.Type.ShortcutOverride:
            e.accept()
            return True
        if escape and kind is QEvent.Type.KeyPress:
            self.closed.emit()
            return True
        return super().event(e)

    def _offer_moments(self, story: Story) -> None:
        """Every event is a moment; at first the oldest and the newest."""
        names = [
            f"{moment_text(each.at_us // 1000)} · {self._who(story, each)}"
            for each in story.events
        ]
        for box, first in zip(self._moments, (0, len(names) - 1), strict=True):
            kept = box.currentIndex()
            box.clear()
            box.addItems(names)
            box.setCurrentIndex(kept if 0 <= kept < len(names) else first)

    def _compare(self) -> None:
        if self._story is not None and self._story.events:
            self._setting.put(self._set_beside(self._story))

    def _set_beside(self, story: Story) -> Steps:
        empty(self._table)
        say = self._session.say
        places = sorted(each.currentIndex() for each in self._moments)
        moments = [story.events[place].until_us for place in places]
        line = 0
        for found in self._differences(story, *moments):
            if found is not None:
                if not line:
                    self._set_heads()
                line += 1
                self._set_line(line, found)
            yield
        if not line:
            label = said(say, "Nothing differs between these moments.", role="muted")
            self._table.addWidget(label, 0, 0)

    def _set_heads(self) -> None:
        say = self._session.say
        for column, title in enumerate(("Field", "Then", "Later")):
            self._table.addWidget(said(say, title, role="caption"), 0, column)
        for column, stretch in enumerate((2, 3, 3)):
            self._table.setColumnStretch(column, stretch)

    def _set_line(self, line: int, texts: Difference) -> None:
        for column, text in enumerate(texts):
            role = "strong" if column == 0 else ""
            label = PlainLabel(text or "—", role=role, wraps=True)
            self._table.addWidget(label, line, column, Qt.AlignmentFlag.AlignTop)

    def _differences(
        self, story: Story, then_us: int, later_us: int
    ) -> Iterator[Difference | None]:
        """What differs; None after each part, so that somebody may pause."""
        reader = self._session.reader
        for part in story.parts:
            yield None
            record = story.linked.get(part)
            if record is None:
                continue
            then, later = (
                story.values_at(part, then_us),
                story.values_at(part, later_us),
            )
            if record.type == CUSTODY.key:
                if later and not then:
                    label = type_label(reader.words, record.type)
                    yield label, "", custody_text(reader.words, record)
                continue
            own = part == story.record
            name = "" if own else part_name(reader, record, story.linked) + ": "
            for field in record.declaration.fields:
                pair = then.get(field.key), later.get(field.key)
                if pair[0] != pair[1]:
                    label = field_label(reader.words, record.type, field.key)
                    texts = [reader.text(field, each, story.linked) for each in pair]
                    yield name + label, texts[0], texts[1]
