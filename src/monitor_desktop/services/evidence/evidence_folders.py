"""A folder that a lawyer or an expert can check without this program.

``files/`` with the evidence under neutral names, ``evidence.json`` with the list, the
log of custody, the signed operations behind both (of what its reader may not see
without the value) and the journals' leaves, ``verify.py`` that checks hashes, chain and
signatures with Python alone, ``signatures/`` for OpenSSL, and ``README.txt`` that says
what it proves. ``SHA256SUMS`` names all of these, for sha256sum, and is signed by
whoever made the folder: nothing in it can be changed or left out unseen later on.
"""

import base64
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from monitor_desktop.crypto.digests import sha256
from monitor_desktop.crypto.merkle import head_message
from monitor_desktop.crypto.signatures import (
    ED25519_PUBLIC_BYTES,
    ED25519_SIGNATURE_BYTES,
    bound,
)
from monitor_desktop.domain.lacks import Lack
from monitor_desktop.domain.operations import JsonValue, Operation
from monitor_desktop.domain.records import Record
from monitor_desktop.errors import InvalidValueError, UsageError
from monitor_desktop.i18n.custody_texts import custody_text
from monitor_desktop.services import files
from monitor_desktop.services.evidence import attachments
from monitor_desktop.services.evidence.attachments import Attached, State
from monitor_desktop.services.evidence.disclosed_evidence import (
    DisclosedEvidence,
    disclosed_evidence,
    may_be_read,
)
from monitor_desktop.services.progress import (
    Progress,
    Stints,
    at_once,
    part_of,
    silent,
)
from monitor_desktop.services.workspaces import Workspace
from monitor_desktop.store import chains, exchange, journal
from monitor_desktop.store.store import Transaction

