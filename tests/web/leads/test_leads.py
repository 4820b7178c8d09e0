"""Enquiries for staff: the list, one of them, answering its rows, closing, writing one down."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.crafts.models import Product
from sentra.orders.facts import Upload, WishedLine
from sentra.orders.models import Lead, Order
from sentra.orders.operations import make_enquiry
from sentra.web.actors import guest_of
from tests.domain.orders import given
from tests.world import NOW

LIST = Path(__file__).parents[2] / "data" / "orders" / "ukuran-seragam-batik.xlsx"
SIZES = ("S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL")


@pytest.fixture
def shirt(world):
    return given.product(world.weavers, "kemeja", sizes=SIZES)


def asked(world, *lines, **more):
    return make_enquiry(given.enquiry(*lines, **more), by=guest_of(world.weavers), at=NOW)


@pytest.fixture
def listed(world, shirt):
    """An enquiry with the office's own list of 412 sizes."""
    upload = Upload("ukuran.xlsx", "application/vnd.ms-excel", LIST.read_bytes())
    return asked(world, WishedLine(shirt.pk, 412), size_list=upload)


def text_of(answer):
    return answer.content.decode()


def url(name, lead, *more):
    return reverse(name, args=[lead.pk, *more])


def test_new_enquiries_stand_in_the_list_with_source_and_kind(world, mira, shirt):
    asked(world, WishedLine(shirt.pk, 30, {"M": 30}), name="Bu Ida", organisation="")
    page = text_of(mira.get(reverse("leads")))
    assert "Bu Ida" in page
    assert "Website" in page
    assert "Enquiry" in page
    assert "Bu Ida" not in text_of(mira.get(reverse("leads"), {"keadaan": "closed"}))
    assert "Bu Ida" not in text_of(mira.get(reverse("leads"), {"jenis": "complaint"}))
    assert "No enquiry fits" in text_of(mira.get(reverse("leads"), {"jenis": "complaint"}))


def test_twelve_enquiries_ask_no_more_than_three(world, mira, shirt):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            mira.get(reverse("leads"))
        return len(seen)

    for _ in range(3):
        asked(world, WishedLine(shirt.pk, 3))
    mira.get(reverse("leads"))
    few = queries()
    for _ in range(9):
        asked(world, WishedLine(shirt.pk, 3))
    assert queries() == few <= 16


def test_one_enquiry_shows_what_is_asked_and_every_open_row(world, mira, listed):
    page = text_of(mira.get(url("lead", listed)))
    assert "412" in page
    assert "Questions about sizes" in page
    assert page.index(">S</span>") < page.index(">M</span>") < page.index(">XL</span>")
    assert f"?lead={listed.pk}" in page
    assert "wa.me" in page


def test_a_row_is_answered_once(world, mira, listed):
    said = {"size_0": "L", "size_1": "", "_once": "a" * 32}
    with given.writing(world.weavers):
        before = Lead.objects.get(pk=listed.pk).lines[0]["sizes"]["L"]
    for _ in range(2):
        assert mira.post(url("answer-sizes", listed), said).status_code == 302
    with given.writing(world.weavers):
        assert Lead.objects.get(pk=listed.pk).lines[0]["sizes"]["L"] == before + 1


def test_a_size_that_is_not_made_is_refused_on_its_row(world, mira, listed):
    answer = mira.post(url("answer-sizes", listed), {"size_0": "9XL"})
    assert answer.status_code == 422
    assert 'role="alert"' in text_of(answer)
    assert mira.post(url("answer-sizes", listed), {"size_9999": "L"}).status_code == 422


def test_a_quotation_begins_with_what_was_asked(world, mira, listed):
    page = text_of(mira.get(reverse("quote"), {"lead": listed.pk}))
    assert 'value="Dinas Pendidikan"' in page
    assert 'value="412"' in page
    assert "Rp76.220.000" in page  # 412 × 185.000
    assert mira.get(reverse("quote"), {"lead": 999_999}).status_code == 404


def all_rows(listed, size="L"):
    return {f"size_{at}": size for at, told in enumerate(listed.questions) if "asked" in told}


def test_a_quotation_begins_with_the_sizes_known_so_far(world, mira, listed):
    """381 of 412 pieces have a size, 31 are asked for: quoted so, and each answer finds its way."""
    page = text_of(mira.get(reverse("quote"), {"lead": listed.pk}))
    known = listed.lines[0]["sizes"]
    assert sum(known.values()) == 412 - len(all_rows(listed)) < 412
    for at, size in enumerate(SIZES):
        assert (f'name="size_0_{at}" value="{known.get(size)}"' in page) == (size in known)
    with given.writing(world.weavers):
        shirt = Product.objects.get(code="kemeja")
    said = quotation(shirt, pieces_0="412", lead_id=listed.pk)
    said |= {f"size_0_{at}": str(known.get(size, "")) for at, size in enumerate(SIZES)}
    assert mira.post(reverse("save-quote"), said).status_code == 302
    with given.writing(world.weavers):
        order = Order.objects.get()
    assert given.lines_of(order)[0].sizes == known

    assert mira.post(url("answer-sizes", listed), all_rows(listed)).status_code == 302
    after = given.lines_of(order)[0].sizes
    assert (sum(after.values()), after["L"]) == (412, known["L"] + len(all_rows(listed)))
    assert mira.post(url("accept-order", order)).status_code == 302


