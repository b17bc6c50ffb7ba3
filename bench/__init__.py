"""Measurements as ratios against a limit in the same run; no timed test anywhere."""
