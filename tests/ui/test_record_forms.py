import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from monitor_desktop.domain.consents import Answer, Purpose
from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.services import records
from monitor_desktop.services.editing import drafts
from monitor_desktop.ui.editors.choices import ChoiceEditor
from monitor_desktop.ui.editors.field_grid import FieldGrid
from monitor_desktop.ui.editors.making import EDITORS, editor_for
from monitor_desktop.ui.frame.window import Shell
from monitor_desktop.ui.records.form_heads import CONSENTS, consents
from monitor_desktop.ui.records.record_form import RecordForm
from monitor_desktop.ui.sessions import Session


@pytest.fixture
def form(session, sample, qtbot, calm):
    return opened(session, "case", sample.case, qtbot, calm)


def opened(session, type_key, record_id, qtbot, calm):
    made = RecordForm(session, type_key)
    qtbot.addWidget(made)
    made.resize(806, 600)
    made.show()
    if record_id:
        made.open(record_id)
    else:
        made.open_new()
    calm()
    # It is made in slices of time, and filled when it is there.
    calm()
    return made


def box(form, key):
    return next(each.boxes[key] for each in form.grids.values() if key in each.boxes)


def write(form, key, value):
    """As a person would: the editor shows it, and says that it was edited."""
    editor = box(form, key).editor
    editor.show_value(value, {})
    editor.edited.emit()


def press(widget, *what):
    """Keys, or the letters of a text in any script."""
    for each in what:
        for key, text in (
            [(0, t) for t in each] if isinstance(each, str) else [(each, "")]
        ):
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
                QApplication.sendEvent(widget, event)


def look_at(picker):
    """The list is on the screen: before that Enter takes nothing from it."""
    picker.popup.grab()


def values(session, record_id):
    return records.show(session.workspace, record_id).record.values


CASES = {
    "title": ("Another title", "Another title"),
    "description": ("Two\n\nparagraphs", "Two\n\nparagraphs"),
    "summary": (
        {"tg": "Мухтасар", "ru": "Кратко", "en": None},
        {"tg": "Мухтасар", "ru": "Кратко"},
    ),
    "status": ("open", "open"),
    "rights_affected": (None, None),
    "motive_confirmed": ("not_asked", {"missing": "not_asked"}),
    "place": ("TJ-KT", "TJ-KT"),
}


@pytest.mark.parametrize("key", CASES)
def test_each_kind_of_field_is_saved(form, session, sample, calm, key):
    given, held = CASES[key]
    if key == "rights_affected":
        given = held = sorted(t.code for t in session.kit.vocabularies["rights"])[:2]
    write(form, key, given)
    form.save()
    calm()
    assert values(session, sample.case).get(key) == held


def test_dates_numbers_and_links_are_saved(session, sample, qtbot, calm):
    person = opened(session, "person", sample.person, qtbot, calm)
    write(person, "birth_date", "лето 1980")
    write(person, "group_size", "12")
    person.save()
    calm()
    held = values(session, sample.person)
    assert held["birth_date"]["text"] == "лето 1980"
    assert held["birth_date"]["edtf"] == "1980-22"
    assert held["group_size"] == 12
    report = opened(session, "monitoring_report", sample.report, qtbot, calm)
    write(report, "linked_case", sample.case)
    report.save()
    calm()
    assert values(session, sample.report)["linked_case"] == sample.case


def test_sections_of_a_report_follow_its_kind_and_what_is_entered_stays(
    session, sample, qtbot, calm
):
    form = opened(session, "monitoring_report", sample.report, qtbot, calm)

    def shown():
        return {key for key, grid in form.body.grids.items() if not grid.isHidden()}

    everybody = {"key_facts", "findings", "recommendations", "review"}
    assert shown() == everybody
    write(form, "report_type", "trial")
    assert shown() == everybody | {"trial"}
    write(form, "court", "Суди шаҳр")
    write(form, "report_type", "detention_visit")
    assert shown() == everybody | {"trial", "visit"}
    chain = [form.body.boxes()["title"].editor.inputs()[0]]
    while (follows := chain[-1].nextInFocusChain()) is not chain[0]:
        chain.append(follows)
    keys = ("institution", "court", "reviewer")
    places = [chain.index(form.body.boxes()[k].editor.inputs()[0]) for k in keys]
    assert places == sorted(places)
    form.save()
    calm()
    assert shown() == everybody | {"trial", "visit"}


