"""What is typed until it is saved: drafts, forms, terms of one's own, conflicts."""