_DOMAIN: Final = "documents"
_WORDS: Final = (
    "right",
    "wrong",
    "digest",
    "journal",
    "operation",
    "signature",
    "unsigned",
    "key",
    "good",
    "bad",
)
_WITHIN: Final = ("files", "signatures")
_LIST: Final = "SHA256SUMS"
_LIST_CONTEXT: Final = b"monitor-desktop/evidence-folder/v1"
_PEM_PREFIX: Final = bytes.fromhex("302a300506032b6570032100")
"""An Ed25519 public key as SubjectPublicKeyInfo (RFC 8410, 10.1), without the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """What was written.

    Attributes:
        attachments: How many are in the list.
        files: How many of their files are in the folder.
        operations: Signed lines behind the list and the log.
        signed: Journals whose root comes with the signature of its device.
        journals: Journals those lines stand in.
        left_out: For each consent that is missing how many documents stay for it.
        lacks: Which documents stay and why; for the screen alone.
    """

    attachments: int
    files: int
    operations: int
    signed: int
    journals: int
    left_out: Mapping[str, int]
    lacks: Sequence[Lack]


def export(
    workspace: Workspace,
    ref: str,
    folder: Path,
    language: str,
    *,
    to_whom: str,
    progress: Progress = silent,
) -> Folder:
    """``exporting`` in one go."""
    given = workspace, ref, folder, language
    return at_once(exporting(*given, to_whom=to_whom, progress=progress))


def exporting(
    workspace: Workspace,
    ref: str,
    folder: Path,
    language: str,
    *,
    to_whom: str,
    progress: Progress = silent,
) -> Stints[Folder]:
    """Write the evidence of a record, or one attachment, into a new folder.

    Only documents whose own consent lets them go to a body; what shows somebody wants
    that person's consent to photo and voice too.

    Each file that goes out is noted in its log of custody first, so the log in the
    folder tells of the folder itself.

    Args:
        workspace: The open profile.
        ref: A record or an attachment.
        folder: A folder that is empty or not there.
        language: Of the sentences in it: tg, ru or en.
        to_whom: The body it is for, as consents name it.
        progress: Told KiB of the files done and in all; stopped, nothing is left.

    Raises:
        UsageError: NO_SUCH_RECORD; FOLDER_IN_USE, NO_SUCH_FOLDER.
        InvalidValueError: INVALID_VALUE, where nobody is named.
        NotAllowedError: NOT_ALLOWED, CONSENT_MISSING for the record itself.
        SeveralRefusedError: EVIDENCE_REFUSED, with each consent that is missing.
        InputRefusedError: DAMAGED, for a file that is not what was taken in.
        EnvironmentFailedError: DISK_FULL, READ_ONLY.
    """
    if not to_whom.strip():
        raise InvalidValueError("INVALID_VALUE", field="to_whom", reason="required")
    _require_free(folder)
    asked = attachments.listed(workspace, ref)
    with workspace.transaction() as transaction:
        may = disclosed_evidence(workspace, transaction, asked, to_whom)
    may.require()
    found = [each for each in asked if each.id in may.documents]
    with _whole_or_none(folder):
        names = yield from _saving(workspace, found, folder, to_whom, progress)
        with workspace.transaction() as transaction:
            may = disclosed_evidence(workspace, transaction, asked, to_whom)
            # Of what was taken in, not of what a stick made of it.
            digests = {names[e.id]: e.sha256 for e in found if e.id in names}
            writing = _Writing(workspace, transaction, folder, language, digests)
            return writing.write(found, names, may)


def _require_free(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("FOLDER_IN_USE", folder=folder.name)
    if not folder.parent.is_dir():
        raise UsageError("NO_SUCH_FOLDER", folder=folder.parent.name)


@contextmanager
def _whole_or_none(folder: Path) -> Iterator[None]:
    """A folder of which half was written would lie there unencrypted, and prove less.

    What was written of the files stays in the log of custody: it was outside.
    """
    was_there = folder.is_dir()
    try:
        for each in (folder, *(folder / each for each in _WITHIN)):
            each.mkdir(exist_ok=True)
        yield
    except BaseException as error:
        # A stick that was drawn out gives nothing back; why it failed is what counts.
        with suppress(OSError):
            _clear(folder)
            if folder.is_dir() and not was_there:
                folder.rmdir()
        if isinstance(error, OSError):
            raise files.told_apart(error) from error
        raise


def _clear(folder: Path) -> None:
    for each in sorted(folder.rglob("*"), reverse=True):
        each.rmdir() if each.is_dir() else each.unlink()


def _saving(
    workspace: Workspace,
    found: Sequence[Attached],
    folder: Path,
    to_whom: str,
    progress: Progress,
) -> Stints[dict[str, str]]:
    """Write each file that is here, under a name that tells nothing; the names."""
    here = [each for each in found if each.state is State.HERE]
    whole = sum(each.size_bytes for each in here) // attachments.KIB
    before, names = 0, {}
    for each in here:
        names[each.id] = f"files/{each.ref}.bin"
        yield from attachments.saving(
            workspace,
            each.id,
            folder / names[each.id],
            to_whom=to_whom,
            progress=part_of(progress, before, whole),
        )
        before += each.size_bytes // attachments.KIB
    return names


@dataclass(frozen=True, slots=True)
class _Writing:
    """One folder being filled."""

    workspace: Workspace
    transaction: Transaction
    folder: Path
    language: str
    digests: dict[str, str]
    """SHA-256 of every file written so far, by its name."""

    def say(self, message: str) -> str:
        """A sentence in the language of the folder."""
        return self.workspace.kit.catalogues.words(self.language)(_DOMAIN, message)

    def write(
        self,
        found: Sequence[Attached],
        names: Mapping[str, str],
        may: DisclosedEvidence,
    ) -> Folder:
        """Write everything but the files themselves."""
        operations = [
            (each, may_be_read(each, record))
            for record in may.records
            for each in journal.of_record(self.transaction, record.id)
        ]
        devices = sorted({each.device for each, _ in operations})
        journals = [self._journal(each) for each in devices]
        maker = self.workspace.device
        keys = {each: self._public(each) for each in {*devices, maker}}
        told: dict[str, JsonValue] = {
            "words": {each: self.say(f"verify.{each}") for each in _WORDS},
            "made_by": maker,
            "keys": {each: key.hex() for each, key in sorted(keys.items()) if key},
            "attachments": [
                self._attachment(each, names.get(each.id, ""), may) for each in found
            ],
            "journals": journals,
            "operations": [_operation(*each) for each in operations],
        }
        text = json.dumps(told, ensure_ascii=False, indent=1)
        self._put("evidence.json", text.encode())
        script = self.workspace.kit.resources / "verifier" / "verify.py"
        self._put("verify.py", script.read_bytes())
        self._put("README.txt", self._readme(found, may).encode())
        words = self.workspace.kit.word_lists[self.language]
        self._put("signatures/words.txt", "\n".join([*words, ""]).encode())
        self._sign_list()
        return Folder(
            attachments=len(found),
            files=len(names),
            operations=len(operations),
            signed=sum(bool(each["signed"]) for each in journals),
            journals=len(journals),
            left_out=dict(Counter(each.reason for each in may.lacks)),
            lacks=may.lacks,
        )

    def _put(self, name: str, data: bytes) -> None:
        files.replace(self.folder / name, data)
        self.digests[name] = sha256(data).hex()

    def _sign_list(self) -> None:
        """Name every file with its digest, and sign that."""
        lines = [f"{each}  {name}\n" for name, each in sorted(self.digests.items())]
        listed = "".join(lines).encode()
        self._put(_LIST, listed)
        signature = self.workspace.signing.sign(listed, context=_LIST_CONTEXT)
        message = bound(listed, _LIST_CONTEXT)
        self._put_signature(_LIST, self.workspace.signing.public, message, signature)

    def _put_signature(
        self, name: str, public: bytes, message: bytes, signature: bytes
    ) -> None:
        """Write key, message and the Ed25519 half as OpenSSL reads them."""
        der = base64.b64encode(_PEM_PREFIX + public[:ED25519_PUBLIC_BYTES]).decode()
        pem = f"-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n"
        self._put(f"signatures/{name}.pem", pem.encode())
        self._put(f"signatures/{name}.message", message)
        half = signature[:ED25519_SIGNATURE_BYTES]
        self._put(f"signatures/{name}.signature", half)

    def _public(self, device: str) -> bytes:
        """The key a device signs with; empty where it is not known here."""
        if device == self.workspace.device:
            return self.workspace.signing.public
        contact = exchange.contact(self.transaction, device)
        return contact.signing if contact is not None else b""

    def _attachment(
        self, each: Attached, name: str, may: DisclosedEvidence
    ) -> dict[str, JsonValue]:
        return {
            "ref": each.ref,
            "record": each.id,
            "title": may.documents[each.id].title,
            "sha256": each.sha256,
            "bytes": each.size_bytes,
            "media_type": each.media_type,
            "file": name,
            "custody": self._sentences(may.log_of(each.id)),
        }

    def _sentences(self, log: Iterable[Record]) -> list[str]:
        words = self.workspace.kit.catalogues.words(self.language)
        return [custody_text(words, each) for each in log]

    def _journal(self, device: str) -> dict[str, JsonValue]:
        entries = journal.entries(self.transaction, device)
        leaves = [journal.leaf_of(each).hex() for each in entries]
        root = journal.frontier(self.transaction, device).root()
        return {
            "device": device,
            "size": len(leaves),
            "root": root.hex(),
            "signed": self._signature(device, len(leaves), root),
            "leaves": leaves,
        }

    def _signature(self, device: str, size: int, root: bytes) -> bool:
        """Write the device's statement for OpenSSL, where it covers just this root."""
        workspace = self.workspace
        if device == workspace.device:
            public = workspace.signing.public
            last = chains.last(self.transaction, device)
            stated = head_message(device, size, root, last)
            signature = workspace.signing.sign(stated.message, context=stated.context)
        else:
            contact = exchange.contact(self.transaction, device)
            head = exchange.signed_head(self.transaction, device)
            if (
                contact is None
                or head is None
                or (head.size, head.root) != (size, root)
            ):
                return False
            public, signature = contact.signing, head.signature
            stated = head_message(device, size, root, head.last)
        self._put_signature(device, public, bound(*stated), signature)
        return True

    def _readme(self, found: Sequence[Attached], may: DisclosedEvidence) -> str:
        lines = [self.say("verify.readme"), ""]
        if may.left_out:
            words = self.workspace.kit.catalogues.words(self.language)
            lines += [words(_DOMAIN, "verify.left_out", n=may.left_out), ""]
        for each in found:
            title = may.documents[each.id].title
            lines += ["", f"{each.ref}  {title}", f"SHA-256 {each.sha256}"]
            lines += [f"  - {text}" for text in self._sentences(may.log_of(each.id))]
        return "\n".join(lines) + "\n"


def _operation(each: Operation, is_read: bool) -> dict[str, JsonValue]:  # noqa: FBT001  # beside its operation
    salt = each.salt if is_read else None
    body = each.body if is_read else None
    return {
        "header": each.header.decode(),
        "salt": salt.hex() if salt is not None else None,
        "body": body.decode() if body is not None else None,
        "body_hash": each.body_hash.hex(),
    }