def test_every_kind_that_can_be_typed_has_an_editor():
    assert set(Kind) - set(EDITORS) == {Kind.ATTACHMENTS}


def test_a_new_record_is_entered_and_stays_open(session, qtbot, calm):
    form = opened(session, "case", None, qtbot, calm)
    write(form, "title", "A new invented case")
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    calm()
    assert not form.is_new
    assert form.record.id == saved.args[0]
    assert form.record.ref


def test_saving_without_a_change_writes_nothing(form, session, sample, calm):
    before = len(records.history(session.workspace, sample.case))
    form.save()
    calm()
    assert len(records.history(session.workspace, sample.case)) == before


def test_what_is_wrong_stands_under_its_field(form, session, sample, qtbot, calm):
    write(form, "place", "Nowhere at all")
    box(form, "place").editor._picker.setText("Nowhere at all")
    bar = form.body.area.verticalScrollBar()
    bar.setValue(bar.maximum())  # where the last thing was entered
    assert box(form, "place").visibleRegion().isEmpty()
    form.save()
    calm()
    qtbot.waitUntil(lambda: not box(form, "place").visibleRegion().isEmpty())
    assert "Place" in box(form, "place").problem
    assert box(form, "place").editor.inputs()[0].property("invalid") == "true"
    assert "place" not in values(session, sample.case)


def test_the_problem_goes_when_the_field_is_edited(form, calm):
    write(form, "status", "Nothing of the list")
    box(form, "status").editor._picker.setText("Nothing of the list")
    form.save()
    calm()
    assert box(form, "status").problem.startswith("“Status” has no such entry.")
    box(form, "status").editor.edited.emit()
    assert not box(form, "status").problem


def test_the_date_says_what_was_understood(form, desk, qtbot):
    editor = box(form, "date_to").editor
    line = editor.inputs()[0]
    line.setText("байни 9 ва 12 ноябри 2026")
    line.textEdited.emit(line.text())
    qtbot.waitUntil(lambda: "9–12 November 2026" in editor.said, timeout=2000)
    desk.say.switch("ru")
    assert "9–12 ноября 2026" in editor.said
    line.setText("once upon a time")
    line.textEdited.emit(line.text())
    qtbot.waitUntil(lambda: "как вы написали" in editor.said, timeout=2000)


@pytest.mark.parametrize(
    ("text", "approximate"),
    [
        ("9-12 ноября 2026", False),
        ("2026", False),
        ("весна 1994", False),
        ("июнь или июль 1993", False),
        ("около мая 1996", True),
        ("вақтҳои пеш", False),
    ],
)
def test_only_what_was_called_approximate_is(form, text, approximate):
    editor = box(form, "date_to").editor
    editor.show_value(text, {})
    editor._explain()
    assert editor._about.isVisibleTo(editor) is approximate


def test_what_is_typed_is_kept_as_a_draft_after_a_pause(form, session, sample, qtbot):
    form._pause.setInterval(20)
    write(form, "title", "Half a tit")

    def kept():
        return drafts.of(session.workspace, sample.case) is not None

    qtbot.waitUntil(kept, timeout=3000)
    assert drafts.of(session.workspace, sample.case).values == {"title": "Half a tit"}


def test_a_draft_comes_back_and_goes_when_it_is_saved(
    form, session, sample, qtbot, calm
):
    write(form, "title", "Half a tit")
    form.hide()
    calm()
    again = opened(session, "case", sample.case, qtbot, calm)
    assert box(again, "title").editor.value() == "Half a tit"
    again.save()
    calm()
    assert values(session, sample.case)["title"] == "Half a tit"
    assert drafts.of(session.workspace, sample.case) is None


def test_a_draft_can_be_thrown_away(form, session, sample, calm):
    write(form, "title", "Not meant")
    form.keep_draft()
    calm()
    form._forget_draft()
    calm()
    assert box(form, "title").editor.value() == "Invented case"
    assert drafts.of(session.workspace, sample.case) is None


