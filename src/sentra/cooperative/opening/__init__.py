"""Opening balances from Excel: a template, a dry run row by row, one booking by two people."""
