"""Why she has work and why another has none: the splitting's codes as one plain sentence each.

The codes and their numbers are those of `allocation/explain.py`, kept with the plan by `production/plans.py`.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.production.models import Plan
from sentra.web.templatetags.formats import angka, rupiah, tanggal

Numbers = Mapping[str, int]
LAST_DAY = 5  # Saturday, counted from Monday


def week_end(plan: Plan, week: int) -> date:
    """The Saturday of a week of the plan."""
    return plan.starts_on + timedelta(weeks=week, days=LAST_DAY)


def sentence(plan: Plan, code: str, numbers: Numbers) -> str:
    """One sentence for a maker's reason; an unknown code says that much."""
    told = _SENTENCES.get(code)
    return told(plan, numbers) if told else _("No reason is noted.")


def _common(plan: Plan) -> bool:
    """Split together with other orders: its prices are those of all of them."""
    return bool(plan.policy.get("together"))


def _chosen(plan: Plan, n: Numbers) -> str:
    if n.get("short"):
        return _("Nobody else has room for %(n)s of these pieces.") % {"n": angka(n["short"])}
    if n.get("without_idr", 0) > 0:
        told = (
            _("Without her these orders together would cost %(more)s more.")
            if _common(plan)
            else _("Without her this order would cost %(more)s more.")
        )
        return told % {"more": rupiah(n["without_idr"])}
    if not n.get("daily_idr"):
        return _("Others could do it too; she has earned nothing lately.")
    return _("Others could do it too; she earned %(hers)s a day lately.") % {"hers": rupiah(n["daily_idr"])}


def _share(_plan: Plan, n: Numbers) -> str:
    return _("She has %(most)s pieces, the most for one maker.") % {"most": angka(n["most"])}


def _level(_plan: Plan, n: Numbers) -> str:
    return _("Her level is %(level)s, this work needs %(needed)s.") % {
        "level": n["level"],
        "needed": n["needed"],
    }


def _full(plan: Plan, n: Numbers) -> str:
    return _("Her weeks until %(day)s are full.") % {"day": tanggal(week_end(plan, n["week"]), "short")}


def _min_lot(_plan: Plan, n: Numbers) -> str:
    return _("She has room for %(room)s pieces, less than a lot of %(lot)s.") % {
        "room": angka(n["room"]), "lot": angka(n["lot"]),
    }  # fmt: skip


def _earned_more(_plan: Plan, n: Numbers) -> str:
    return _("She earns %(hers)s a day, the chosen one %(usual)s: others go first.") % {
        "hers": rupiah(n["daily_idr"]), "usual": rupiah(n["usual_daily_idr"]),
    }  # fmt: skip


def _far(_plan: Plan, n: Numbers) -> str:
    words = {"hers": angka(n["km"]), "usual": angka(n["usual_km"])}
    if n.get("unknown"):
        return _("Her village is not noted: %(hers)s km are assumed, the chosen one has %(usual)s.") % words
    return _("Her way is about %(hers)s km, the chosen one's %(usual)s: that makes her dearer.") % words


def _dearer(plan: Plan, n: Numbers) -> str:
    return _dearer_words(proved=bool(n.get("proved")), common=_common(plan)) % {
        "n": angka(n["pieces"]), "more": rupiah(n["more_idr"]),
    }  # fmt: skip


def _dearer_words(*, proved: bool, common: bool) -> str:
    """Until it is proved, a price is that of one plan with her in it: the search may find a cheaper one."""
    if common and proved:
        return _("With %(n)s pieces by her these orders together cost %(more)s more.")
    if common:
        return _("With %(n)s pieces by her these orders together cost at most %(more)s more.")
    if proved:
        return _("With %(n)s pieces by her the order costs %(more)s more.")
    return _("With %(n)s pieces by her the order costs at most %(more)s more.")


def _same(plan: Plan, n: Numbers) -> str:
    told = (
        _("With %(n)s pieces by her these orders together cost about the same.")
        if _common(plan)
        else _("With %(n)s pieces by her the order costs about the same.")
    )
    return told % {"n": angka(n["pieces"])}


def _no_way(_plan: Plan, n: Numbers) -> str:
    if not n.get("proved"):
        return _("No way was found yet to give her %(n)s pieces.") % {"n": angka(n["pieces"])}
    return _("Nobody can give up %(n)s pieces without falling below a lot.") % {"n": angka(n["pieces"])}


_SENTENCES: dict[str, Callable[[Plan, Numbers], str]] = {
    "chosen": _chosen,
    "share": _share,
    "level": _level,
    "full": _full,
    "min_lot": _min_lot,
    "earned_more": _earned_more,
    "far": _far,
    "dearer": _dearer,
    "about_the_same": _same,
    "no_way": _no_way,
    "declined": lambda _plan, _n: _("She declined this work, or it was taken back."),
    "not_skilled": lambda _plan, _n: _("No skill for this work is noted."),
    "cash": lambda _plan, _n: _("The cash box could not pay her advance in time."),
}


