"""The report as text: Markdown, listings for a terminal, the diff of a cleaned file."""
