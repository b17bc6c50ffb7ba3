"""The day it is where this computer stands."""

import datetime as dt

from monitor_desktop.services.kit import Kit


def this_day(kit: Kit) -> dt.date:
    """The day of the local time zone, by the clock that was passed in."""
    now = dt.datetime.fromtimestamp(kit.clock.now_ms() / 1000, tz=dt.UTC)
    return now.astimezone().date()


def today(kit: Kit) -> str:
    """``this_day`` as an ISO day."""
    return this_day(kit).isoformat()
