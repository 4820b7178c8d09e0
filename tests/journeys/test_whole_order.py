"""One order from the question to settled books, by people in browsers: nothing here calls the domain.

Mira, Tari and Idah at desks, Aluh, Bariah and Cici on 360 px phones, Rusdi without an account; all of
them are logged in at the same time. Elements are found by address and field name, never by words.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.cast import PIN
from tests.journeys.conftest import Site
from tests.journeys.person import Person
from tests.journeys.pictures import photo

BAGS, PRICE, RATES = 60, 150_000, (35_000, 20_000)
DOWN = BAGS * PRICE * 3 // 10
MESSAGE = "Untuk peserta rapat dinas. Mohon warna alami, tali kuat."
MAKERS = ("Aluh", "Bariah", "Cici")


@dataclass
class Stage:
    """Everybody who is logged in, and what they are talking about."""

    site: Site
    person: Callable[..., Person]
    mira: Person
    tari: Person
    idah: Person
    makers: dict[str, Person]
    order: int = 0
    seen: dict[str, str] = field(default_factory=dict)

    @property
    def order_page(self) -> str:
        return f"/pesanan/{self.order}/"

    def at_order(self, who: Person) -> Person:
        who.open(self.order_page)
        return who


@pytest.mark.browser
def test_a_whole_order_in_the_browser(site: Site, person: Callable[..., Person]) -> None:
    stage = everybody_comes_in(site, person)
    rusdi_asks(stage)
    mira_quotes_without_javascript(stage)
    the_buyer_sees_a_sample(stage)
    tari_records_the_down_payment(stage)
    mira_splits_and_offers(stage)
    the_makers_answer(stage)
    mira_splits_the_rest(stage)
    advances_are_paid(stage)
    aluh_reports(stage)
    the_first_stage_comes_in(stage)
    the_second_stage_comes_in(stage)
    the_goods_go_out(stage)
    the_buyer_pays(stage)
    the_makers_are_paid(stage)
    the_last_advance_is_settled(stage)
    the_order_is_closed(stage)
    the_books_balance(stage)


# who is there


def everybody_comes_in(site: Site, person: Callable[..., Person]) -> Stage:
    staff = {}
    for name in ("Mira", "Tari", "Idah"):
        staff[name.lower()] = someone = person(name)
        someone.sign_in(f"{name.lower()}@galuh.example")
        someone.shot("home")
    makers = {}
    for name in MAKERS:
        makers[name] = someone = person(name, phone=True)
        someone.open(f"/kartu/{site.cast.tokens[name]}/")
        someone.shot("pin")
        someone.show_card(site.cast.tokens[name], PIN)
        assert someone.page.url.endswith("/saya/")
        someone.shot("home without work")
    return Stage(site, person, **staff, makers=makers)


# the buyer


def rusdi_asks(stage: Stage) -> None:
    """Without JavaScript, on a phone, with a mistake the first time."""
    rusdi = stage.person("Rusdi", phone=True, javascript=False)
    rusdi.open("/k/galuh/")
    rusdi.shot("public home")
    rusdi.follow("/produk/tas-purun/")
    rusdi.shot("product")
    rusdi.follow("?produk=tas-purun")
    wished = (timezone.localdate() + timedelta(days=90)).isoformat()
    said = {
        "pieces_0": "enam puluh", "wished_on": wished, "message": MESSAGE,
        "name": "Rusdi Hamdani", "organisation": "Dinas Kebudayaan HSU", "buyer_kind": "public_office",
    }  # fmt: skip
    rusdi.shot("enquiry")
    rusdi.send("/pesan/kirim/", **said)
    errors = rusdi.page.locator(".errors[role=alert]")
    assert errors.is_visible()
    assert errors.locator("a").count() == 2, "the pieces, and how to reach him"
    for name, value in said.items():
        assert rusdi.page.locator(f"[name={name}]").input_value() == value, f"{name} was not kept"
    assert rusdi.page.locator("[name=product_0] option[selected]").count() == 1
    rusdi.shot("enquiry with mistakes")
    rusdi.send("/pesan/kirim/", pieces_0=str(BAGS), phone="0812-5555-1234")
    assert "/permintaan/" in rusdi.page.url
    stage.seen["tracking"] = rusdi.page.url
    rusdi.shot("tracking")


def mira_quotes_without_javascript(stage: Stage) -> None:
    mira = stage.mira
    mira.open("/beranda/")
    mira.shot("home with an enquiry")
    mira.open("/permintaan/")
    mira.shot("enquiries")
    lead = mira.links("/permintaan/")[-1]
    plain = stage.person("Mira-plain", javascript=False)
    plain.sign_in("mira@galuh.example")
    plain.open(lead)
    plain.shot("enquiry")
    plain.follow("/penawaran/baru/?lead=")
    plain.send("/penawaran/simpan/", press="reckon", down_payment_permille="30", needs_sample=True)
    assert "9.000.000" in plain.text()
    plain.shot("quotation reckoned")
    plain.send("/penawaran/simpan/")
    stage.order = plain.number(r"/pesanan/(\d+)/$")
    plain.shot("order quoted")
    assert "/terima/" in plain.form("/terima/").get_attribute("action")
    plain.send(f"{stage.order_page}terima/")
    stage.at_order(mira).shot("order accepted")
    rusdi = stage.person("Rusdi-later", phone=True)
    rusdi.open(stage.seen["tracking"])
    rusdi.shot("tracking of an agreed order")


def the_buyer_sees_a_sample(stage: Stage) -> None:
    mira = stage.at_order(stage.mira)
    mira.send(f"{stage.order_page}contoh/", picture=photo("contoh", 3))
    mira.shot("sample shown")
    mira.send("/setuju/")
    mira.shot("sample approved")


def tari_records_the_down_payment(stage: Stage) -> None:
    tari = stage.at_order(stage.tari)
    tari.shot("order waits for money")
    assert tari.page.locator("#pay_amount_idr").input_value() == "2.700.000"
    tari.send(f"{stage.order_page}bayar/", reference="BRI 0711")
    tari.shot("down payment booked")
    assert "2.700.000" in tari.text()
    tari.paper(tari.links("/surat/receipt.pdf")[0])


# the makers get work


def mira_splits_and_offers(stage: Stage) -> None:
    mira = stage.at_order(stage.mira)
    mira.follow(f"{stage.order_page}bagi/")
    mira.shot("nothing split")
    mira.send("/bagi/buat/")
    for fold in mira.page.locator("main details.fold:not(.fold-small) > summary").all():
        fold.click()
    mira.shot("split with reasons")
    why = mira.page.locator(".share-why p").all_text_contents()
    assert why
    assert all(len(text.split()) > 3 for text in why)
    mira.send("/tawarkan/")
    mira.shot("offered")


def _offers(maker: Person) -> list[str]:
    """New work on her home page; messages may still name an offer that is over."""
    maker.open("/saya/")
    cards = maker.page.locator("a.task-card-new")
    return [str(one.get_attribute("href")) for one in cards.all()]


def the_makers_answer(stage: Stage) -> None:
    aluh, bariah, cici = (stage.makers[name] for name in MAKERS)
    asked = {name: _offers(who) for name, who in stage.makers.items()}
    assert all(asked.values()), f"everybody is asked: {asked}"
    aluh.shot("home with offers")
    plain = stage.person("Aluh-plain", phone=True, javascript=False)
    plain.show_card(stage.site.cast.tokens["Aluh"], PIN)
    for number, offer in enumerate(asked["Aluh"]):
        who = aluh if number else plain
        who.open(offer)
        who.shot("offer")
        who.send("/sanggup/", nth=0)
        assert "/saya/kerja/" in who.page.url
        who.shot("job")
    for number, offer in enumerate(asked["Bariah"]):
        bariah.open(offer)
        if number == 0:
            bariah.send("/sanggup/", nth=1, pieces="8")
            bariah.shot("took fewer")
        else:
            bariah.send("/sanggup/", nth=0)
    for offer in asked["Cici"]:
        cici.open(offer)
        cici.send("/tidak/")
    cici.shot("declined")


def mira_splits_the_rest(stage: Stage) -> None:
    """Again and again until nothing is without a maker; Bariah's last answer is written down for her."""
    mira = stage.mira
    mira.open(f"{stage.order_page}bagi/")
    mira.shot("answers of the first round")
    for turn in range(4):
        if not mira.page.locator("form[action$='/bagi/buat/']").count():
            break
        mira.send("/bagi/buat/")
        mira.shot(f"rest split {turn}")
        mira.send("/tawarkan/")
        while mira.page.locator("form[action$='/sanggup/']").count() and turn == 0:
            mira.send("/sanggup/")
        mira.shot(f"rest answered {turn}")
        for who in stage.makers.values():
            for offer in _offers(who):
                who.open(offer)
                who.send("/sanggup/", nth=0)
        mira.open(f"{stage.order_page}bagi/")
    assert not mira.page.locator("form[action$='/bagi/buat/'], form[action$='/tawarkan/']").count()
    mira.shot("all work has a maker")


