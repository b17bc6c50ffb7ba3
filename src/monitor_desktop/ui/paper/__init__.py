"""Previews, printing and the check of what a printed sheet says."""
