"""The story of a record on a terminal, in the sentences of the window."""

from collections.abc import Iterator

from monitor_desktop.cli.session import Session
from monitor_desktop.i18n.history_texts import (
    begun_sentences,
    import_sentence,
    part_name,
    turn_sentence,
)
from monitor_desktop.i18n.labels import moment_text
from monitor_desktop.services.history import Story


def story_lines(session: Session, story: Story) -> Iterator[str]:
    """Who and when, and below it what; oldest first."""
    reader, part = session.reader, story.record
    for event in story.events:
        who = story.names.get(event.device) or session.words("app", "Somebody unknown")
        yield f"{moment_text(event.at_us // 1000)}  {who}"
        source = story.import_of(event)
        if source is not None:
            file, undone = source
            yield f"  {import_sentence(session.words, file, is_undone=undone)}"
        for sentence in begun_sentences(reader, event, story.linked):
            yield f"  {sentence}"
        for turn in event.turns:
            known = story.linked.get(turn.record)
            if turn.record != part and known is not None:
                yield f"  {part_name(reader, known, story.linked)}"
            part = turn.record
            yield f"    {turn_sentence(reader, turn, story.linked)}"
