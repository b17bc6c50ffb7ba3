"""Figures: who did what to whom, indicators, reporting periods that were frozen."""
