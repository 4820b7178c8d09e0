"""`./sentra check-pages`: what every public page must keep, measured in a real browser."""
