"""The one tree of errors: a code and its parameters, never prose.

Words are made from the code by ``i18n.labels`` in the person's language. The exit
status is the contract of the command line (0 done, 1 our bug, 2 wrong usage, 3 locked
out, 4 input refused, 5 the environment failed).

    MonitorError
    ├── UsageError        2  the request itself is wrong: no such record, unknown field
    ├── LockedOutError    3  wrong passphrase, wrong recovery code
    ├── InputRefusedError 4  what was given is damaged, foreign or invalid
    │   ├── SeveralRefusedError several things, each with a reason of its own
    │   ├── InvalidValueError   a value a field cannot hold
    │   ├── BundleRefusedError  a bundle that was not applied (code says why)
    │   ├── CryptoRefusedError  a sealed file or signature that does not verify
    │   └── NotAllowedError     role, consent or key-state forbids it
    ├── EnvironmentFailedError 5  disk full, read-only, profile in use
    └── BugError          1  we failed, not the world
"""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from monitor_desktop.overriding import override

Parameter = str | int | float | bool | None | list[str] | list[int]


class MonitorError(Exception):
    """Root of every error this program raises on purpose.

    Attributes:
        code: Upper-case name from the command line contract.
        details: Parameters for the sentence shown to the person; never secrets.
    """

    exit_status: ClassVar[int] = 1

    def __init__(self, code: str, **details: Parameter) -> None:
        super().__init__(code)
        self.code = code
        self.details = details

    @override
    def __str__(self) -> str:
        """Code and parameter names only: values may be a person's data."""
        return f"{self.code}({', '.join(self.details)})" if self.details else self.code


class UsageError(MonitorError):
    """The request itself is wrong: no such record, unknown field."""

    exit_status = 2


class LockedOutError(MonitorError):
    """The passphrase or the recovery code does not open the profile."""

    exit_status = 3


class InputRefusedError(MonitorError):
    """What was given is damaged, foreign or invalid; nothing was changed."""

    exit_status = 4


class SeveralRefusedError(InputRefusedError):
    """Several things were given and none of them will do, each for its own reason.

    Attributes:
        each: Why, one for each.
    """

    def __init__(self, code: str, each: Sequence[MonitorError]) -> None:
        super().__init__(code, codes=[one.code for one in each])
        self.each = tuple(each)


class InvalidValueError(InputRefusedError):
    """A value that the field it was given for cannot hold."""


class BundleRefusedError(InputRefusedError):
    """A bundle that was not applied; the code is one of the import outcomes."""


class CryptoRefusedError(InputRefusedError):
    """A sealed file, signature, proof or key slot that does not verify."""


class NotAllowedError(InputRefusedError):
    """Role, consent or key-state forbids what was asked."""


class EnvironmentFailedError(MonitorError):
    """The world failed: disk full, read-only medium, profile in use."""

    exit_status = 5


def program_incomplete(error: BaseException, shipped: Path) -> MonitorError | None:
    """A file of the program itself that somebody took away; None for anything else.

    Args:
        error: What the system said.
        shipped: Folder of the files that come with the program.
    """
    if not isinstance(error, FileNotFoundError):
        return None
    path = Path(str(error.filename or ""))
    if not path.is_relative_to(shipped):
        return None
    return EnvironmentFailedError("PROGRAM_INCOMPLETE", file=path.name)


class BugError(MonitorError):
    """We failed: this makes a crash note."""

    exit_status = 1
