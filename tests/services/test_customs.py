"""A coordinator adds fields and terms: in table, form, list, search, sheet, bundle."""

import csv
import dataclasses
import datetime as dt
from io import BytesIO

import pytest
from pypdf import PdfReader

from monitor_desktop.domain import catalogue
from monitor_desktop.domain.catalogue import SHIPPED
from monitor_desktop.domain.contacts import Role
from monitor_desktop.domain.levels import Level
from monitor_desktop.domain.queries import ListQuery
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.i18n import labels
from monitor_desktop.services import filters, records, search, term_lists, workspaces
from monitor_desktop.services.exchange import contacts
from monitor_desktop.services.interchange import exports
from monitor_desktop.services.membership import policies
from monitor_desktop.services.paper import sheets
from monitor_desktop.services.profile import backup, doctor, keys
from monitor_desktop.services.time_limits import laws
from monitor_desktop.store import exchange

LABEL = {
    "label.tg": "Рақами варақа",
    "label.ru": "Номер листа",
    "label.en": "Sheet no.",
}


def add(workspace, type_key, /, **values):
    made = records.add(workspace, type_key, values)
    return made.ref or made.id


def own_field(workspace, key, kind="text", on_type="case", **more):
    given = {"key": key, "kind": kind, "on_type": on_type, **LABEL, **more}
    return add(workspace, "custom_field", **given)


@pytest.fixture
def pair(world, hub):
    laptop = world.laptop("laptop")
    world.meet(hub, laptop)
    return hub, laptop


def values(workspace, ref):
    with catalogue.using(workspace.catalogue):
        return records.show(workspace, ref).record.values


def test_a_field_is_there_at_once_and_holds_values(hub):
    case = add(hub, "case", title="Before")
    own_field(hub, "sheet_no")
    records.change(hub, case, {"x_sheet_no": "17-b"})
    assert values(hub, case)["x_sheet_no"] == "17-b"
    with pytest.raises(UsageError, match="NO_SUCH_FIELD"):
        add(hub, "person", x_sheet_no="on another type")


def test_it_is_named_in_every_language(hub):
    own_field(hub, "sheet_no")
    with catalogue.using(hub.catalogue):
        for language, name in (("tg", "Рақами варақа"), ("en", "Sheet no.")):
            words = hub.kit.catalogues.words(language)
            assert labels.field_label(words, "case", "x_sheet_no") == name


def test_it_is_searched_listed_and_filtered(hub):
    own_field(hub, "sheet_no", searched="yes", in_list="yes")
    case = add(hub, "case", title="A", x_sheet_no="Рахмонова")
    add(hub, "case", title="B")
    assert [each.ref for each in search.search(hub, "Rahmonova").hits] == [case]
    with catalogue.using(hub.catalogue):
        condition = filters.condition(hub, "case", "x_sheet_no", "Рахмонова")
        listed = {each.key for each in catalogue.record_type("case").list_fields}
    query = ListQuery(type="case", filters=(condition,))
    assert [each.ref for each in records.listed(hub, query)[1]] == [case]
    assert "x_sheet_no" in listed


def test_every_kind_holds_its_value(hub):
    given = {
        "text": "a",
        "long_text": "a\nb",
        "multilingual": {"tg": "а"},
        "partial_date": "summer 1993",
        "number": 3,
        "yes_no": "yes",
        "place": "TJ-DU",
    }
    for kind in given:
        own_field(hub, f"f_{kind}", kind)
    own_field(hub, "f_choice", "choice", vocabulary="sexes")
    own_field(hub, "f_many", "multiple_choice", vocabulary="methods")
    entered = {f"x_f_{kind}": value for kind, value in given.items()}
    entered |= {"x_f_choice": "female", "x_f_many": ["030104000000"]}
    found = values(hub, add(hub, "case", title="A", **entered))
    assert found.pop("x_f_partial_date")["edtf"] == "1993-22"
    entered.pop("x_f_partial_date")
    assert {key: found[key] for key in entered} == entered


