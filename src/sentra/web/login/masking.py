"""What the log says of a request: addresses of cards hold their secret, and a refusal is one line."""

import logging
import re

CARD = re.compile(r"/kartu/[^/\s?]+")


class NoCards(logging.Filter):
    """Takes the secret out of what Django says of a request (refused, not found, broken)."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = CARD.sub("/kartu/•••", record.getMessage()), ()
        return True


class OneLine(logging.Filter):
    """A refusal is expected: the operator needs to know that it happened, not where in our code."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 0) == 403:
            record.exc_info, record.exc_text = None, None
        return True
