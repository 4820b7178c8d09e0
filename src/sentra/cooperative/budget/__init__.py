"""The yearly budget (RAPB): planned by account, decided by the members' meeting, compared with the books."""