def test_sizes_that_differ_are_offered_to_be_taken_over(world, mira, listed):
    with given.writing(world.weavers):
        shirt = Product.objects.get(code="kemeja")
    mira.post(reverse("save-quote"), quotation(shirt, pieces_0="412", size_0_1="412", lead_id=listed.pk))
    left_out = next(iter(all_rows(listed)))
    mira.post(url("answer-sizes", listed), all_rows(listed) | {left_out: "-"})
    with given.writing(world.weavers):
        order, now = Order.objects.get(), Lead.objects.get(pk=listed.pk).lines[0]
    assert given.lines_of(order)[0].sizes == {"M": 412}  # typed by a person: nobody overwrites it
    assert now["pieces"] == 411
    page = text_of(mira.get(url("change-quote", order)))
    assert "Take over these sizes" in page
    page = text_of(mira.get(url("change-quote", order), {"ukuran": "1"}))
    assert 'name="pieces_0" value="411"' in page
    assert f'name="size_0_1" value="{now["sizes"]["M"]}"' in page
    assert "Take over these sizes" not in page


def test_an_order_without_its_sizes_is_not_accepted(world, mira, shirt):
    mira.post(reverse("save-quote"), quotation(shirt))
    with given.writing(world.weavers):
        order = Order.objects.get()
    assert "Write down the sizes" in text_of(mira.get(url("order", order)))
    answer = mira.post(url("accept-order", order))
    assert answer.status_code == 422
    assert "1200 of 1200 pieces" in text_of(answer)


def quotation(made, **more):
    said = {"name": "Dinas Pendidikan", "buyer_kind": "public_office", "phone": "0812 3456 7890"}
    lines = {"rows_shown": "3", "product_0": made.pk, "pieces_0": "1.200", "price_0": "150.000"}
    terms = {"down_payment_permille": "30", "tolerance_permille": "2,5", "payment_days": "14"}
    days = {"promised_on": "2026-10-01", "expires_on": "2026-08-20", "_once": "q" * 32}
    return said | lines | terms | days | more


def test_the_total_is_reckoned_before_anything_is_kept(world, mira, shirt):
    page = mira.post(reverse("save-quote"), quotation(shirt, reckon="1", name=""))
    assert page.status_code == 200
    assert "Rp180.000.000" in text_of(page)
    assert "Rp54.000.000" in text_of(page)
    assert 'role="alert"' not in text_of(page)
    with given.writing(world.weavers):
        assert not Order.objects.exists()


def test_a_quotation_is_kept_once_with_its_shares(world, mira, shirt):
    for _ in range(2):
        answer = mira.post(reverse("save-quote"), quotation(shirt))
        assert answer.status_code == 302
    with given.writing(world.weavers):
        order = Order.objects.get()
    assert answer.url == url("order", order)
    assert (order.total_idr, order.down_payment_permille, order.tolerance_permille) == (180_000_000, 300, 25)


def test_a_wrong_quotation_keeps_every_word(world, mira, shirt):
    answer = mira.post(
        reverse("save-quote"),
        quotation(shirt, price_0="1,5", terms="Bayar tunai", size_0_1="7", note_0="Biru"),
    )
    page = text_of(answer)
    assert answer.status_code == 422
    assert all(word in page for word in ('value="1,5"', "Bayar tunai", 'value="7"', "Biru"))


def test_more_lines_come_empty_and_nothing_is_lost(world, mira, shirt):
    page = text_of(mira.post(reverse("save-quote"), quotation(shirt, more="1")))
    assert 'name="product_5"' in page
    assert 'value="1.200"' in page


def test_a_quotation_is_changed_until_it_is_accepted(world, mira, shirt):
    mira.post(reverse("save-quote"), quotation(shirt))
    with given.writing(world.weavers):
        order = Order.objects.get()
    assert 'value="1.200"' in text_of(mira.get(url("change-quote", order)))
    changed = quotation(shirt, pieces_0="100", size_0_1="100", _once="r" * 32)
    assert mira.post(url("save-change", order), changed).status_code == 302
    assert given.again(order).total_idr == 15_000_000
    mira.post(url("accept-order", order))
    assert mira.post(url("save-change", order), quotation(shirt, _once="s" * 32)).status_code == 422


def test_closing_needs_a_reason(world, mira, listed):
    assert mira.post(url("close-lead", listed), {"reason": ""}).status_code == 422
    assert mira.post(url("close-lead", listed), {"reason": "Terlalu mendesak"}).status_code == 302
    assert "Terlalu mendesak" in text_of(mira.get(url("lead", listed)))


def test_a_call_is_written_down_by_staff(world, mira, browser_of, shirt):
    said = {"kind": "complaint", "source": "market", "name": "Pak Hadi", "phone": "081234500000"}
    said |= {"message": "Tali putus", "rows_shown": "3", "product_0": "", "pieces_0": ""}
    assert mira.get(reverse("new-lead")).status_code == 200
    assert mira.post(reverse("save-lead"), said | {"phone": ""}).status_code == 422
    answer = browser_of(world.budi).post(reverse("save-lead"), said)
    assert answer.status_code == 302
    assert "Tali putus" in text_of(mira.get(answer.url))


def test_who_may_and_who_may_not(world, browser_of, client, listed):
    assert client.get(reverse("leads")).status_code == 302
    assert browser_of(world.omar).get(reverse("leads")).status_code == 403
    assert browser_of(world.idah).post(url("close-lead", listed), {"reason": "x"}).status_code == 403
    zahra = browser_of(world.zahra)
    assert zahra.get(url("lead", listed)).status_code == 404
    assert zahra.post(url("close-lead", listed), {"reason": "x"}).status_code == 404
    assert zahra.post(url("answer-sizes", listed), {"size_0": "L"}).status_code == 404
    assert "Dinas Pendidikan" not in text_of(zahra.get(reverse("leads")))
