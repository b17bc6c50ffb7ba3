"""Printed documents: what may stand on them, making them, checking them later."""
