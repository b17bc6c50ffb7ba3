"""Writing a bundle: manifest, signature, sections and padding, sealed.

Payload: ``MDBUNDLE``, version (2 bytes), length of the manifest (4), length of the
signature (4), manifest, signature, sections as the manifest lists them, zero padding.
All numbers are big-endian. docs/bundle-format.md has the whole.
"""

import struct
from collections.abc import Sequence
from typing import BinaryIO, Final

from monitor_desktop.crypto.age import SealingWriter
from monitor_desktop.crypto.padding import padded_size
from monitor_desktop.crypto.signatures import SigningKey
from monitor_desktop.sync import manifest as manifests
from monitor_desktop.sync.frames import Frame
from monitor_desktop.sync.manifest import Manifest

MAGIC: Final = b"MDBUNDLE"
PREFIX: Final = struct.Struct(">8sHII")
_PADDING_CHUNK_BYTES: Final = 64 * 1024


def write_bundle(
    target: BinaryIO,
    manifest: Manifest,
    frames: Sequence[Frame],
    *,
    key: SigningKey,
    recipients: Sequence[bytes],
) -> None:
    """Sign and seal a bundle.

    Args:
        target: Where the sealed file goes.
        manifest: Lists the sections of ``frames`` in their order.
        frames: The payload.
        key: The sender's.
        recipients: Public receive keys.
    """
    said = manifests.to_bytes(manifest)
    signature = key.sign(said, context=manifests.CONTEXT)
    sealing = SealingWriter(target, recipients)
    prefix = PREFIX.pack(MAGIC, manifests.FORMAT, len(said), len(signature))
    size = 0
    for each in (prefix, said, signature):
        size += sealing.write(each)
    for frame in frames:
        size += sealing.write(frame.stored)
    missing = padded_size(size) - size
    while missing:
        missing -= sealing.write(bytes(min(missing, _PADDING_CHUNK_BYTES)))
    sealing.finish()
