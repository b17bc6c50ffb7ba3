"""Passphrases, recovery codes and their rehearsal."""
