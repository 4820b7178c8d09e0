"""What an export is compared with, and how it is spoiled."""

import io
import re
from datetime import date

from django.core.management import call_command
from django.db import transaction

from sentra.kernel.tenancy import within
from sentra.ledger.queries import trial_balance
from tests.console.readers import read_by_beancount, read_by_hledger

READERS = {"hledger": read_by_hledger, "beancount": read_by_beancount}


def export(how, *arguments):
    out = io.StringIO()
    call_command("export_ledger", "--format", how, *arguments, stdout=out)
    return out.getvalue()


def told_by_us(tenant, until=date.max):
    """Account code → balance, without those that are zero."""
    with transaction.atomic(), within(tenant.pk):
        rows = trial_balance(until).rows
    return {row.code: row.turnover.balance_idr for row in rows if row.turnover.balance_idr}


def one_rupiah_more(text):
    """The last amount of the file, one rupiah larger."""
    last = [*re.finditer(r"(\d+) IDR", text)][-1]
    return f"{text[: last.start()]}{int(last[1]) + 1} IDR{text[last.end() :]}"