def advances_are_paid(stage: Stage) -> None:
    mira = stage.at_order(stage.mira)
    mira.fill(f"{stage.order_page}uang-muka/", amount_idr="100.000")
    mira.shot("advances allowed")
    mira.send(f"{stage.order_page}uang-muka/", amount_idr="99.000.000")
    assert mira.page.locator(".errors[role=alert]").is_visible()
    mira.shot("advance too large")
    mira.send(f"{stage.order_page}uang-muka/", amount_idr="100.000", method="cash")
    tari = stage.at_order(stage.tari)
    tari.open(f"{stage.order_page}uang-muka/periksa/?cara=bank")
    tari.shot("advances to be paid")
    tari.send(f"{stage.order_page}uang-muka/semua/", press="method=bank")
    tari.shot("advances paid")
    assert not tari.page.locator("form[action$='/uang-muka/semua/']").count()
    aluh = stage.makers["Aluh"]
    aluh.open("/saya/uang/")
    aluh.shot("money with an advance")


# the work


def aluh_reports(stage: Stage) -> None:
    aluh = stage.makers["Aluh"]
    aluh.open("/saya/kerja/")
    aluh.shot("my work")
    aluh.follow("/saya/kerja/1/") if aluh.page.locator("a[href='/saya/kerja/1/']").count() else aluh.open(
        aluh.links("/saya/kerja/")[0]
    )
    aluh.fill("/lapor/", pieces="5", picture=photo("kemajuan", 5, stage="half_finished"))
    aluh.page.locator("[data-photo-preview] img").wait_for()
    aluh.shot("about to report")
    aluh.send("/lapor/", pieces="5")
    aluh.page.locator("figure.told img").wait_for()
    aluh.shot("reported")


