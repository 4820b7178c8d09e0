"""The cooperative's rule for later gains (`Tenant.settings`), written on every receipt."""

from dataclasses import dataclass

from sentra.kernel.models import Tenant


@dataclass(frozen=True)
class Rules:
    """Permille, with what holds when nothing is set."""

    gain_permille: int = 500  # of the gain goes to the maker
    trade_fee_permille: int = 100  # of the order's price stays with the cooperative first

    @classmethod
    def of(cls, tenant_id: int) -> "Rules":
        settings = Tenant.objects.get(pk=tenant_id).settings
        return cls(**{name: int(settings[name]) for name in cls.__dataclass_fields__ if name in settings})