def test_own_terms_stand_beside_ours_and_in_lists_of_their_own(hub):
    add(hub, "custom_term", vocabulary="methods", code="wet_sheet", **LABEL)
    add(hub, "custom_term", vocabulary="zones", code="north", **LABEL)
    own_field(hub, "zone", "choice", vocabulary="zones")
    case = add(hub, "case", title="A", x_zone="north")
    act = add(hub, "act", parent=case, method=["wet_sheet", "030104000000"])
    assert values(hub, act)["method"] == ["030104000000", "wet_sheet"]
    assert hub.kit.vocabularies["methods"].label("wet_sheet", "tg") == "Рақами варақа"
    with pytest.raises(InvalidValueError):
        add(hub, "case", title="A", x_zone="south")


def test_a_new_article_of_a_law_holds_from_its_day_and_goes_out_with_it(hub):
    dated = {"valid_from": "1 July 2027", "valid_to": "2030"}
    article = {"vocabulary": "legal_provisions", "code": "cc_135_new", "under": "cc"}
    add(hub, "custom_term", **article, **dated, **LABEL)
    terms = hub.kit.vocabularies["legal_provisions"]
    term = terms.get("cc_135_new")
    assert (term.valid_from, term.valid_to) == ("2027-07-01", "2030-12-31")
    text = term_lists.as_csv(terms).decode("utf-8-sig")
    last = list(csv.DictReader(text.splitlines()))[-1]
    assert (last["code"], last["valid_from"]) == ("cc_135_new", "2027-07-01")
    undated = term_lists.as_csv(hub.kit.vocabularies["sexes"]).decode("utf-8-sig")
    assert "valid_from" not in undated


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Ключ"},
        {"key": "1st"},
        {"kind": "choice"},
        {"kind": "choice", "vocabulary": "no such list"},
    ],
)
def test_a_definition_that_makes_no_sense_adds_nothing(hub, wrong):
    own_field(hub, **{"key": "good", **wrong})
    assert hub.catalogue.record_type("case").fields == (
        SHIPPED.record_type("case").fields
    )
    add(hub, "case", title="All goes on")


def test_it_travels_with_its_values(pair, world, digest_of):
    hub, laptop = pair
    own_field(hub, "sheet_no")
    world.send(hub, laptop)
    case = add(laptop, "case", title="A", x_sheet_no="17-b")
    world.send(laptop, hub)
    assert values(hub, case)["x_sheet_no"] == "17-b"


def test_values_that_came_before_their_field_are_shown_when_it_comes(pair, world):
    hub, laptop = pair
    own_field(hub, "sheet_no")
    case = add(hub, "case", title="A", x_sheet_no="17-b")
    world.add(hub, laptop, receives="all")
    world.send(hub, laptop)
    assert values(laptop, case)["x_sheet_no"] == "17-b"


def test_only_a_coordinator_adds_fields(pair, world):
    hub, laptop = pair
    own_field(laptop, "mine")
    assert laptop.catalogue is SHIPPED
    world.send(laptop, hub)
    assert hub.catalogue is SHIPPED


def test_a_contact_once_taken_for_a_coordinator_adds_no_fields(pair, world):
    """What counts is the key-state at the place of each word, not a card's role."""
    hub, laptop = pair
    with hub.transaction() as transaction:
        known = exchange.contact(transaction, laptop.device)
        mistaken = dataclasses.replace(known, role=Role.COORDINATOR)
        exchange.put_contact(transaction, mistaken)
    own_field(laptop, "mine")
    world.send(laptop, hub)
    assert hub.catalogue is SHIPPED


def test_other_peoples_words_change_no_field_and_no_rule(pair, world, clock):
    hub, laptop = pair
    definition = own_field(hub, "sheet_no")
    day = {"name": "Moved", "days": "2026-11-09", "kind": "day_off"}
    kept = records.add(hub, "day_off", day)
    case = add(hub, "case", title="A", x_sheet_no="17-b")
    world.add(hub, laptop, receives="all")
    world.send(hub, laptop)
    records.change(laptop, definition, {"key": "other"})
    records.delete(laptop, definition)
    _as_coordinator(laptop, lambda tampered: records.delete(tampered, kept.id))
    world.send(laptop, hub)
    for each in (hub, laptop):
        assert values(each, case)["x_sheet_no"] == "17-b"
        assert laws.law(each).calendar.off == {dt.date(2026, 11, 9)}


def _as_coordinator(workspace, change):
    """A program that was tampered with refuses nothing."""
    owner = dataclasses.replace(workspace.owner, role="coordinator")
    change(dataclasses.replace(workspace, opened_as=owner))


