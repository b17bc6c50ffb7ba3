"""Words, formats and alphabets of Tajik, Russian and English.

May import `domain` and `errors` only.
"""