def test_a_change_that_came_meanwhile_makes_a_conflict(form, session, sample, calm):
    write(form, "title", "My title")
    records.change(session.workspace, sample.case, {"title": "Their title"})
    form.save()
    calm()
    assert records.show(session.workspace, sample.case).record.conflicts == ("title",)
    assert not box(form, "title")._conflict.isHidden()


def test_terms_are_found_in_any_language(form, qtbot):
    editor = box(form, "status").editor
    offers = editor._offers("открыто")
    assert [each.code for each in offers] == ["open"]
    assert offers[0].name == "Open"
    assert "Кушода" in offers[0].detail


def test_a_term_is_picked_from_the_popup(form, session, sample, qtbot, calm):
    picker = box(form, "status").editor._picker
    picker.setFocus()
    picker.selectAll()
    press(picker, "чернов")
    assert picker.popup.current().data() == "Draft"
    look_at(picker)
    press(picker, Qt.Key.Key_Return)
    assert not picker.is_open
    form.save()
    calm()
    assert values(session, sample.case)["status"] == "draft"


def test_nothing_is_chosen_by_guess(form):
    picker = box(form, "status").editor._picker
    picker.setFocus()
    picker.open_all()
    assert not picker.popup.current().isValid()
    press(picker, Qt.Key.Key_Down)
    assert picker.popup.current().row() == 0


def test_escape_keeps_what_was_there(form):
    picker = box(form, "status").editor._picker
    before = picker.text()
    picker.setFocus()
    picker.selectAll()
    press(picker, "open", Qt.Key.Key_Escape)
    assert (picker.text(), picker.is_open) == (before, False)


def test_long_lists_stand_in_groups_that_are_walked_over(session, form, calm):
    editor = ChoiceEditor(session, declared("act").field("type"))
    offers = editor._offers("")
    assert offers[0].is_head
    assert not offers[1].is_head
    assert any(each.mark == "010101" for each in offers)


def test_words_with_two_readings_offer_both(form, session, sample, qtbot, calm):
    editor = box(form, "date_to").editor
    line = editor.inputs()[0]
    line.setText("5/6/2026")
    line.textEdited.emit(line.text())
    qtbot.waitUntil(lambda: editor.said.endswith("5 June 2026") or not editor.said)
    editor._choices[1].setFocus()
    editor._choices[1].click()
    assert form.focusWidget() is line  # a second press must not take the other day
    form.save()
    calm()
    held = values(session, sample.case)["date_to"]
    assert (held["text"], held["edtf"]) == ("5/6/2026", "2026-05-06")


def test_a_place_says_the_former_names_that_find_it_too(form, session):
    place = next(each for each in session.kit.gazetteer if each.aliases)
    write(form, "place", place.code)
    assert place.aliases[0] in box(form, "place").editor._former.text()


def test_ticking_terms_counts_at_once(form, qtbot):
    editor = box(form, "rights_affected").editor
    editor.open_list()
    editor._popup.terms.item(0).setCheckState(Qt.CheckState.Checked)
    editor._popup.close()
    assert len(editor.value()) == 1


@pytest.mark.parametrize("key", ["place", "date_from", "title", "rights_affected"])
def test_no_answer_is_an_answer_of_its_own(form, session, sample, calm, key):
    box(form, key)._say_absent("?not_asked")
    form.save()
    calm()
    assert values(session, sample.case)[key] == {"missing": "not_asked"}
    assert box(form, key)._absent.text() == "Not asked"
    box(form, key).editor.edited.emit()
    assert box(form, key)._absent.isHidden()


def test_no_answer_stands_below_every_list(form, session, sample, calm):
    picker = box(form, "place").editor._picker
    picker.setFocus()
    picker.selectAll()
    press(picker, "refus")
    look_at(picker)
    press(picker, Qt.Key.Key_Return)
    form.save()
    calm()
    assert values(session, sample.case)["place"] == {"missing": "refused"}


def test_a_record_says_how_far_it_has_come(session, form, calm):
    calm()
    assert form.head.delivery.accessibleName() == "At the hub"  # a coordinator's


