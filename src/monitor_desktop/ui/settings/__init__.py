"""Settings and the lists of terms a group may add to."""
