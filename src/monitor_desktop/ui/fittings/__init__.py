"""What many pages have: heads, tabs, cards, choices of files and audiences."""
