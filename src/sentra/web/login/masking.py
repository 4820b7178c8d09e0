"""Addresses of cards hold their secret: no log line names one."""

import logging
import re

CARD = re.compile(r"/kartu/[^/\s?]+")


class NoCards(logging.Filter):
    """Takes the secret out of what Django says of a request (refused, not found, broken)."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = CARD.sub("/kartu/•••", record.getMessage()), ()
        return True
