"""QRIS codes are judged as the standard says, and get an amount without losing anything else."""

import json
from datetime import date
from pathlib import Path

import lokal
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sentra.kernel.errors import Refused
from sentra.payments.qris import (
    FAULTS,
    REMARKS,
    Field,
    crc16,
    fee,
    most_idr,
    read,
    why_not_dynamic,
    with_amount,
)
from sentra.payments.qris.fees import _rows
from sentra.payments.qris.reading import split

DATA = Path(__file__).parents[2] / "data" / "qris"
VECTORS = json.loads((DATA / "qris_vectors.json").read_text())
FIXTURES, SYNTHETIC = VECTORS["library_fixtures"], VECTORS["synthetic"]
BROKEN = json.loads((DATA / "ditolak.json").read_text())
STATIC = SYNTHETIC[0]["payload"]
SOUND = [one["payload"] for one in FIXTURES + SYNTHETIC if read(one["payload"]).ok]
SAYS = {
    "tag01": lambda code: code.value("01"), "type": lambda code: code.type, "mcc": lambda code: code.mcc,
    "currency": lambda code: code.currency, "amount": lambda code: code.amount,
    "tip_tag55": lambda code: code.tip, "tip56": lambda code: code.tip_fixed,
    "tip57": lambda code: code.tip_percent, "country": lambda code: code.country,
    "name": lambda code: code.name, "city": lambda code: code.city, "postal": lambda code: code.postal,
    "add62": lambda code: code.value("62"), "tlv_ok": lambda code: code.tlv_ok,
    "tlv_error_pos": lambda code: code.tlv_error_at, "crc_published": lambda code: code.crc_written,
    "crc_computed": lambda code: code.crc_computed, "crc_ok": lambda code: code.crc_ok,
    "tags_in_order": lambda code: list(code.tags), "tags_ascending": lambda code: code.ascending,
    "duplicate_tags": lambda code: list(code.duplicates),
}  # fmt: skip


def sealed(body):
    """A text without its check digits, with right ones."""
    return f"{body}6304{crc16(f'{body}6304')}"


def codes(faults):
    return [one.code for one in faults]


def test_the_checksum_is_the_one_of_the_standard():
    assert crc16("123456789") == VECTORS["crc_check_123456789"] == "29B1"


@pytest.mark.parametrize("one", FIXTURES, ids=lambda one: one["name"] + one["crc_published"])
def test_every_library_fixture_is_read_right(one):
    code = read(one["payload"])
    assert {name: say(code) for name, say in SAYS.items()} == {name: one[name] for name in SAYS}
    accounts = {tag: {"ok": True, **held} for tag, held in code.accounts.items()}
    assert accounts == one["accounts"]
    assert code.criteria == next((held["03"] for held in one["accounts"].values() if "03" in held), None)
    assert code.ok is one["lokal_valid"]  # on these both agree: a wrong checksum, or a name of 26 letters


@pytest.mark.parametrize("one", SYNTHETIC, ids=lambda one: one["label"])
def test_every_synthetic_vector_is_judged_right(one):
    code, expect = read(one["payload"]), dict(one["expect"])
    assert code.tlv_ok
    assert code.crc_ok is one["crc_ok"] is code.ok
    said = {
        "type": code.type, "nmid": code.nmid, "criteria": code.criteria, "city": code.city,
        "amount": code.amount, "tip_fixed": code.tip_fixed, "bill_number": code.bill, "valid": code.ok,
        "reason": "crc" if codes(code.faults) == ["crc_wrong"] else None,
    }  # fmt: skip
    expect.pop("note", None)  # the policy case: below
    assert {name: said[name] for name in expect} == expect


def test_small_letters_in_the_checksum_are_a_fault_of_their_own():
    """Our policy: EMVCo writes capitals, and a changed letter could not be told from a right one."""
    code = read(SYNTHETIC[4]["payload"])
    assert (code.crc_ok, codes(code.faults)) == (False, ["crc_lower_case"])


@pytest.mark.parametrize("one", BROKEN, ids=lambda one: one["label"])
def test_each_rule_has_its_fault(one):
    code = read(sealed(one["body"]) if "body" in one else one["text"])
    assert [str(fault.code + (":" + fault.tag if fault.tag else "")) for fault in code.faults] == one[
        "faults"
    ]
    if "remarks" in one:
        assert codes(code.remarks) == one["remarks"]


def test_every_fault_is_seen_and_says_a_sentence():
    seen = {name.partition(":")[0] for one in BROKEN for name in one["faults"]} | {"crc_lower_case"}
    assert seen == set(FAULTS)
    for fault in (fault for one in BROKEN for fault in read(one.get("text", one.get("body", ""))).faults):
        assert fault.sentence.endswith((".", "not."))
    assert "%" not in "".join(str(words) % {"tag": "59"} for words in (FAULTS | REMARKS).values())


