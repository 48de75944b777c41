"""Tables for programs: CSV, Parquet."""
