"""Measurements: `./sentra bench posting`, `./sentra bench split`. They change nothing that is kept."""