# ---- hypothesis: any text, any single slip --------------------------------------------------------


@given(st.text(max_size=120))
def test_no_text_makes_it_fail(text):
    code = read(text)
    assert (code.type, code.nmid, code.amount_idr, code.criteria, code.ok) == (None, None, None, None, False)


@given(st.sampled_from(SOUND), st.data())
def test_any_single_changed_character_is_detected(payload, data):
    at = data.draw(st.integers(0, len(payload) - 1))
    other = data.draw(st.characters(codec="utf-8").filter(lambda one: one != payload[at]))
    assert not read(payload[:at] + other + payload[at + 1 :]).ok


@pytest.mark.parametrize("payload", SOUND)
def test_every_place_changed_to_every_other_sign_is_detected(payload):
    """Not sampled: each place, each printable sign."""
    signs = [chr(number) for number in range(32, 127)]
    undetected = [
        (at, sign) for at, right in enumerate(payload) for sign in signs
        if sign != right and read(payload[:at] + sign + payload[at + 1 :]).ok
    ]  # fmt: skip
    assert undetected == []


@given(st.sampled_from(SOUND), st.data())
def test_a_lost_or_doubled_character_is_detected(payload, data):
    at = data.draw(st.integers(0, len(payload) - 1))
    assert not read(payload[:at] + payload[at + 1 :]).ok
    assert not read(payload[:at] + payload[at] + payload[at:]).ok


TAGS = st.integers(0, 99).map("{:02d}".format)
VALUES = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=99)


@given(st.lists(st.builds(Field, TAGS, VALUES), min_size=1, max_size=6))
def test_what_was_written_is_read_back(fields):
    assert split("".join(map(str, fields))) == (tuple(fields), None)


# ---- an amount ------------------------------------------------------------------------------------

AMOUNTS = st.integers(1, 9_999_999_999_999)
BILLS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=25)


@given(AMOUNTS)
def test_the_amount_comes_back_and_all_else_stays(amount_idr):
    before, after = read(STATIC), read(with_amount(read(STATIC), amount_idr))
    assert (after.ok, after.type, after.amount, after.amount_idr) == (
        True,
        "dynamic",
        str(amount_idr),
        amount_idr,
    )
    kept = [one for one in after.fields if one.tag not in {"01", "54", "63"}]
    assert kept == [one for one in before.fields if one.tag not in {"01", "63"}]
    assert after.ascending


@given(AMOUNTS)
def test_lokal_id_makes_the_same_code(amount_idr):
    assert with_amount(read(STATIC), amount_idr) == lokal.set_qris_amount(STATIC, amount_idr)


@given(AMOUNTS, BILLS)
def test_a_bill_goes_in_beside_what_stands_there(amount_idr, bill):
    before, after = read(STATIC), read(with_amount(read(STATIC), amount_idr, bill=bill))
    assert (after.ok, after.bill, after.amount_idr) == (True, bill, amount_idr)
    assert {tag: text for tag, text in after.additional.items() if tag != "01"} == dict(before.additional)
    assert list(after.additional) == sorted(after.additional)


def test_a_code_without_tag_62_gets_one():
    bare = sealed(STATIC[: STATIC.index("62070703A01")])
    after = read(with_amount(read(bare), 5_000, bill="12/2026"))
    assert (after.ok, after.ascending, dict(after.additional)) == (True, True, {"01": "12/2026"})


def test_a_bill_that_stood_there_is_replaced():
    told = sealed(STATIC[: STATIC.index("62070703A01")] + "62140103OLD0703A01")
    assert dict(read(with_amount(read(told), 1, bill="NEW")).additional) == {"01": "NEW", "07": "A01"}


def test_tags_in_an_unusual_order_keep_it():
    """As Gojek writes them: 58 to 61 before 53."""
    parts = {one.tag: one for one in read(STATIC).fields}
    order = ["00", "01", "26", "51", "52", "58", "59", "60", "61", "62", "53"]
    odd = read(sealed("".join(str(parts[tag]) for tag in order)))
    assert (odd.ok, codes(odd.remarks)) == (True, ["order"])
    after = read(with_amount(odd, 7_500, bill="B1"))
    assert (after.ok, after.amount_idr, after.bill) == (True, 7_500, "B1")
    assert [tag for tag in after.tags if tag != "54"] == [*order, "63"]


@pytest.mark.parametrize("amount_idr", [0, -1, 10_000_000_000_000, 10**20])
def test_no_amount_that_cannot_be(amount_idr):
    with pytest.raises(Refused):
        with_amount(read(STATIC), amount_idr)