def missing(plan: Plan, code: str, numbers: Numbers) -> str:
    """One sentence for a stage that falls short (`short_…` codes)."""
    short, week = numbers.get("short", 0), numbers.get("week", 0)
    words = {"pieces": angka(short), "idr": rupiah(short), "day": tanggal(week_end(plan, week), "short")}
    told = {
        "short_no_skill": _("Nobody is noted who can do this work: %(pieces)s pieces."),
        "short_level": _("Too few makers have the level for it, or some declined."),
        "short_time": _("Until %(day)s there are too few weeks for %(pieces)s pieces."),
        "short_capacity": _("All makers together are %(pieces)s pieces short until %(day)s."),
        "short_share": _("No maker may have so large a part: %(pieces)s pieces are left."),
        "short_cash": _("%(idr)s of cash is missing to pay for it in time."),
        "short_competing": _("Other lines of these orders need the same hands and weeks.")
        if _common(plan)
        else _("Other lines of this order need the same hands and weeks."),
        "short_lots": _("The rest is too small for the makers' smallest lots."),
    }
    return told.get(code, _("No reason is noted.")) % words


def dearer_than_best(objective: int, bound: int) -> str:
    """The gap in words: how far this plan may be from the best one that exists."""
    over = objective - bound
    if over <= 0:
        return _("Proved: no other plan is better.")
    percent = -(-over * 100 // max(1, bound))  # rounded up, so that "at most" is true
    if percent <= 1:
        return _("At most 1 % dearer than the best possible plan.")
    return _("At most %(percent)s %% dearer than the best possible plan.") % {"percent": angka(percent)}


WEIGHTS: dict[str, tuple[Callable[[], str], str]] = {
    "setup_idr": (lambda: _("Starting a maker on a stage"), "idr"),
    "travel_idr_per_km": (lambda: _("Bringing work, for each kilometre"), "idr"),
    "km_village": (lambda: _("Way within the village, our estimate"), "km"),
    "km_subdistrict": (lambda: _("Way within the sub-district, our estimate"), "km"),
    "km_district": (lambda: _("Way within the district, our estimate"), "km"),
    "km_elsewhere": (lambda: _("Way from another district, our estimate"), "km"),
    "late_idr": (lambda: _("One piece one week late"), "idr"),
    "short_idr": (lambda: _("One promised piece not made"), "idr"),
    "usual_daily_idr": (lambda: _("Usual income of a working day"), "idr"),
    "fairness_permille": (lambda: _("Weight of fair shares"), "permille"),
    "finishing_days": (lambda: _("Days for inspection and transport"), "days"),
    "late_weeks": (lambda: _("A plan may run past the promise"), "weeks"),
    "behind_permille": (lambda: _("A share may lag behind its plan"), "permille"),
    "reserve_idr": (lambda: _("Cash that is never touched"), "idr"),
    "answer_hours": (lambda: _("Time to answer an offer"), "hours"),
}


MEANINGS: dict[str, Callable[[], str]] = {
    "setup_idr": lambda: _("One maker more on a stage must save at least this much."),
    "travel_idr_per_km": lambda: _("Once for each maker and stage, from her village and back."),
    "km_village": lambda: _("From her door to where work is collected, one way."),
    "km_subdistrict": lambda: _("She lives in another village of the same sub-district."),
    "km_district": lambda: _("Another sub-district, or her village is not noted."),
    "km_elsewhere": lambda: _("She lives in another district."),
    "late_idr": lambda: _("A dearer maker is chosen if that is cheaper than a week of waiting."),
    "short_idr": lambda: _("Must be more than the dearest piece costs, or work is left undone."),
    "usual_daily_idr": lambda: _("Income of the last 90 days is compared with this."),
    "fairness_permille": lambda: _("At twice the usual income each rupiah counts so much more."),
    "finishing_days": lambda: _("The makers must be ready so long before the promised day."),
    "late_weeks": lambda: _("Longer than this no plan runs; pieces then stay without a maker."),
    "answer_hours": lambda: _("After that the offer is closed and can be split again."),
    "behind_permille": lambda: _("Below the plan by more than this, you and she are asked."),
}


def set_words(policy: Mapping[str, Any]) -> str:
    """Who set the weights, and when."""
    if not policy.get("set_by"):
        return _("Nobody has changed the weights; these are the usual ones.")
    day = datetime.fromisoformat(policy["set_at"])
    return _("Set by %(name)s on %(day)s.") % {"name": policy["set_by"], "day": tanggal(day)}


def weights(policy: Mapping[str, Any]) -> list[dict[str, str]]:
    """The cooperative's own weights as the plan used them: label, amount and what the amount does."""
    return [
        {
            "label": label(),
            "text": _amount(int(policy[name]), unit),
            "meaning": MEANINGS[name]() if name in MEANINGS else "",
        }
        for name, (label, unit) in WEIGHTS.items()
        if name in policy
    ]


def _amount(value: int, unit: str) -> str:
    if unit == "idr":
        return rupiah(value)
    if unit == "permille":
        return f"{value // 10} %"
    if unit == "km":
        return f"{angka(value)} km"
    if unit == "days":
        return ngettext("%(n)s day", "%(n)s days", value) % {"n": value}
    if unit == "weeks":
        return ngettext("%(n)s week", "%(n)s weeks", value) % {"n": value}
    return ngettext("%(n)s hour", "%(n)s hours", value) % {"n": value}
