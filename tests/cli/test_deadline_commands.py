"""Commands about deadlines: a rule says by itself what a lawyer has to confirm."""


def test_a_rule_is_told_whole_and_by_its_own_law(shell):
    shell.init(role="coordinator")
    given = {
        "law": "Invented law",
        "basis": "press_law_2013",
        "step": "reply",
        "amount": "5",
        "extension": "2",
        "unit": "working_days",
        "runs_from": "receipt",
        "valid_from": "2027-01-01",
    }
    pairs = [
        each for key, value in given.items() for each in ("--set", f"{key}={value}")
    ]
    shell.json("record", "add", "deadline_rule", *pairs)
    own, *shipped = shell.json("deadlines", "rules")
    assert (own["law"], own["own"]) == ("Invented law", True)
    assert not any(each["own"] for each in shipped)
    line = shell("--lang", "en", "deadlines", "rules").out.splitlines()[0]
    assert line == (
        "Invented law: Reply (Working days: 5 + 2; Receipt by the body; "
        "Moves to the next working day; 01.01.2027–) [confirm with a lawyer]"
    )
