"""Loans to members."""
