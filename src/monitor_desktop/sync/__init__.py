"""Bundles: format, writer, reader, contacts.

Bytes and domain objects only. May import `crypto`, `i18n` and below.
"""
