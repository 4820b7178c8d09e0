"""Capital aid: a cooperative asks its district's office, the office verifies and decides, use is reported.

Two organisations, two sets of rows: each writes its own and reads what the other has published to it.
"""
