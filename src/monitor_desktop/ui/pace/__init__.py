"""When things run: in slices, in threads, after what pends; keys that wait."""
