"""Bundle files as they are read in: which file became which row of the report.

The profile keeps no name of a file; whoever has seven before them needs it only now.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from monitor_desktop.services.exchange import bundles
from monitor_desktop.services.exchange.bundle_reports import Received
from monitor_desktop.services.progress import Progress
from monitor_desktop.services.workspaces import Workspace


class Taken(NamedTuple):
    """What became of a file.

    Attributes:
        name: Of the file, without its folder.
        received: The outcome; without a digest where the file could not be read.
    """

    name: str
    received: Received


def take_in(
    workspace: Workspace, paths: Sequence[Path], progress: Progress
) -> list[Taken]:
    """Read bundle files, and all files of folders.

    Raises:
        EnvironmentFailedError: DISK_FULL; the old state is intact.
    """
    inside = _files_in(paths)
    found = bundles.receive_all(workspace, inside, progress=progress)
    return [Taken(path.name, each) for path, each in zip(inside, found, strict=True)]


def _files_in(paths: Sequence[Path]) -> list[Path]:
    """Files given, and those that lie in folders given; hidden ones left out."""
    return [each for path in paths for each in _inside(path)]


def _inside(path: Path) -> list[Path]:
    try:
        found = sorted(path.iterdir()) if path.is_dir() else None
    except OSError:
        return [path]  # its row says that it cannot be read
    if found is None:
        return [path]
    return [each for each in found if each.is_file() and each.name[0] != "."]