def _expected(idah: Person, position: int) -> list[str]:
    """Where work of the first or second stage may be taken in, as the inspector's list shows it."""
    idah.open("/mutu/")
    names = {1: "Anyam badan tas", 2: "Jahit dan lapis"}
    rows = idah.page.locator("tr", has=idah.page.locator("a[href^='/mutu/terima/']")).filter(
        has_text=names[position]
    )
    return [str(row.locator("a[href^='/mutu/terima/']").get_attribute("href")) for row in rows.all()]


def _take_in(idah: Person, address: str, pieces: int | None = None) -> int:
    """Hand in all that can be, or fewer; arrives at the lot and says how many it has."""
    idah.open(address)
    proposed = int(idah.page.locator("form [name=pieces]").first.input_value() or 0)
    taken = proposed if pieces is None else min(pieces, proposed)
    if not taken:
        return 0
    idah.send("/simpan/", pieces=str(taken))
    return taken


def _judge(idah: Person, accepted: int, rework: int = 0, rejected: int = 0, **more: object) -> None:
    said = {"accepted": accepted, "rework": rework, "rejected": rejected, "grade": "A"} | more
    idah.send("/periksa/", **said)


def the_first_stage_comes_in(stage: Stage) -> None:
    """One lot with everything in it: grade B, two to repair, one rejected; both come back."""
    idah = stage.idah
    idah.open("/mutu/")
    idah.shot("work expected")
    first, *others = _expected(idah, 1)
    idah.open(first)
    idah.shot("hand in")
    pieces = _take_in(idah, first)
    idah.shot("lot waits")
    _judge(idah, pieces, rework=2)
    assert idah.page.locator(".errors[role=alert]").is_visible(), "the counts do not add up"
    idah.shot("counts do not add up")
    _judge(
        idah, pieces - 3, rework=2, rejected=1, grade="B", defect_edge="2", defect_hole="1",
        remark="Tepi belum rapi.", picture=photo("periksa", 9, stage="half_finished"),
    )  # fmt: skip
    idah.shot("judged B with rework")
    idah.open(first)
    idah.shot("rework may come back")
    back = idah.page.locator("form:has([name=rework_of])")
    with idah.page.expect_navigation():
        back.locator("button").click()
    _judge(idah, 2)
    idah.shot("rework accepted")
    assert _take_in(idah, first) == 1, "the rejected piece is made again"
    _judge(idah, 1)
    for address in others:
        _judge(idah, _take_in(idah, address))
    assert _expected(idah, 1) == []


