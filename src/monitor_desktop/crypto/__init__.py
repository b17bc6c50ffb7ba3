"""The only importer of `cryptography`.

Sealed files, signatures, key slots, digests, Merkle proofs. May import `domain` and
`errors` only.
"""