def test_tab_goes_in_reading_order_and_every_stop_is_named(form, calm):
    form.parts["act"].add_next()
    calm()
    stops = form.body.grids["key_facts"].stops() + form.parts["act"].stops()
    chain, each = [], form
    while (each := each.nextInFocusChain()) is not form:
        chain.append(each)
    places = [chain.index(each) for each in stops]
    assert places == sorted(places)
    named = [QAccessible.queryAccessibleInterface(each) for each in stops]
    shown = [n for n, each in zip(named, stops, strict=True) if each.isVisible()]
    assert len(shown) > 30
    assert all(each.text(QAccessible.Text.Name) for each in shown)
    assert all(each.role() != QAccessible.Role.NoRole for each in shown)


def test_sections_follow_the_kinds_of_act(session, sample, form, calm):
    detail = next(each for each in form.parts.values() if each.declaration.applies_to)
    place = form.body.place_of(detail)
    assert detail.isHidden()
    assert place in form.body.tabs._left_out
    form.parts["act"].add_next()
    write_part(form, "act", "type", detail.declaration.applies_to[0])
    assert not detail.isHidden()
    assert place not in form.body.tabs._left_out
    form.undo()
    assert detail.isHidden()


def test_a_tab_over_an_error_has_a_sign(form, calm):
    write(form, "date_from", "30000")
    form.save()
    calm()
    signs = [each for each in form.body.tabs._tabs if not each.icon().isNull()]
    assert [each.text() for each in signs] == ["Key facts"]
    write(form, "date_from", "June 2026")
    assert all(each.icon().isNull() for each in form.body.tabs._tabs)


def renamed(form, *what):
    QTest.keyClick(box(form, "summary").editor.inputs()[0], Qt.Key.Key_F2)
    press(form.head.title.line, *what)
    return form.head.title


def test_f2_changes_the_title_where_it_stands(form, session, sample, calm):
    form.activateWindow()
    box(form, "summary").editor.inputs()[0].setFocus()
    title = renamed(form, "Боздошт дар Хуҷанд", Qt.Key.Key_Return)
    assert not title.is_open
    assert title.label.text() == "Боздошт дар Хуҷанд"
    assert box(form, "summary").editor.inputs()[0].hasFocus()
    assert form.state.to_undo.key == "title"
    form.keep_draft()
    calm()
    kept = drafts.of(session.workspace, sample.case)
    assert kept.values == {"title": "Боздошт дар Хуҷанд"}
    form.undo()
    assert title.label.text() == "Invented case"
    form.redo()
    form.save()
    calm()
    assert values(session, sample.case)["title"] == "Боздошт дар Хуҷанд"


def test_escape_gives_the_title_back_also_when_a_draft_was_kept_meanwhile(form, calm):
    title = renamed(form, "Чизи")
    form.keep_draft()
    calm()
    press(title.line, " дигар", Qt.Key.Key_Escape)
    assert not title.is_open
    assert title.label.text() == "Invented case"
    assert box(form, "title").value() == "Invented case"
    assert not form.state.is_touched


def test_going_elsewhere_keeps_the_title(form):
    form.activateWindow()
    title = renamed(form, "Unsaid")
    box(form, "summary").editor.inputs()[0].setFocus()
    assert not title.is_open
    assert form.state.typed == {"title": "Unsaid"}


def test_who_may_not_write_a_title_is_taken_to_its_field(
    make_workspace, desk, qtbot, calm
):
    session = Session(desk, make_workspace("Bed"))
    form = opened(session, "deadline_rule", "", qtbot, calm)
    form._renaming.begin()
    assert not form.head.title.is_open


def test_details_of_acts_stand_behind_what_every_case_tells(form):
    order = [key for key, _ in form.body._order]
    assert order.index("act") < order.index("arrest") < order.index("assessment")
    assert order.index("intervention") < order.index("arrest")


def test_a_day_and_an_hour_are_read_as_people_write_them(session, qtbot):
    arrest = declared("arrest").field("actual_time")
    editor = editor_for(session, arrest)
    qtbot.addWidget(editor)
    day, hour = editor.inputs()
    for written, held in (
        (("9 ноябри 2026", "21.30"), "2026-11-09 21:30"),
        (("09.11.2026", "7"), "2026-11-09 07:00"),
        (("9 November 2026", ""), "2026-11-09"),
        (("summer 2026", "21:30"), "summer 2026 21:30"),
        (("", ""), None),
    ):
        day.setText(written[0])
        hour.setText(written[1])
        assert editor.value() == held
    editor.show_value("2026-11-10T14:05", {})
    assert (day.text(), hour.text()) == ("10.11.2026", "14:05")
    assert editor.value() == "2026-11-10 14:05"


