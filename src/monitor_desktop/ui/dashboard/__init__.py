"""What waits, what changed, how much of what; the map."""
