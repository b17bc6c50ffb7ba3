import sys

from monitor_desktop.app import crash, main, restarts
from monitor_desktop.domain import partial_dates
from monitor_desktop.domain.values import writes
from monitor_desktop.errors import UsageError

PERSON = "Invented Somebody"


def caught(do):
    try:
        do()
    except Exception as error:  # noqa: BLE001  # any will do
        return error
    raise AssertionError


def test_a_note_says_where_and_never_what():
    note = crash.note(
        caught(lambda: writes(PERSON, PERSON, PERSON, of=PERSON, current=PERSON))
    )
    assert "domain/values.py:" in note
    assert PERSON not in note
    assert "test_crash_notes" not in note


def test_a_note_has_the_code_of_our_own_errors():
    def refuse():
        raise UsageError("NO_SUCH_RECORD", ref=PERSON)

    assert crash.note(caught(refuse)) == "UsageError NO_SUCH_RECORD"


def test_what_nobody_caught_becomes_a_note(capsys, monkeypatch):
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    crash.catch_all()
    error = caught(lambda: partial_dates.bounds(PERSON))
    sys.excepthook(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "domain/partial_dates.py" in told
    assert PERSON not in told


def test_a_fresh_process_gets_the_same_words():
    arguments = ["--profile", "here", "--lang", "tg"]
    assert restarts.command(arguments)[-4:] == arguments
    assert restarts.command(arguments)[0] == sys.executable


def test_a_fresh_process_is_opened_with_the_language_spoken_last():
    told = main._chosen(["--profile=here", "--lang", "en"]) | {"--lang": "tg"}
    words = [word for option in told.items() for word in option]
    assert words == ["--profile", "here", "--lang", "tg"]