def test_a_first_contact_is_one_key_away_and_saved_in_a_few_lines(session, qtbot, calm):
    shell = Shell(session)
    qtbot.addWidget(shell)
    shell.show()
    shell.go("settings")
    calm()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(shell, Qt.Key.Key_N, keys)
    calm()
    form = shell.record_page("case").open_form
    shown = [k for k, each in form.body.boxes().items() if not each.isHidden()]
    assert len(shown) <= 8
    press(QApplication.focusWidget(), "Ба дари хабарнигор омаданд")
    form.save()
    calm()
    assert not form.is_new
    assert form.record.values["title"] == "Ба дари хабарнигор омаданд"
    assert form.head.whole.isVisible()
    form.head.whole.click()
    assert not form.body.evidence.isHidden()
    assert not form.head.whole.isVisible()


def test_what_is_opened_after_a_first_contact_is_whole_unless_f9_said_otherwise(
    form, sample, calm
):
    form.open_first_contact()
    calm()
    assert form.body.is_few
    form.open(sample.case)
    calm()
    assert not form.body.is_few
    form.show_few()
    form.open_new()
    calm()
    assert form.body.is_few
    assert not form.head.whole.isHidden()


def test_the_first_contact_asks_few_fields_and_keeps_the_rest(form, session, calm):
    write(form, "place_text", "Beside the market")
    form.show_few()
    shown = {k for k, each in form.body.boxes().items() if not each.isHidden()}
    assert "title" in shown
    assert {key for key, each in form.parts.items() if not each.isHidden()} == {"act"}
    form.parts["act"].add_next()
    of_act = form.parts["act"].grid.boxes.items()
    asked = {key for key, each in of_act if not each.isHidden()}
    assert asked == {"type", "victim"}
    assert len(shown | asked) <= 8
    form.show_few()
    assert not part_box(form, "act", "method").isHidden()
    assert box(form, "place_text").value() == "Beside the market"
    assert not box(form, "place_text").isHidden()
    assert not form.parts["act"].isHidden()


def test_a_call_is_noted_in_a_few_fields_and_shown_whole_afterwards(
    session, sample, qtbot, calm
):
    form = opened(session, "oral_request", "", qtbot, calm)

    def shown():
        return {k for k, each in form.body.boxes().items() if not each.isHidden()}

    assert {"question", "body", "outcome"} <= shown()
    assert len(shown()) <= 8
    write(form, "question", "When does it open?")
    form.save()
    calm()
    form.open(form.record.id)
    calm()
    assert "call_back_on" in shown()
    form.open_new()
    calm()
    assert "call_back_on" not in shown()


def test_a_form_without_few_fields_is_never_emptied(session, sample, qtbot, calm):
    form = opened(session, "info_request", "", qtbot, calm)
    before = {k for k, each in form.body.boxes().items() if not each.isHidden()}
    form.show_few()
    after = {k for k, each in form.body.boxes().items() if not each.isHidden()}
    assert before == after


def test_a_consent_withdrawn_is_none(session, sample):
    def tree():
        return records.show(session.workspace, sample.case)

    def answers():
        return set(consents(tree(), "2026-11-26").values())

    assert answers() == {Answer.UNKNOWN}
    yes = dict.fromkeys(CONSENTS.values(), "yes")
    records.change(session.workspace, sample.person, yes)
    assert answers() == {Answer.YES}
    records.change(session.workspace, sample.person, {"consent_share": "no"})
    assert consents(tree(), "2026-11-26")[Purpose.SHARE] is Answer.NO


def part_box(form, type_key, key):
    return form.parts[type_key].grid.boxes[key]


def write_part(form, type_key, key, value):
    editor = part_box(form, type_key, key).editor
    editor.show_value(value, {})
    editor.edited.emit()


def acts(session, case):
    return records.show(session.workspace, case).children_of("act")


