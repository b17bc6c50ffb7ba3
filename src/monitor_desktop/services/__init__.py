"""One module per thing a person wants to do.

Each public function is one transaction and returns what changed. May import every
room below; no Qt, no SQL.
"""
