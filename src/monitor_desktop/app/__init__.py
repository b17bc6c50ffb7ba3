"""Composition root: paths, wiring, the entry point."""
