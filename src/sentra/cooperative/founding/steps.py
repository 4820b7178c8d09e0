"""What founding's verbs share: plain functions inside the caller's transaction."""

from datetime import date, datetime

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Founding, Meeting, Resolution
from sentra.cooperative.stages import FOUNDING
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.founding import found_tenant, seat
from sentra.people.models import Role, User
from sentra.people.roles import RoleName


def held_founding() -> Founding:
    """The founding of this group, locked."""
    found: Founding = Founding.objects.select_for_update().get()
    return found


def meeting_was_held(meeting: Meeting) -> None:
    """A founding meeting that adopted the rules carries the founding on; one that did not changes nothing."""
    founding = held_founding()
    adopted = meeting.resolutions.filter(kind=Resolution.Kind.ADOPTION, stage=Resolution.Stage.PASSED)
    if founding.stage != Founding.Stage.GATHERING or not adopted.exists():
        return
    founding.stage, founding.meeting = FOUNDING.after("meet", founding.stage), meeting
    founding.save(update_fields=["stage", "meeting"])


def open_forming_group(
    name: str, *, form: Founding.Form, district_code: str, chair_email: str, chair_name: str, at: datetime,
    today: date,
) -> tuple[Tenant, User]:  # fmt: skip
    """A new group of its own, with a first person who leads it. Refuses an address that works elsewhere."""
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Give the group a name."), field="name")
    if Role.objects.filter(user__email=chair_email.strip().lower(), until=None).exists():
        raise Refused(
            _("This address already signs in at another organisation. Use another address."),
            field="chair_email",
        )
    tenant = found_tenant(
        Tenant.Kind.FORMING, slug=_free_slug(name), name=name[:160], district_code=district_code, at=at
    )
    user = seat(tenant, email=chair_email, name=chair_name, role=RoleName.CHAIR, at=at)
    with within(writes=tenant.pk):
        Founding.objects.create(form=form, begun_on=today)
    return tenant, user


def _free_slug(name: str) -> str:
    base = slugify(name)[:50] or "kelompok"
    taken = set(Tenant.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(one for one in (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)
