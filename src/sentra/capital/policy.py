"""What a cooperative may set about advances and payouts (`Tenant.settings`). Read once, passed in."""

from dataclasses import dataclass

from sentra.capital.caps import RULES, Rules
from sentra.kernel.models import Tenant


@dataclass(frozen=True)
class Policy:
    """Permille and rupiah, with what holds when nothing is set."""

    advance_permille: int = 500  # of the accepted piecework, at most
    floor_permille: int = 500  # of a slip's gross she always takes home
    reserve_idr: int = 0  # cash and bank together never fall below this for an advance
    keep_advance_on_cancel: bool = True  # an order that ends through no fault of hers: the rest is hers
    record: Rules = RULES  # what earlier work lets a maker have ("advance_record")

    @classmethod
    def of(cls, tenant_id: int) -> "Policy":
        settings = Tenant.objects.get(pk=tenant_id).settings
        own = {name: settings[name] for name in cls.__dataclass_fields__ if name in settings}
        return cls(**own | {"record": Rules.of(settings.get("advance_record"))})
