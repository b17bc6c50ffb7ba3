"""Documents and pictures of a record, who had them in hand. In memory only."""
