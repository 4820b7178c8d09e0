"""Meetings: called in time, opened with a quorum, decided by votes counted once, kept in minutes."""
