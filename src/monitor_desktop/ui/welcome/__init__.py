"""The first run, step by step, and the bar of a practice."""
