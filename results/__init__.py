"""The rows and columns that every form of a report shows, independent of any form."""
