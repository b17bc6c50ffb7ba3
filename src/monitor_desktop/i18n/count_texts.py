"""Counts in words: how much was read, and how much of one's own somebody has."""

from monitor_desktop.i18n.catalogues import Words


def received_text(words: Words, records: int, changes: int, conflicts: int) -> str:
    """What a bundle brought: only what there was of it, ``1 record, 3 changes``."""
    counted = (
        (records, words.plural("app", "{n} record", "{n} records", records)),
        (changes, words.plural("app", "{n} change", "{n} changes", changes)),
        (conflicts, words.plural("app", "{n} conflict", "{n} conflicts", conflicts)),
    )
    return ", ".join(text for count, text in counted if count)


def confirmed_text(words: Words, name: str, held: int, of: int) -> str:
    """How many of the changes made here somebody said to have.

    Args:
        words: Of the person's language.
        name: Code name of who said so.
        held: Changes that they have.
        of: Changes made here that are still here: none after all was put down.
    """
    if not of:
        message = "None of your changes is here: {name} has nothing to confirm."
        return words("app", message, name=name)
    if held >= of:
        one = "{name} has confirmed your {n} change."
        many = "{name} has confirmed all {n} of your changes."
    elif held <= 0:
        one = "{name} has not confirmed your {n} change yet."
        many = "{name} has not confirmed any of your {n} changes yet."
    else:
        one = "{name} has confirmed {held} of your {n} change."
        many = "{name} has confirmed {held} of your {n} changes."
    return words.plural("app", one, many, of, name=name, held=held)


def made_text(files: int, operations: int, size_kib: int, words: Words) -> str:
    """What was made, and what to do with it."""
    changes = words.plural("app", "{n} change", "{n} changes", operations)
    if files == 1:
        one_file = "The bundle is made: {changes}, {size} KB. Bring or send the file."
        return words("app", one_file, changes=changes, size=size_kib)
    return words.plural(
        "app",
        "{n} file is made: {changes}, {size} KB. Bring or send it.",
        "{n} files are made: {changes}, {size} KB. Bring or send them all.",
        files,
        changes=changes,
        size=size_kib,
    )
