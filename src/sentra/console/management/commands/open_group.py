"""`./sentra manage open_group NAME --district CODE --email ADDRESS --leader NAME`: a forming group.

The same door as the office's page (`open_group`), for a district whose office does not use Sentra. Prints the
link with which the leader sets her password; it works once, for three days.
"""

from typing import Any
from zoneinfo import ZoneInfo

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from sentra.cooperative.founding.steps import open_forming_group
from sentra.cooperative.models import Founding
from sentra.kernel.errors import Refused
from sentra.people.models import Region
from sentra.people.zones import zone_of


class Command(BaseCommand):
    help = "Open the book of a group that founds a cooperative, and print its leader's link."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="name of the group")
        parser.add_argument("--district", required=True, help="district code, such as 63.08")
        parser.add_argument("--email", required=True, help="the leader's e-mail address")
        parser.add_argument("--leader", required=True, help="the leader's name")
        parser.add_argument("--form", choices=Founding.Form.values, default=Founding.Form.PRIMARY.value)
        parser.add_argument("--address", default="http://localhost:8000", help="where this site is")

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        district = options["district"]
        with translation.override("id"):
            try:
                today = timezone.localdate(now, ZoneInfo(zone_of(district)))
                with transaction.atomic():
                    group, leader = open_forming_group(
                        options["name"], form=Founding.Form(options["form"]), district_code=district,
                        chair_email=options["email"], chair_name=options["leader"], at=now, today=today,
                    )  # fmt: skip
            except Refused as refusal:
                raise CommandError(str(refusal)) from None
            except (Region.DoesNotExist, LookupError):
                raise CommandError(f"Tidak ada kabupaten {district}.") from None
        self.stdout.write(f"{group.name}: {options['address']}/k/{group.slug}/")
        if leader.has_usable_password():
            return
        key = default_token_generator.make_token(leader)
        told = {"uidb36": user_pk_to_url_str(leader), "key": key}
        path = reverse("account_reset_password_from_key", kwargs=told)
        self.stdout.write(f"{leader.name}: {options['address']}{path}")
