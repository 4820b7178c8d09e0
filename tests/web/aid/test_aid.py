"""Capital aid in two browsers: the cooperative asks and reports; the office verifies and decides."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.capital.aid.models import AidMoney, Proposal
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.models import User
from sentra.people.roles import RoleName
from tests.kernel.pdf_text import pages as paper_pages
from tests.kernel.test_pictures import photo
from tests.world import NOW, staff

WROTE = {"kind": "revolving", "amount_idr": "10.000.000", "purpose": "Kain untuk seragam"}
VISIT = {"kind": "visit", "on": "2026-08-03", "who": "Omar bertemu Mira", "found": "Gudang rapi"}
GIVEN = {"kind": "revolving", "amount_idr": "9.000.000", "instalments": 3, "first_on": "2026-10-01"}


@pytest.fixture
def browser(time_machine):
    time_machine.move_to(NOW, tick=False)

    def made(actor):
        client = Client(headers={"accept-language": "en"})
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return made


@pytest.fixture
def hilda(world):
    return staff(world.office, "Hilda", RoleName.HEAD)


def one(world):
    with reading(world.mira):
        return Proposal.objects.order_by("-pk").first()


@pytest.fixture
def sent(world, browser):
    mira = browser(world.mira)
    assert mira.post(reverse("draft-proposal"), WROTE).status_code == 302
    found = one(world)
    assert mira.post(reverse("send-proposal", args=[found.pk])).status_code == 302
    return one(world)


@pytest.fixture
def granted(world, browser, hilda, sent):
    assert browser(world.omar).post(reverse("check-aid", args=[sent.uid]), VISIT).status_code == 302
    assert browser(hilda).post(reverse("grant-aid", args=[sent.uid]), GIVEN).status_code == 302
    return sent


def receipt():
    return SimpleUploadedFile("nota.jpg", photo((300, 200)), "image/jpeg")


def words_of(paper):
    return " ".join(" ".join(paper_pages(paper)).split())


def page(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode().replace("\xa0", "")


def test_from_the_cash_plan_to_the_office_and_back(world, browser, hilda, sent):
    mira, omar, head = browser(world.mira), browser(world.omar), browser(hilda)
    assert reverse("new-proposal") in page(mira, "cash-plan")
    assert "Rp" in page(mira, "new-proposal")
    assert str(sent.uid) in page(omar, "home")
    assert "Kain untuk seragam" in page(omar, "aid-case", sent.uid)
    assert head.post(reverse("grant-aid", args=[sent.uid]), GIVEN).status_code == 422
    assert omar.post(reverse("check-aid", args=[sent.uid]), VISIT | {"who": ""}).status_code == 422
    assert omar.post(reverse("check-aid", args=[sent.uid]), VISIT).status_code == 302
    assert "Gudang rapi" in page(mira, "proposal", sent.pk)
    assert omar.post(reverse("grant-aid", args=[sent.uid]), GIVEN).status_code == 403
    assert head.post(reverse("grant-aid", args=[sent.uid]), GIVEN).status_code == 302
    assert "Granted: Rp9.000.000" in page(mira, "proposal", sent.pk)
    assert "book it when it comes" in page(browser(world.tari), "home")
    assert sent.purpose in page(mira, "aid")


def test_money_use_receipts_and_the_report(world, browser, hilda, granted):
    tari, omar = browser(world.tari), browser(world.omar)
    came = {"amount_idr": "9.000.000", "method": "bank", "on": "2026-08-03"}
    assert tari.post(reverse("receive-aid", args=[granted.pk]), came).status_code == 302
    assert "to be told" in page(tari, "home")
    spent = {"category": "materials", "amount_idr": "9.000.000", "on": "2026-08-03", "text": "Kain mori"}
    assert tari.post(reverse("tell-use", args=[granted.pk]), spent).status_code == 422
    assert (
        tari.post(reverse("tell-use", args=[granted.pk]), spent | {"picture": receipt()}).status_code == 302
    )
    shown = page(omar, "aid-case", granted.uid)
    assert "Kain mori" in shown
    told = granted_use(world)
    seen = omar.get(reverse("their-receipt", args=[granted.uid, told.picture_uid]))
    assert b"".join(seen.streaming_content).startswith(b"\xff\xd8")
    assert omar.get(reverse("file", args=[told.picture_uid])).status_code == 404
    back = {"amount_idr": "3.000.000", "method": "bank", "on": "2026-08-03"}
    assert tari.post(reverse("repay-aid", args=[granted.pk]), back).status_code == 302
    assert "Rp6.000.000" in page(omar, "aid-desk")
    said = {"text": "Pesanan selesai tepat waktu."}
    assert tari.post(reverse("report-aid", args=[granted.pk]), said).status_code == 302
    for client, name, key in ((tari, "aid-report", granted.pk), (omar, "their-report", granted.uid)):
        paper = words_of(client.get(reverse(name, args=[key])).content)
        assert "Pesanan selesai tepat waktu." in paper
        assert "9.000.000" in paper


def test_a_mistyped_receipt_is_taken_back_on_the_page_and_the_rest_is_ended_by_the_office(
    world, browser, hilda, granted
):
    tari, head = browser(world.tari), browser(hilda)
    came = {"amount_idr": "4.000.000", "method": "bank", "on": "2026-08-03"}
    tari.post(reverse("receive-aid", args=[granted.pk]), came)
    with reading(world.mira):
        money = AidMoney.objects.get()
    take_back = reverse("take-back-aid", args=[granted.pk, money.pk])
    assert take_back in page(tari, "proposal", granted.pk)
    assert take_back not in page(browser(world.mira), "proposal", granted.pk)
    empty = tari.post(take_back, {"reason": ""})
    assert empty.status_code == 422
    assert '<details class="more" open>' in empty.content.decode()
    assert browser(world.mira).post(take_back, {"reason": "x"}).status_code == 403
    assert tari.post(take_back, {"reason": "Salah jumlah"}).status_code == 302
    assert "Salah jumlah" in page(head, "aid-case", granted.uid)
    end = reverse("end-grant", args=[granted.uid])
    assert end in page(head, "aid-case", granted.uid)
    assert end not in page(browser(world.omar), "aid-case", granted.uid)
    assert head.post(end, {"reason": ""}).status_code == 422
    assert head.post(end, {"reason": "Anggaran habis"}).status_code == 302
    shown = page(tari, "proposal", granted.pk)
    assert "Rp9.000.000 of the grant will not come" in shown
    assert "If money comes after all" in shown


def granted_use(world):
    from sentra.capital.aid.models import AidUse

    with reading(world.mira):
        return AidUse.objects.get()


def test_the_paper_says_what_the_figures_say(world, browser, sent):
    ours = words_of(browser(world.mira).get(reverse("proposal-paper", args=[sent.pk])).content)
    theirs = words_of(browser(world.omar).get(reverse("their-proposal", args=[sent.uid])).content)
    for paper in (ours, theirs):
        assert "Usulan Bantuan Modal" in paper
        assert "Dinas HSU" in paper
        assert "sepuluh juta rupiah" in paper.lower()


def test_another_office_and_another_cooperative_find_nothing(world, browser, hilda, granted):
    other = Tenant.objects.create(
        kind="office", slug="dinas-kutim", name="Dinas Kutim", district_code="64.08"
    )
    rahma = browser(staff(other, "Rahma", RoleName.HEAD))
    for name in ("aid-case", "their-proposal", "their-report"):
        assert rahma.get(reverse(name, args=[granted.uid])).status_code == 404
    assert str(granted.uid) not in page(rahma, "aid-desk")
    zahra = browser(world.zahra)
    assert zahra.get(reverse("proposal", args=[granted.pk])).status_code == 404
    assert zahra.get(reverse("aid-case", args=[granted.uid])).status_code == 403
    assert browser(world.omar).get(reverse("proposal", args=[granted.pk])).status_code == 403


def test_refused_withdrawn_and_struck(world, browser, hilda, sent):
    browser(world.omar).post(reverse("check-aid", args=[sent.uid]), VISIT)
    why = {"reason": "Anggaran habis"}
    assert browser(hilda).post(reverse("refuse-aid", args=[sent.uid]), why).status_code == 302
    mira = browser(world.mira)
    assert "Anggaran habis" in page(mira, "proposal", sent.pk)
    assert mira.post(reverse("withdraw-proposal", args=[sent.pk]), why).status_code == 422
    mira.post(reverse("draft-proposal"), WROTE)
    second = one(world)
    changed = WROTE | {"purpose": "Benang"}
    assert mira.post(reverse("save-proposal", args=[second.pk]), changed).status_code == 302
    mira.post(reverse("send-proposal", args=[second.pk]))
    assert mira.post(reverse("withdraw-proposal", args=[second.pk]), why).status_code == 302
    assert one(world).purpose == "Benang"


@pytest.mark.parametrize("more", [0, 2])
def test_pages_cost_the_same_with_one_and_with_three(world, browser, hilda, granted, more):
    mira, omar, found = browser(world.mira), browser(world.omar), {}
    for _again in range(more):
        mira.post(reverse("draft-proposal"), WROTE)
        mira.post(reverse("send-proposal", args=[one(world).pk]))
    for client, name, args in (
        (mira, "aid", []),
        (mira, "proposal", [granted.pk]),
        (omar, "aid-desk", []),
        (omar, "aid-case", [granted.uid]),
        (omar, "home", []),
    ):
        client.get(reverse(name, args=args))  # what was told once is told no more
        with CaptureQueriesContext(connection) as asked:
            assert client.get(reverse(name, args=args)).status_code == 200
        found[name] = len(asked)
    assert found == {"aid": 10, "proposal": 13, "aid-desk": 10, "aid-case": 13, "home": 12}
