"""Published surplus examples, read from their file: each is reproduced, refused or explained."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from sentra.cooperative.surplus.scheme import WHOLE_PERCENT, Base, Of, Part, Scheme
from sentra.cooperative.surplus.sharing import Held, SharedPart, Surplus, share
from sentra.kernel.errors import Refused

FILE = Path(__file__).parents[3] / "data" / "cooperative" / "shu_examples.json"
CASES = {case["id"]: case for case in json.loads(FILE.read_text())["cases"]}
ONE, REST = 1, 2  # the member of the example, and all other members together


def hundredths(told: str) -> int:
    exact = Fraction(told) * 100
    assert exact.denominator == 1
    return int(exact)


def part(key: str, percent: str, base: Base = Base.NONE, of: Of = Of.WHOLE) -> Part:
    return Part(key, key, hundredths(percent), "2-1410" if base else "3-1500", base, of)


def with_rest(*parts: Part) -> Scheme:
    """The example names only the members' parts: what it does not name stays in the reserve."""
    left = WHOLE_PERCENT - sum(one.hundredths for one in parts)
    return Scheme((*parts, Part("cadangan", "cadangan", left, "3-1500")))


def of_one(parts: list[SharedPart]) -> dict[str, int]:
    return {one.part.key: one.by_member[ONE] for one in parts if one.by_member}


def hers(part_of_it: int, whole: int) -> Held:
    return Held({ONE: part_of_it, REST: whole - part_of_it})


def one_member(case: dict[str, Any]) -> dict[str, int]:
    """Capital and trade parts of a case with one member, whatever its trade is measured by."""
    told, member = case["inputs"], case["inputs"]["member"]
    held, parts = {}, []
    if "pct_jasa_modal" in told:
        saved = told.get("simpanan_total") or told["simpanan_pokok_total"] + told["simpanan_wajib_total"]
        parts.append(part("jasa_modal", told["pct_jasa_modal"], Base.SAVINGS))
        held[Base.SAVINGS] = hers(member["simpanan"], saved)
    for mine, whole in (("pinjaman", "pinjaman_total"), ("pembelian", "penjualan_total")):
        if whole in told:
            parts.append(part("jasa_anggota", told["pct_jasa_anggota"], Base.SOLD))
            held[Base.SOLD] = hers(member[mine], told[whole])
    return of_one(share(Surplus(told["shu"]), with_rest(*parts), held))


@pytest.mark.parametrize("name", ["shu-01", "shu-02", "shu-05"])
def test_the_consistent_examples_of_one_member_are_reproduced(name):
    case = CASES[name]
    assert case["published_consistent"]
    found = one_member(case)
    for key in {"jasa_modal", "jasa_anggota"} & case["published"].keys():
        assert found[key] == case["published"][key]
    if "total" in case["published"]:
        assert sum(found.values()) == case["published"]["total"]


def test_what_was_not_collected_last_year_comes_on_top_and_is_not_shared_again():
    told = CASES["shu-05"]
    carried = told["inputs"]["member"]["shu_tahun_lalu_belum_diambil"]
    assert sum(one_member(told).values()) + carried == told["published"]["total_with_carry"]


def test_sederhana_was_published_wrong_and_counts_voluntary_savings():
    case = CASES["shu-03"]
    told, member = case["inputs"], case["inputs"]["member"]
    scheme = Scheme((
        part("simpanan", told["alloc"]["simpanan"], Base.SAVINGS),
        part("pinjaman", told["alloc"]["pinjaman"], Base.INTEREST),
        part("cadangan", told["alloc"]["cadangan"]),
    ))  # fmt: skip
    saved = sum(told[f"simpanan_{kind}_total"] for kind in ("pokok", "wajib", "sukarela"))
    held = {
        Base.SAVINGS: hers(member["simpanan"], saved),
        Base.INTEREST: hers(member["jasa_pinjaman"], told["jasa_pinjaman_total"]),
    }
    found = of_one(share(Surplus(told["shu"]), scheme, held))
    assert not case["published_consistent"]
    assert found["simpanan"] == case["recomputed"]["rounded_jasa_modal"] != case["published"]["jasa_modal"]
    assert sum(found.values()) == case["recomputed"]["rounded_total"] != case["published"]["total"]


