"""The profile itself: passphrases, keys, backups, checking it, destroying it."""