def test_fields_count_from_the_appointment_on_and_up_to_its_end(pair, world):
    hub, second = pair
    own_field(second, "too_soon")
    world.send(second, hub)
    contacts.appoint(hub, second.device)
    world.send(hub, second)
    own_field(second, "in_time")
    world.send(second, hub)
    assert _own_keys(hub) == _own_keys(second) == {"x_in_time"}
    code = keys.recovery_code(hub, "a passphrase")
    contacts.revoke(hub, second.device, code=code)
    own_field(second, "too_late")
    assert world.send(second, hub)[0].code == "REVOKED"
    assert _own_keys(hub) == {"x_in_time"}
    contacts.withdraw(hub, second.device, code=code)
    assert _own_keys(hub) == {"x_in_time", "x_too_late"}


def _own_keys(workspace):
    fields = workspace.catalogue.record_type("case").fields
    return {each.key for each in fields if each.key.startswith("x_")}


def test_a_restored_hub_keeps_its_fields(hub, world):
    own_field(hub, "before")
    kept = world.folder / "hub.backup"
    backup.create(hub, kept)
    backup.restore(kept, "a passphrase", world.folder / "again", world.kit)
    again = workspaces.unlock(world.folder / "again", "a passphrase", world.kit)
    world.made["again"] = again
    own_field(again, "after")
    assert _own_keys(again) == {"x_before", "x_after"}
    one = world.laptop("one")
    world.meet(again, one)
    world.send(again, one)
    assert _own_keys(again) == _own_keys(one) == {"x_before", "x_after"}


def test_a_field_taken_back_keeps_its_values(hub):
    definition = own_field(hub, "sheet_no")
    case = add(hub, "case", title="A", x_sheet_no="17-b")
    records.delete(hub, definition)
    assert "x_sheet_no" not in values(hub, case)
    records.restore(hub, definition)
    assert values(hub, case)["x_sheet_no"] == "17-b"


def test_it_is_there_after_opening_again_and_the_doctor_is_content(hub, world, kit):
    own_field(hub, "sheet_no")
    case = add(hub, "case", title="A", x_sheet_no="17-b")
    hub.close()
    again = workspaces.unlock(world.folder / "hub", "a passphrase", kit)
    world.made["hub"] = again
    assert values(again, case)["x_sheet_no"] == "17-b"
    assert doctor.examine(again) == []


def test_it_is_printed_and_exported_like_any_other(hub, tmp_path):
    own_field(hub, "sheet_no")
    case = add(hub, "case", title="A", x_sheet_no="17-b")
    made = sheets.make(hub, [case], sheets.Choice(languages=("tg",)))
    text = "".join(each.extract_text() for each in PdfReader(BytesIO(made.pdf)).pages)
    assert "Рақами варақа" in text
    assert "17-b" in text
    target = tmp_path / "cases.csv"
    exports.csv(hub, "case", target, Level.INTERNAL)
    heads, row = csv.reader(target.read_text(encoding="utf-8-sig").splitlines())
    assert dict(zip(heads, row, strict=True))["x_sheet_no"] == "17-b"
    exports.csv(hub, "case", target, Level.PUBLIC)
    assert "17-b" not in target.read_text(encoding="utf-8-sig")


def test_what_was_sealed_stays_when_its_field_is_taken_back(world):
    """Nobody knows the field any more, and its values are still in the journal."""
    hub = world.laptop("hub", role="coordinator")
    office = world.laptop("office", role="office")
    partner = world.laptop("partner", unit="Another unit")
    world.meet(hub, office, receives="all")
    world.meet(hub, partner, receives="all")
    policies.set_limit(hub, "Another unit", "public")
    named = {"on_type": "case", "kind": "text", "label.en": "Secret"}
    for level in ("sealed", "internal"):
        told = {**named, "key": level, "sensitivity": level}
        made = records.add(hub, "custom_field", told)
        mark = f"a {level} word"
        records.add(hub, "case", {"status": "open", f"x_{level}": mark})
        records.delete(hub, made.id)
    world.send(hub, office)
    world.send(hub, partner)
    assert "a sealed word" not in held(office)
    assert "a internal word" in held(office)
    assert "a internal word" not in held(partner)


def held(workspace):
    with workspace.transaction() as transaction:
        bodies = transaction.exec_driver_sql("SELECT body FROM operation").scalars()
        return b" ".join(each for each in bodies if each).decode()
