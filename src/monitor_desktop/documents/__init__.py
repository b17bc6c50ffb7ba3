"""Records to sheets to PDF, disclosure applied before layout.

The only importer of `typst`. May import `crypto`, `i18n` and below.
"""
