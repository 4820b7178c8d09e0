"""Invented files to try an import with."""
