"""A reader of every kind of age file, for the test vectors alone.

The program accepts hybrid stanzas only. Here are the classic ones, passphrases and
armor too, with the exact class of each failure (C2SP age.md), around the program's own
hybrid keys and payload reader.
"""

import base64
import hmac
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from monitor_desktop.crypto.receive_keys import ENCAPSULATION_BYTES, ReceiveKey
from monitor_desktop.errors import CryptoRefusedError

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
NO_MATCH, HEADER = "no match", "header failure"
HMAC, ARMOR = "HMAC failure", "armor failure"
_BEGIN, _END = (
    b"-----BEGIN AGE ENCRYPTED FILE-----",
    b"-----END AGE ENCRYPTED FILE-----",
)
_VCHARS = re.compile(rb"[\x21-\x7e]+")
_WORK_FACTOR = re.compile(rb"[1-9][0-9]*")
_MOST_WORK = 20


class VectorError(Exception):
    """The class of a failure, as the vectors name it."""


@dataclass(frozen=True)
class Stanza:
    arguments: list[bytes]
    body: bytes


def seed(identity):
    """The secret bytes of an identity (bech32, BIP 173 without its length limit)."""
    text = identity.lower()
    data = [ALPHABET.index(each) for each in text[text.rindex("1") + 1 : -6]]
    bits = "".join(f"{each:05b}" for each in data)
    return int(bits[:256], 2).to_bytes(32, "big")


def unarmored(data):
    """Strict armor: RFC 7468 with 64 columns, white space only around it."""
    text = data.strip(b" \t\r\n")
    lines = [each.removesuffix(b"\r") for each in text.split(b"\n")]
    if lines[0] != _BEGIN or lines[-1] != _END or len(lines) < 2:
        raise VectorError(ARMOR)
    body = lines[1:-1]
    if any(len(each) != 64 for each in body[:-1]):
        raise VectorError(ARMOR)
    if body and not 0 < len(body[-1]) <= 64:
        raise VectorError(ARMOR)
    return decoded(b"".join(body), ARMOR, padded=True)


def decoded(text, failure, *, padded=False):
    """Canonical base64."""
    whole = text if padded else text + b"=" * (-len(text) % 4)
    if not padded and b"=" in text:
        raise VectorError(failure)
    try:
        data = base64.b64decode(whole, validate=True)
    except ValueError as error:
        raise VectorError(failure) from error
    if base64.b64encode(data) != whole:
        raise VectorError(failure)
    return data


def line(source):
    found = source.readline()
    if not found.endswith(b"\n"):
        raise VectorError(HEADER)
    return found[:-1]


def stanza(first, source):
    """One stanza, and its bytes."""
    arguments = first.removeprefix(b"-> ").split(b" ")
    if not first.startswith(b"-> ") or not all(
        _VCHARS.fullmatch(each) for each in arguments
    ):
        raise VectorError(HEADER)
    raw, body = first + b"\n", b""
    while True:
        part = line(source)
        if len(part) > 64:
            raise VectorError(HEADER)
        raw += part + b"\n"
        body += decoded(part, HEADER)
        if len(part) < 64:
            return Stanza(arguments, body), raw


def file_key(source, secrets):
    """Read a header and open it with identities and passphrases."""
    header = line(source) + b"\n"
    if header != b"age-encryption.org/v1\n":
        raise VectorError(HEADER)
    stanzas = []
    while not (last := line(source)).startswith(b"---"):
        found, raw = stanza(last, source)
        stanzas.append(found)
        header += raw
    if not last.startswith(b"--- ") or not stanzas:
        raise VectorError(HEADER)
    mac = decoded(last[4:], HEADER)
    require(len(mac) == 32)
    if any(each.arguments[0] == b"scrypt" for each in stanzas) and len(stanzas) > 1:
        raise VectorError(HEADER)
    key = opened(stanzas, secrets)
    made = HKDF(SHA256(), 32, b"", b"header").derive(key)
    if mac != hmac.digest(made, header + b"---", "sha256"):
        raise VectorError(HMAC)
    start = source.tell()
    if len(source.read(16)) != 16:
        raise VectorError(HEADER)
    source.seek(start)
    return key


def opened(stanzas, secrets):
    found = None
    for each in stanzas:
        for secret in secrets:
            key = unwrapped(each, secret)
            found = found or key
    if found is None:
        raise VectorError(NO_MATCH)
    if len(found) != 16:
        raise VectorError(HEADER)
    return found


def unwrapped(found, secret):
    kind = found.arguments[0]
    if kind == b"X25519" and isinstance(secret, X25519PrivateKey):
        return classic(found, secret)
    if kind == b"scrypt" and isinstance(secret, str):
        return stretched(found, secret)
    if kind == b"mlkem768x25519" and isinstance(secret, ReceiveKey):
        return hybrid(found, secret)
    return None


def require(condition):
    if not condition:
        raise VectorError(HEADER)


def classic(found, secret):
    require(len(found.arguments) == 2)
    share = decoded(found.arguments[1], HEADER)
    require(len(share) == 32 and len(found.body) == 32)
    try:
        shared = secret.exchange(X25519PublicKey.from_public_bytes(share))
    except ValueError as error:
        raise VectorError(HEADER) from error
    salt = share + secret.public_key().public_bytes_raw()
    info = b"age-encryption.org/v1/X25519"
    return decrypted(HKDF(SHA256(), 32, salt, info).derive(shared), found.body)


def stretched(found, passphrase):
    require(len(found.arguments) == 3)
    salt = decoded(found.arguments[1], HEADER)
    require(len(salt) == 16 and len(found.body) == 32)
    require(_WORK_FACTOR.fullmatch(found.arguments[2]))
    work = int(found.arguments[2])
    require(work <= _MOST_WORK)
    label = b"age-encryption.org/v1/scrypt" + salt
    key = Scrypt(salt=label, length=32, n=1 << work, r=8, p=1)
    return decrypted(key.derive(passphrase.encode()), found.body)


def hybrid(found, secret):
    require(len(found.arguments) == 2)
    encapsulation = decoded(found.arguments[1], HEADER)
    require(len(encapsulation) == ENCAPSULATION_BYTES and len(found.body) == 32)
    try:
        return secret.unwrap(encapsulation, found.body)
    except CryptoRefusedError as error:
        raise VectorError(HEADER) from error


def decrypted(key, body):
    try:
        return ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
    except InvalidTag:
        return None
