"""Ending a month and a book year, and what has to be done before."""
