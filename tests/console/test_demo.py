"""The demo, made whole as a newcomer gets it: its books hold together, and other programs agree with them."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone

from sentra.console.demo import seed
from sentra.kernel.models import Tenant
from tests.console.books import READERS, export, one_rupiah_more, told_by_us
from tests.console.readers import ReaderRefuses


def test_two_other_programs_agree_with_the_demo_account_by_account(db):
    seed.everything(now=timezone.now(), tell=lambda _line: None)
    call_command("check_books", stdout=io.StringIO())
    houses = list(Tenant.objects.filter(slug__in=list(seed.slugs())))
    ours = {house.slug: told_by_us(house) for house in houses}
    assert sum(len(found) > 10 for found in ours.values()) >= 2
    for how, reader in READERS.items():
        for slug, found in ours.items():
            text = export(how, "--tenant", slug)
            assert reader(text) == found, (how, slug)
            if found:
                with pytest.raises(ReaderRefuses, match=r"(?i)balanc"):
                    reader(one_rupiah_more(text))
