"""Taking several files in, one after another: what came in, what did not and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor_desktop.errors import MonitorError
from monitor_desktop.i18n.catalogues import Words
from monitor_desktop.i18n.error_texts import error_text
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.evidence.attachments import Attached
from monitor_desktop.services.progress import Cancelled, Progress, Stints, part_of
from monitor_desktop.services.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """How it ended.

    Attributes:
        taken: What is there now.
        refused: Names of the other files, each with what was wrong.
        left: How many were not looked at, because somebody stopped it.
    """

    taken: tuple[Attached, ...]
    refused: tuple[tuple[str, MonitorError], ...] = ()
    left: int = 0

    @property
    def tone(self) -> str:
        """Of the band that tells it."""
        if not self.refused and not self.left:
            return "ok"
        return "warn" if self.taken or not self.refused else "danger"


def taking_in(
    workspace: Workspace, record: str, paths: Sequence[Path], progress: Progress
) -> Stints[Intake]:
    """Take in each file that can be; one that cannot keeps none of the others out.

    Args:
        workspace: The open profile.
        record: Id of the record.
        paths: The files.
        progress: Told KiB done and in all.
    """
    total = sum(map(_size, paths))
    taken: list[Attached] = []
    refused: list[tuple[str, MonitorError]] = []
    before = 0
    for number, path in enumerate(paths):
        try:
            advance = part_of(progress, before, total)
            taking = attachments.attaching(workspace, record, path, progress=advance)
            taken.append((yield from taking))
        except Cancelled:
            left = len(paths) - number
            return Intake(taken=tuple(taken), refused=tuple(refused), left=left)
        except MonitorError as error:
            refused.append((path.name, error))
        before += _size(path)
    return Intake(taken=tuple(taken), refused=tuple(refused))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size // attachments.KIB
    except OSError:  # gone, or nobody may look at it: it is refused in its turn
        return 0


def told(found: Intake, words: Words) -> str:
    """A sentence for what came in, and one for each file that did not."""
    lines = []
    if len(found.taken) == 1:
        lines.append(words("app", "Taken in: {title}", title=found.taken[0].title))
    elif found.taken:
        number = len(found.taken)
        lines.append(
            words.plural("app", "{n} file taken in.", "{n} files taken in.", number)
        )
    lines += [
        words(
            "app", "Not taken in: {file}. {why}", file=name, why=error_text(words, why)
        )
        for name, why in found.refused
    ]
    if found.left:
        lines.append(
            words.plural(
                "app",
                "Stopped: {n} file was not taken in.",
                "Stopped: {n} files were not taken in.",
                found.left,
            )
        )
    return "\n".join(lines)
