"""Screens of the year's surplus (SHU): the years, what if, one reckoning, one member's share, its payment."""
