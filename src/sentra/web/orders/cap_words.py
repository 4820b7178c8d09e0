"""Why no more working money: the limit that binds, in one sentence with its figures."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.caps import Cap, Limit
from sentra.web.templatetags.formats import angka, rupiah


def why(cap: Cap) -> str:
    """One sentence for the limit that binds."""
    return _SENTENCES[cap.binds](cap)


def _share(cap: Cap) -> str:
    if cap.need.before_idr:
        return _("Our share of her work to come, less %(before)s she has.") % {
            "before": rupiah(cap.need.before_idr)
        }
    return _("Our share of her work to come.")


def _wages(cap: Cap) -> str:
    words = {"wages": rupiah(cap.need.weekly_wages_idr), "weeks": cap.need.weeks}
    return (
        ngettext(
            "Her workers' wages: %(wages)s for %(weeks)s week.",
            "Her workers' wages: %(wages)s for %(weeks)s weeks.",
            cap.need.weeks,
        )
        % words
    )


def _record(cap: Cap) -> str:
    percent = cap.record_permille // 10
    if cap.record.written_off:
        return _("An earlier advance was not paid back: %(percent)s%% of the usual share.") % {
            "percent": percent
        }
    words = {"kept": angka(cap.record.kept), "all": angka(cap.record.promised), "percent": percent}
    return _("%(kept)s of %(all)s pieces good and in time: %(percent)s%% of the usual share.") % words


def _pool(cap: Cap) -> str:
    return _("Cash and bank hold only %(idr)s above the reserve.") % {"idr": rupiah(max(0, cap.pool_idr))}


_SENTENCES: dict[Limit, Callable[[Cap], str]] = {
    Limit.SHARE: _share,
    Limit.WAGES: _wages,
    Limit.RECORD: _record,
    Limit.POOL: _pool,
}
