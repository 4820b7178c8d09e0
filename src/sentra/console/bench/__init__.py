"""Measurements: `./sentra bench posting | split | registry`. They change nothing that is kept."""