def test_the_rupiah_a_real_report_lost_goes_to_the_reserve():
    case = CASES["shu-07"]
    told = case["inputs"]
    assert told["pendapatan"] - told["biaya"] == told["shu"]
    scheme = Scheme(tuple(part(key, percent) for key, percent in told["alloc"].items()))
    found = {one.part.key: one.pool_idr for one in share(Surplus(told["shu"]), scheme, {})}
    wanted = dict(case["recomputed"]["largest_remainder_tie_to_first"])
    assert wanted.pop("sum") == sum(found.values()) == told["shu"] == case["published"]["sum"] + 1
    assert found == wanted


def test_the_widespread_105_percent_is_refused():
    told = CASES["shu-09"]["inputs"]["alloc"]
    with pytest.raises(Refused, match="105 %"):
        Scheme(tuple(part(key, percent) for key, percent in told.items()))


def test_members_trade_and_others_commission_are_shared_apart():
    case = CASES["shu-10"]
    told = case["inputs"]
    scheme = Scheme((
        part("refund", "100", Base.SOLD, Of.MEMBERS),
        part("dividend", "100", Base.SAVINGS, Of.OTHERS),
    ))  # fmt: skip
    numbers = range(1, len(told["shares"]) + 1)
    held = {
        Base.SOLD: Held(dict(zip(numbers, told["member_units"], strict=True))),
        Base.SAVINGS: Held(dict(zip(numbers, told["shares"], strict=True))),
    }
    others = told["of_which_nonmember_commission"]
    refund, dividend = share(Surplus(told["net"] - others, others), scheme, held)
    assert refund.pool_idr == case["published"]["refund_pool"]
    assert (refund.whole, dividend.whole) == (told["units_total"], told["shares_total"])
    for one, exact in ((refund, case["recomputed"]["refunds"]), (dividend, case["recomputed"]["dividends"])):
        assert sum(one.by_member.values()) == one.pool_idr
        assert all(abs(one.by_member[n] - Fraction(exact[n - 1])) < 1 for n in numbers)
    whole = [n for n in numbers if Fraction(case["recomputed"]["refunds"][n - 1]).denominator == 1]
    assert all(refund.by_member[n] == case["recomputed"]["refunds"][n - 1] for n in whole)
    assert refund.by_member[3] == 4213  # 4,212.50: the first of the six halves gets the rupiah
    assert refund.by_member[12] == 4212


def test_yusuf_cannot_be_answered_before_the_base_of_the_percentage_is_named():
    case = CASES["shu-13"]
    told, member = case["inputs"], case["inputs"]["member"]
    saved = told["simpanan_pokok_total"] + told["simpanan_wajib_total"]
    held = {
        Base.SAVINGS: hers(member["simpanan"], saved),
        Base.SOLD: hers(member["pembelian"], told["penjualan_total"]),
    }
    half = told["shu"] * int(told["from_members_pct"]) // 100

    def answer(side: Of) -> dict[str, int]:
        parts = [
            part("jasa_modal", told["pct_jasa_modal"], Base.SAVINGS, side),
            part("jasa_anggota", told["pct_jasa_anggota"], Base.SOLD, side),
            part("cadangan", "50", of=side),
        ]
        if side == Of.MEMBERS:
            parts.append(part("lain", "100", of=Of.OTHERS))
        return of_one(share(Surplus(half, told["shu"] - half), Scheme(tuple(parts)), held))

    assert answer(Of.WHOLE) == {"jasa_modal": 115_385, "jasa_anggota": 180_000}
    assert answer(Of.MEMBERS) == {"jasa_modal": 57_692, "jasa_anggota": 90_000}