def the_second_stage_comes_in(stage: Stage) -> None:
    idah = stage.idah
    todo = _expected(idah, 2)
    _judge(idah, _take_in(idah, todo[0]))
    stage.at_order(stage.mira).shot("order in the making")
    for address in todo[1:]:
        if _take_in(idah, address):
            _judge(idah, int(idah.page.locator("[name=accepted]").input_value()))
    idah.open("/mutu/")
    idah.shot("everything came in")
    assert _expected(idah, 2) == []


# goods, money, books


def the_goods_go_out(stage: Stage) -> None:
    mira = stage.at_order(stage.mira)
    mira.shot("ready to deliver")
    line = mira.page.locator("form[action$='/kirim/'] [name^=line_]").first.get_attribute("name")
    mira.send("/kirim/", **{str(line): "40", "received_by": "Rusdi Hamdani"})
    mira.shot("first part delivered")
    mira.send("/kirim/", **{str(line): "20", "received_by": "Siti Aminah"})
    mira.shot("all delivered")
    mira.send("/tagih/")
    mira.shot("invoiced")
    papers = mira.links("/surat/")
    kinds = {re.search(r"/surat/(\w+)\.pdf", one).group(1) for one in papers}  # type: ignore[union-attr]
    assert kinds == {"quotation", "confirmation", "receipt", "delivery", "bast", "invoice"}
    for address in papers:
        mira.paper(address)


def the_buyer_pays(stage: Stage) -> None:
    tari = stage.at_order(stage.tari)
    tari.send(f"{stage.order_page}bayar/", reference="BRI 0931")
    tari.shot("buyer paid")
    tari.send("/tutup/")
    assert tari.page.locator(".errors[role=alert]").is_visible(), "makers are not paid yet"
    tari.shot("cannot close yet")


