"""Members' savings."""