@pytest.mark.parametrize("amount_idr", [True, 1.0, "5000", None])
def test_an_amount_is_whole_rupiah(amount_idr):
    with pytest.raises(TypeError):
        with_amount(read(STATIC), amount_idr)


@pytest.mark.parametrize("bill", ["A" * 26, "Nº 7", "a\nb", "é"])
def test_no_bill_that_cannot_be(bill):
    with pytest.raises(Refused):
        with_amount(read(STATIC), 5_000, bill=bill)


def test_where_no_room_is_left_it_is_said():
    full = sealed(STATIC[: STATIC.index("62070703A01")] + "6299" + "5095" + "A" * 95)
    assert read(full).ok
    with pytest.raises(Refused, match="no room for a bill"):
        with_amount(read(full), 5_000, bill="B1")
    assert read(with_amount(read(full), 5_000)).amount_idr == 5_000


def test_a_text_that_grows_beyond_512_signs_is_refused():
    body = STATIC[:-8]
    left = 512 - 8 - len(body)
    more = ""
    for tag in range(80, 83):
        take = min(left - len(more), 99 + 4) - 4
        more += f"{tag}{take:02d}0001X01{take - 9:02d}{'A' * (take - 9)}"
    whole = read(sealed(body + more))
    assert (len(whole.text), whole.ok) == (512, True)
    with pytest.raises(Refused, match="no room for an amount"):
        with_amount(whole, 5_000)


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (SYNTHETIC[1]["payload"], "not_static"),
        (SYNTHETIC[3]["payload"], "crc_wrong"),
        (SYNTHETIC[4]["payload"], "crc_lower_case"),
        (FIXTURES[0]["payload"], "not_static"),
        (sealed(STATIC[:-8].replace("5802ID", "540510000" + "5802ID")), "has_amount"),
        (sealed(STATIC[:-8].replace("010211", "")), "not_static"),
        (sealed(STATIC[:-8].replace("ID.CO.QRIS.WWW", "ID.CO.LAIN.WWW")), "not_national"),
        ("halo", "tlv"),
        ("", "tlv"),
    ],
)  # fmt: skip
def test_another_code_gets_no_amount(payload, reason):
    assert why_not_dynamic(read(payload)).code == reason
    with pytest.raises(Refused):
        with_amount(read(payload), 5_000)


# ---- what it costs ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("criteria", "amount_idr", "on", "expected"),
    [
        ("UMI", 500_000, date(2024, 12, 1), 0),
        ("UMI", 500_001, date(2024, 12, 1), 1_500),  # 0.3 % of all of it, rounded down from 1,500.003
        ("UMI", 500_000, date(2024, 11, 30), 1_500),
        ("UMI", 100_000, date(2024, 11, 30), 0),
        ("UMI", 100_000, date(2023, 8, 31), 300),
        ("UMI", 100_000, date(2023, 6, 30), 0),
        ("UKE", 1_000, date(2026, 8, 3), 7),
        ("UME", 150_000, date(2026, 8, 3), 1_050),
        ("UBE", 10_000_000, date(2026, 8, 3), 70_000),
        ("UKE", 99, date(2026, 8, 3), 0),
        ("UMI", 0, date(2026, 8, 3), 0),
    ],
)
def test_the_fee_by_size_of_the_business_amount_and_day(criteria, amount_idr, on, expected):
    assert fee(criteria, amount_idr, on) == expected


def test_special_businesses_say_what_they_are():
    on = date(2026, 8, 3)
    assert fee("URE", 1_000_000, on, special="education") == 6_000
    assert (fee("URE", 1_000_000, on, special="public"), fee("URE", 5, on, special="donation")) == (4_000, 0)
    for criteria, special in (("URE", ""), ("URE", "limit"), ("XXX", ""), ("", "education")):
        with pytest.raises(Refused):
            fee(criteria, 1_000, on, special=special)
    with pytest.raises(Refused):
        fee("UMI", 1_000, date(2019, 1, 1))
    with pytest.raises(ValueError, match="zero"):
        fee("UMI", -1, on)


def test_the_most_of_one_payment_by_day():
    days = (date(2020, 1, 1), date(2022, 2, 28), date(2022, 3, 1), date(2026, 8, 3))
    assert [most_idr(on) for on in days] == [2_000_000, 5_000_000, 10_000_000, 10_000_000]
    assert all(row.limit_idr for row in _rows()["limit"])


@given(st.sampled_from(["UMI", "UKE", "UME", "UBE"]), st.integers(0, 10**10), st.integers(0, 10**10))
def test_a_fee_is_never_more_than_a_hundredth_and_grows_with_the_amount(criteria, one, other):
    assume(one <= other)
    on = date(2026, 8, 3)
    assert 0 <= fee(criteria, one, on) <= one // 100
    assert fee(criteria, one, on) <= fee(criteria, other, on)
