"""Lists of records: rows, columns, filters, saved views, acts on many at once."""