def test_parts_are_added_changed_and_deleted_without_a_dialog(
    form, session, sample, calm
):
    form.parts["act"].add_next()
    write_part(form, "act", "age_then", "30")
    assert len(acts(session, sample.case)) == 1
    form.save()
    calm()
    assert acts(session, sample.case)[-1].values == {"age_then": 30}
    write_part(form, "act", "age_then", "31")
    form.save()
    calm()
    assert acts(session, sample.case)[-1].values == {"age_then": 31}
    form.parts["act"].removed.emit(acts(session, sample.case)[-1].id)
    form.save()
    calm()
    assert len(acts(session, sample.case)) == 1


def test_a_new_record_is_saved_with_parts_that_link_to_each_other(session, qtbot, calm):
    form = opened(session, "case", None, qtbot, calm)
    write(form, "title", "A case with parts")
    form.parts["act"].add_next()
    write_part(form, "act", "age_then", "30")
    act = form.parts["act"].open_id
    form.parts["involvement"].add_next()
    write_part(form, "involvement", "act", act)
    form.save()
    calm()
    tree = records.show(session.workspace, form.record.id)
    assert tree.children_of("act")[0].id == act
    assert tree.children_of("involvement")[0].values == {"act": act}


def test_what_is_wrong_in_a_part_opens_it_and_saves_nothing(
    form, session, sample, calm
):
    write(form, "title", "Changed with a wrong part")
    form.parts["act"].add_next()
    write_part(form, "act", "age_then", "thirty")
    form.parts["act"].close_part()
    form.save()
    calm()
    assert part_box(form, "act", "age_then").problem
    assert form.parts["act"].open_id
    assert values(session, sample.case)["title"] == "Invented case"
    assert drafts.of(session.workspace, sample.case).parts[0].values == {
        "age_then": "thirty"
    }


def test_a_draft_keeps_parts_that_are_new_changed_deleted_and_moved(
    form, session, sample, qtbot, calm
):
    first = acts(session, sample.case)[0].id
    form.parts["act"].add_next()
    new = form.parts["act"].open_id
    write_part(form, "act", "age_then", "30")
    form.parts["act"].moved.emit(new, -1)
    source = form.state.order["source"][0]
    form.parts["source"].removed.emit(source)
    form.hide()
    calm()
    again = opened(session, "case", sample.case, qtbot, calm)
    assert again.state.order["act"] == (new, first)
    assert again.state.order["source"] == ()
    again.save()
    calm()
    assert [each.id for each in acts(session, sample.case)] == [new, first]
    assert not records.show(session.workspace, sample.case).children_of("source")


def test_undo_and_redo_name_what_they_do(form, desk):
    write(form, "title", "One")
    form.keep_draft()
    write(form, "title", "Two")
    form.parts["act"].add_next()
    assert form.state.to_undo.name(desk.say.words) == "Added: Act"
    form.undo()
    assert len(form.state.order["act"]) == 1
    assert form.state.to_undo.name(desk.say.words) == "Case title"
    form.undo()
    assert box(form, "title").editor.value() == "One"
    form.undo()
    assert box(form, "title").editor.value() == "Invented case"
    assert not form.state.is_touched
    form.redo()
    form.redo()
    assert box(form, "title").editor.value() == "Two"
    assert "Done again: Case title" in form.head._draft.text()


def test_undo_goes_behind_what_is_saved(form, session, sample, calm):
    write(form, "title", "Saved too early")
    gone = form.state.order["act"][0]
    form.parts["act"].removed.emit(gone)
    form.save()
    calm()
    assert acts(session, sample.case) == ()
    form.undo()
    form.undo()
    form.save()
    calm()
    assert values(session, sample.case)["title"] == "Invented case"
    assert [each.id for each in acts(session, sample.case)] == [gone]


def test_what_is_typed_while_saving_stays_typed(form, session, sample, calm):
    write(form, "title", "First")
    form.save()
    write(form, "title", "Second")
    form.parts["act"].add_next()
    calm()
    assert values(session, sample.case)["title"] == "First"
    assert box(form, "title").editor.value() == "Second"
    assert len(form.state.order["act"]) == 2
    form.save()
    calm()
    assert values(session, sample.case)["title"] == "Second"
    assert len(acts(session, sample.case)) == 2


