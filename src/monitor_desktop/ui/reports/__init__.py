"""The page of reports: statistics, the bulletin, deadlines, indicators."""
