"""What came of reading files of evidence again, in sentences."""

from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.services.evidence.attachments import State
from monitor_desktop.services.evidence.file_checks import Checked


def tone_of(found: Checked) -> str:
    """Of the band that tells it."""
    if any(each.state is State.DAMAGED for each in found.outcomes):
        return "danger"
    return "warn" if found.left else "ok"


def outcome(found: Checked, words: Words) -> str:
    """How many were looked at, which are not as they were, and how many are left."""
    lines = []
    known = [each for each in found.outcomes if each.state is not State.ELSEWHERE]
    wrong = [each for each in known if each.state is State.DAMAGED]
    if wrong:
        one = "{n} file is damaged or lost: {names}"
        many = "{n} files are damaged or lost: {names}"
        names = ", ".join(f"{each.ref} {each.title}" for each in wrong)
        lines.append(words.plural("app", one, many, len(wrong), names=names))
    elif known or not found.left:
        one, many = (
            "{n} file checked, it is whole.",
            "{n} files checked, all are whole.",
        )
        lines.append(words.plural("app", one, many, len(known)))
    if found.left:
        lines.append(left_unchecked(found.left, words))
    return "\n".join(lines)


def left_unchecked(left: int, words: Words) -> str:
    """Somebody stopped it before these."""
    one, many = (
        "Stopped: {n} file was not checked.",
        "Stopped: {n} files were not checked.",
    )
    return words.plural("app", one, many, left)
