"""Files of other programs, in and out: mapping and dry run.

May import `crypto`, `i18n` and below.
"""
