import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from monitor_desktop.domain.fields import Kind
from monitor_desktop.domain.records import declared
from monitor_desktop.services import drafts, records
from monitor_desktop.ui.editors.choices import ChoiceEditor
from monitor_desktop.ui.editors.making import EDITORS
from monitor_desktop.ui.part_dialogs import PartDialog
from monitor_desktop.ui.record_form import RecordForm


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
    "motive_confirmed": ("not_asked", "not_asked"),
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


def test_what_is_wrong_stands_under_its_field(form, session, sample, calm):
    write(form, "place", "Nowhere at all")
    box(form, "place").editor._picker.setText("Nowhere at all")
    form.save()
    calm()
    assert "Place" in box(form, "place").problem
    assert box(form, "place").editor.inputs()[0].property("invalid") == "true"
    assert "place" not in values(session, sample.case)


def test_the_problem_goes_when_the_field_is_edited(form, calm):
    box(form, "place").editor._picker.setText("Nowhere at all")
    form.save()
    calm()
    box(form, "place").editor.edited.emit()
    assert not box(form, "place").problem


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
    qtbot.waitUntil(lambda: "своими словами" in editor.said, timeout=2000)


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
    editor._choose(1)
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


def test_parts_are_added_changed_and_deleted(form, session, sample, qtbot, calm):
    tree = records.show(session.workspace, sample.case)
    declaration = form.parts["act"].declaration
    dialog = PartDialog(session, declaration, tree, None, form)
    qtbot.addWidget(dialog)
    dialog.grid.boxes["age_then"].editor.show_value("30", {})
    dialog.commit()
    calm()
    acts = records.show(session.workspace, sample.case).children_of("act")
    assert acts[-1].values == {"age_then": 30}
    again = PartDialog(session, declaration, tree, acts[-1], form)
    qtbot.addWidget(again)
    again.grid.boxes["age_then"].editor.show_value("31", {})
    again.commit()
    calm()
    changed = records.show(session.workspace, sample.case).children_of("act")[-1]
    assert changed.values == {"age_then": 31}
    form._delete_part(changed)
    calm()
    assert len(records.show(session.workspace, sample.case).children_of("act")) == 1
    assert form.parts["act"].table.rowCount() == 1


def test_a_person_is_entered_on_the_spot(session, sample, form, qtbot, calm):
    tree = records.show(session.workspace, sample.case)
    dialog = PartDialog(session, form.parts["act"].declaration, tree, None, form)
    qtbot.addWidget(dialog)
    dialog.show()
    editor = dialog.grid.boxes["victim"].editor
    editor._pick("+Somebody New")
    calm()
    assert values(session, editor.value())["name"] == "Somebody New"


def test_persons_are_found_in_any_spelling(session, sample, form, qtbot, calm):
    tree = records.show(session.workspace, sample.case)
    dialog = PartDialog(session, form.parts["act"].declaration, tree, None, form)
    qtbot.addWidget(dialog)
    dialog.show()
    editor = dialog.grid.boxes["victim"].editor
    editor._asked = "инвентед"
    editor._find()
    calm()
    names = [each.name for each in editor._picker.popup.model.offers]
    assert names == ["Invented Somebody", "New: инвентед"]


def test_parts_wait_until_the_record_is_saved(session, qtbot, calm):
    form = opened(session, "case", None, qtbot, calm)
    assert not form.parts["act"]._add.isEnabled()


def test_tabs_jump_to_their_section(form, calm):
    calm()
    form._jump(len(form.grids))
    assert form._area.verticalScrollBar().value() > 0
