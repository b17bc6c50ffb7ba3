"""One editor for each kind of field. Imports what the ui room may import."""