def the_makers_are_paid(stage: Stage) -> None:
    tari, mira = stage.tari, stage.mira
    tari.open("/pembayaran/")
    tari.shot("cash desk")
    tari.send("/pembayaran/siapkan/")
    run = tari.number(r"/pembayaran/(\d+)/$")
    tari.shot("payout prepared")
    assert not tari.page.locator("form[action$='/setujui/']").count()
    _approves_her_own(tari, run)
    mira.open("/beranda/")
    mira.shot("home with a payout")
    plain = stage.person("Mira-approves", javascript=False)
    plain.sign_in("mira@galuh.example")
    plain.open(f"/pembayaran/{run}/")
    plain.shot("payout to approve")
    plain.send("/setujui/")
    plain.shot("payout approved")
    tari.open(f"/pembayaran/{run}/")
    for kind in ("slip.pdf", "daftar-tunai.pdf", "daftar-bank.pdf"):
        tari.paper(f"/pembayaran/{run}/surat/{kind}")
    for method in ("bank", "cash"):
        tari.send("/bayar/", press=f"method={method}")
    tari.shot("payout paid")
    tari.open(tari.links("/pembayaran/slip/")[0])
    tari.shot("slip")
    for name in ("Aluh", "Bariah"):
        maker = stage.makers[name]
        maker.open("/saya/")
        maker.shot("home after payday")
        maker.open("/saya/uang/")
        maker.shot("uang anda")
        maker.follow("/saya/slip/")
        maker.shot("slip")
        maker.paper(maker.links("slip.pdf")[0])


def _approves_her_own(tari: Person, run: int) -> None:
    """Tari sends the approval by hand: refused, and nothing is approved."""
    tari.expects.add(403)
    with tari.page.expect_navigation():
        tari.page.evaluate(
            """address => {
                const form = Object.assign(document.createElement("form"), {method: "post", action: address});
                form.append(document.querySelector("[name=csrfmiddlewaretoken]").cloneNode());
                document.body.append(form);
                form.submit();
            }""",
            f"/pembayaran/{run}/setujui/",
        )
    tari.shot("own approval refused")
    tari.expects.discard(403)
    tari.open(f"/pembayaran/{run}/")
    assert tari.page.locator("form[action$='/bayar/']").count() == 0


def the_last_advance_is_settled(stage: Stage) -> None:
    """Grade B earned Bariah less than was reckoned with: she hands part back, the rest is let go."""
    mira, tari = stage.at_order(stage.mira), stage.tari
    mira.send("/tutup/")
    assert mira.page.locator(".errors[role=alert]").is_visible(), "an advance is open"
    mira.shot("an advance is open")
    tari.open("/pembayaran/")
    tari.shot("cash desk with an open advance")
    advance, *others = tari.links("/pembayaran/uang-muka/")
    for address in others:  # small rests of other makers
        mira.open(address)
        mira.send("/hapus/", reason="Sisa kecil.")
    tari.open(advance)
    tari.shot("open advance")
    tari.send("/kembali/", amount_idr="40.000")
    tari.shot("handed back")
    mira.open(advance)
    mira.shot("advance to be let go")
    mira.send("/hapus/", reason="Sisa kecil karena mutu B.")
    mira.shot("advance settled")


def the_order_is_closed(stage: Stage) -> None:
    mira = stage.at_order(stage.mira)
    mira.send("/tutup/")
    assert not mira.page.locator(".errors[role=alert], form[action$='/tutup/']").count()
    mira.shot("order closed")


def the_books_balance(stage: Stage) -> None:
    mira, tari = stage.mira, stage.tari
    tari.open("/buku/")
    tari.shot("trial balance")
    assert tari.page.locator(".notice.tone-done").is_visible()
    foot = tari.page.locator("tfoot td").all_inner_texts()
    assert foot[0] == foot[1]
    tari.follow("/buku/akun/2-1110/")
    tari.shot("account of the makers")
    tari.follow("/buku/entri/")
    tari.shot("entry")
    tari.open("/buku/jurnal/")
    tari.shot("journal")
    mira.open("/pesanan/")
    mira.shot("orders")
    checked = stage.site.manage("check_books")
    assert checked.returncode == 0, checked.stdout + checked.stderr
