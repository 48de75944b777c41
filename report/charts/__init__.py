"""The charts of a report, for notebooks and as files."""
