"""What a person types for a field or a record, and may leave out."""


def test_an_own_field_is_called_without_its_prefix_unless_it_is_said_twice(shell):
    shell.init(role="coordinator")
    names = ("label.tg=Шиноснома", "label.ru=Паспорт", "label.en=Passport")
    own = ("on_type=person", "key=passport", "kind=text", *names)
    shell.json("record", "add", "custom_field", *_set(*own))
    add = ("record", "add", "person")
    (made,) = shell.json(*add, *_set("name=Invented", "passport=A1"))["records"]
    shell.json("record", "set", made["ref"], *_set("passport=A2"))
    shown = shell.json("record", "show", made["ref"])
    assert shown["values"]["x_passport"] == "A2"
    found = shell.json("record", "list", "person", "--where", "passport=A2")
    assert found["total"] == 1
    twice = shell("--lang", "en", *add, *_set("passport=A1", "x_passport=A2"))
    assert twice.status == 2
    assert "given twice: passport, x_passport." in twice.err
    assert shell.refused(*add, *_set("pasport=A1")) == (2, "NO_SUCH_FIELD")


def test_an_empty_number_is_not_repeated_in_a_sentence(laptop):
    for given in ("", " "):
        refused = laptop("--lang", "en", "record", "show", given)
        assert refused.status == 2
        assert refused.err.strip() == (
            "The name or number is empty. Say which one is meant."
        )


def _set(*pairs):
    return [word for each in pairs for word in ("--set", each)]
