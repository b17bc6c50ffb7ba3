"""The only importer of SQLAlchemy and SQLCipher.

Engine, tables, journal, view, search. May import `crypto`, `i18n` and below.
"""
