"""What a person reads has no codes where there are words; JSON keeps them."""

import pytest

from monitor_desktop.domain.catalogue import top_types


def said(shell, *command):
    result = shell(*command, "--lang", "en")
    assert result.status == 0, result.err
    return result.out


def refused(shell, *command):
    result = shell(*command, "--lang", "en")
    assert result.status != 0
    return result.err


@pytest.fixture
def case(laptop):
    made = laptop.json("record", "add", "case", "--set", "title=A")
    return made["records"][0]["ref"]


def test_a_profile_names_its_role_and_the_types_it_has_records_of(laptop, case):
    told = said(laptop, "info")
    assert "Role: coordinator\n" not in said(laptop, "info", "--lang", "ru")
    assert "Records: Cases 1\n" in told
    assert laptop.json("info")["records"].keys() == {each.key for each in top_types()}


def test_an_export_says_in_words_what_stays_and_why(laptop, tmp_path):
    laptop.json("record", "add", "person", "--set", "name=B")
    out = tmp_path / "out.csv"
    command = ("export", "--type", "person", "--out", out, "--disclosure", "public")
    told = said(laptop, *command)
    assert "Left out: consent is missing 1\n" in told
    assert "consents missing: Publish without the name 1\n" in told
    found = laptop.json(*command)
    assert found["left_out"] == {"consent_missing": 1}
    assert found["consents_missing"] == {"publish_anonymously": 1}


def test_documents_name_the_types_they_are_for(laptop):
    told = said(laptop, "sheets", "documents")
    assert "urgent_appeal" in told
    assert "monitoring_report" not in told
    assert "Monitoring reports" in told


def test_fields_say_what_they_hold_in_words(laptop):
    told = said(laptop, "types")
    assert "(partial_date)" not in told
    assert "date_from (Date)" in told
    # What is declared alone has no term: it is named by the program.
    assert "(link)" not in told
    assert "(attachments)" not in told


@pytest.mark.parametrize(
    ("where", "label"),
    [
        ("case_type=nothing", "Kind of case"),
        ("date_from=gibberish", "Start date"),
        ("place=Nowhere", "Place"),
    ],
)
def test_a_filter_that_is_refused_calls_its_field_by_its_label(laptop, where, label):
    assert f"“{label}”" in refused(laptop, "record", "list", "case", "--where", where)


def test_a_term_that_is_none_leads_to_the_list(laptop, case):
    told = refused(laptop, "record", "set", case, "--set", "status=in_progres")
    assert "“Status”" in told
    assert "vocabulary export case_statuses" in told


def test_what_has_no_review_is_said_so(laptop, case):
    told = refused(laptop, "review", "steps", case)
    assert "review_state" not in told
    assert "Only reports and press releases" in told
    assert laptop.refused("review", "steps", case) == (2, "NO_SUCH_FIELD")


def test_the_help_speaks_one_language(laptop):
    assert "Show the version" not in laptop("--help", "--lang", "ru").out


def test_the_doctor_says_what_is_wrong(laptop, monkeypatch):
    from monitor_desktop.services.profile import doctor  # noqa: PLC0415

    every = ["PAGES", "TABLES", "JOURNAL", "VIEW", "ATTACHMENTS"]
    every.append("TABLES_OF_PROGRAM:places.csv")
    monkeypatch.setattr(doctor, "examine", lambda _workspace: every)
    told = said(laptop, "doctor")
    assert not any(each in told for each in every)
    assert "places.csv" in told
    assert laptop.json("doctor")["findings"] == every
