"""Reads everything, writes nothing: one file a report, each a query, its columns and its title."""
