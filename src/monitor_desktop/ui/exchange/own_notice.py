"""What this installation should know of itself before it exchanges anything."""

from typing import Final

from monitor_desktop.ui.look.problems import Notice

_RESTORED: Final = (
    "This profile was restored from a backup and has new keys. Give everybody "
    "your card again: until they verify it, nobody can read your bundles."
)
_APPOINTED: Final = (
    "You have been appointed coordinator. The pages of a coordinator are there when the"
    " profile is opened again: lock it (Ctrl+L), then open it."
)


class OwnNotice(Notice):
    """A band that stays while what it says is so; hidden else."""

    def show_own(self, *, unheard: bool, appointed: bool) -> None:
        """Say what is so; opening again comes first, the rest stands after it.

        Args:
            unheard: Restored from a backup, and nobody was told of the new keys.
            appointed: A coordinator since this profile was opened.
        """
        if appointed or unheard:
            self.tell(_APPOINTED if appointed else _RESTORED, tone="warn")
        self.setVisible(appointed or unheard)
