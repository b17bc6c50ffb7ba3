"""Files that belong to records: taken in, given out, checked, and in whose hands."""