def test_what_arrives_while_one_types_is_told_and_becomes_a_conflict(
    form, session, sample, calm
):
    write(form, "title", "Mine")
    changes = records.change(
        session.workspace, sample.case, {"title": "Theirs", "place_text": "Theirs"}
    )
    session.announce(changes)
    calm()
    assert "Theirs" in box(form, "title").met
    assert box(form, "title").editor.value() == "Mine"
    assert box(form, "place_text").editor.value() == "Theirs"
    form.save()
    calm()
    assert records.show(session.workspace, sample.case).record.conflicts == ("title",)
    assert not box(form, "title").met


def test_a_form_says_which_values_wait_and_whether_saving_replaces_them(
    form, session, sample, calm
):
    seen = records.show(session.workspace, sample.case).record.heads
    write(form, "title", "Mine")
    for title in ("First", "Second"):
        given = {"title": title}
        session.announce(
            records.change(session.workspace, sample.case, given, seen=seen)
        )
    calm()
    told = box(form, "title").told_values
    assert told == "People disagree: “Second” / “First”."
    form.save()
    calm()
    told = box(form, "title").told_values
    assert told.startswith("People disagree: “Mine” / “Second” / “First”. Another ")
    write(form, "title", "Decided")
    form.save()
    calm()
    assert not box(form, "title").told_values
    assert not records.show(session.workspace, sample.case).record.conflicts


def test_a_part_deleted_elsewhere_while_typed_comes_back(form, session, sample, calm):
    act = form.state.order["act"][0]
    form.parts["act"].open_part(act)
    write_part(form, "act", "age_then", "30")
    session.announce(records.delete(session.workspace, act))
    calm()
    assert form.state.order["act"] == (act,)
    form.save()
    calm()
    assert acts(session, sample.case)[0].values["age_then"] == 30


def test_a_person_is_entered_on_the_spot(session, sample, form, qtbot, calm):
    form.parts["act"].add_next()
    editor = part_box(form, "act", "victim").editor
    editor._take_offered("+Somebody New")
    calm()
    assert values(session, editor.value())["name"] == "Somebody New"


def test_persons_are_found_in_any_spelling(session, sample, form, qtbot, calm):
    form.parts["act"].add_next()
    editor = part_box(form, "act", "victim").editor
    editor._asked = "инвентед"
    editor._find()
    calm()
    names = [each.name for each in editor._picker.popup.model.offers]
    assert names[:2] == ["Invented Somebody", "New: инвентед"]


def test_tabs_jump_to_their_section(form, calm):
    calm()
    form.body.jump(len(form.grids))
    assert form.body.area.verticalScrollBar().value() > 0


def test_what_others_keep_is_read_as_text_that_can_be_copied(
    desk, make_workspace, qtbot
):
    session = Session(desk, make_workspace("Reader"))
    grid = FieldGrid(session, "day_off", declared("day_off").fields)
    qtbot.addWidget(grid)
    days = {"text": "21 March 2026", "edtf": "2026-03-21"}
    grid.show_values({"name": "Navruz", "days": days}, {})
    assert not grid.findChildren(QLineEdit)
    (shown,) = grid.boxes["name"].editor.inputs()
    assert shown.text() == "Navruz"
    assert shown.isEnabled()
    flags = Qt.TextInteractionFlag
    assert shown.textInteractionFlags() & flags.TextSelectableByKeyboard
    assert grid.values() | {"name": "Navruz", "days": days} == grid.values()
    grid.boxes["name"].ask_why()
    assert not grid.findChildren(QMenu)


def test_enter_takes_what_the_whole_name_finds_not_what_stood_there_before(
    form, session, calm, qtbot
):
    """A quick typist is ahead of the list: another person must never be taken."""
    for name in ("Раҳмонов Исо", "Раҳимова Ҷамила"):
        records.add(session.workspace, "person", {"name": name})
    form.parts["act"].add_next()
    picker = part_box(form, "act", "victim").editor._picker
    picker.setFocus()
    picker.selectAll()
    press(picker, "Раҳмонов")
    qtbot.waitUntil(lambda: picker.is_open, timeout=3000)
    assert "Раҳмонов" in picker.popup.current().data()
    picker.selectAll()
    press(picker, "Раҳимова Ҷамила", Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picker.code is not None, timeout=3000)
    calm()
    taken = records.show(session.workspace, picker.code).record
    assert taken.values["name"] == "Раҳимова Ҷамила"
