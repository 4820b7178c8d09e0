"""Nine makers found a cooperative, by browser: deposits, a tie and a double voter, the notary; then as its
members they save at a meeting, one joins, one borrows, one leaves, one dies and her heir is paid, and a
meeting with a quorum changes a rule. Nothing is written behind their backs but that days go by.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from sentra.cooperative.models import Founding, Meeting
from sentra.kernel.models import Tenant
from sentra.ledger.queries import balance_of
from tests.domain.orders.given import writing
from tests.journeys.conftest import Site, at_home
from tests.journeys.person import Person

GROUP = "Kelompok Purun Maju"
PASSWORD = "rawa-purun-amuntai-27"  # one the site accepts when she sets it herself
FOUNDERS = [
    "Aminah", "Bahrah", "Camelia", "Dahlia", "Erna", "Fatimah", "Gusti", "Halimah", "Isnah",
]  # fmt: skip
POSTS = ("chair", "secretary", "treasurer", "supervisor")
POST_ONLY = """([url]) => {
    const said = new FormData();
    said.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    return fetch(url, {method: "POST", body: said, redirect: "manual"}).then(answer => answer.status);
}"""


@dataclass
class Stage:
    site: Site
    person: Callable[..., Person]
    unblocked: Any
    siti: Person
    group: Tenant
    staff: dict[str, Person] = field(default_factory=dict)
    members: dict[str, int] = field(default_factory=dict)  # name → number in the address of her page

    @property
    def today(self) -> str:
        return timezone.localdate(timezone=ZoneInfo(self.group.zone)).isoformat()

    def balance(self, account: str) -> int:
        with at_home(self.site.database, self.unblocked), writing(self.group):
            return balance_of(account)

    def the_day_comes(self, meeting: int) -> None:
        """The notice has run out: the meeting, called for tomorrow, is today."""
        with at_home(self.site.database, self.unblocked), writing(self.group):
            found = Meeting.objects.get(pk=meeting)
            Meeting.objects.filter(pk=meeting).update(held_at=found.held_at - timedelta(days=1))


@pytest.mark.browser
def test_a_cooperative_from_its_founding(
    site: Site, person: Callable[..., Person], django_db_blocker: Any
) -> None:
    stage = the_office_opens_a_group(site, person, django_db_blocker)
    the_rules_are_drafted(stage)
    nine_sign_and_pay(stage)
    the_founding_meeting(stage)
    the_group_becomes_the_cooperative(stage)
    officers_get_their_roles(stage)
    somebody_joins(stage)
    dues_are_collected(stage)
    one_borrows(stage)
    one_leaves_and_one_dies(stage)
    a_meeting_changes_a_rule(stage)
    the_books_balance(stage)


def welcome(person: Callable[..., Person], name: str, link: str, **more: Any) -> Person:
    """She opens the link she was handed, sets her password and signs in."""
    someone = person(name, **more)
    someone.open(link)
    someone.page.fill("[name=password1]", PASSWORD)
    someone.page.fill("[name=password2]", PASSWORD)
    with someone.page.expect_navigation():
        someone.page.locator("main form button").last.click()
    assert not someone.page.locator("[name=password1]").count(), someone.text()
    someone.open("/beranda/")
    if "/masuk/" in someone.page.url:
        someone.send("/akun/masuk/", login=f"{name.lower()}@purun.example", password=PASSWORD)
    return someone


def handed_link(page: Any) -> str:
    found = re.search(r"http://127[^\s\"<]+/akun/[^\s\"<]+", page.content())
    assert found, "no link is shown"
    return found.group(0)


def the_office_opens_a_group(site: Site, person: Callable[..., Person], unblocked: Any) -> Stage:
    omar = person("Omar")
    omar.sign_in("omar@dinas-hsu.example")
    omar.open("/kelompok/")
    omar.send(
        "/kelompok/buka/", name=GROUP, form="primary", chair_name="Siti", chair_email="siti@purun.example"
    )
    omar.shot("a group is opened")
    siti = welcome(person, "Siti", handed_link(omar.page))
    with at_home(site.database, unblocked):
        group = Tenant.objects.get(name=GROUP)
    siti.shot("a founding waits at home")
    assert siti.links("/pendirian/")
    return Stage(site, person, unblocked, siti, group)


def the_rules_are_drafted(stage: Stage) -> None:
    siti = stage.siti
    siti.open("/pendirian/")
    siti.shot("everything is missing")
    siti.open("/aturan/draf/")
    siti.send("/aturan/draf/simpan/", seat="Amuntai", notice_days="1", loan_after_months="0")
    siti.shot("rules drafted")


def nine_sign_and_pay(stage: Stage) -> None:
    siti = stage.siti
    siti.open("/pendirian/pendiri/")
    for name in FOUNDERS:
        siti.send("/pendiri/tambah/", name=name)
    for _ in FOUNDERS:
        siti.send("/setor/", amount_idr="100.000", method="cash")
    siti.send("/batal/", reason="Salah catat")
    siti.send("/setor/", amount_idr="100.000", method="cash")
    siti.shot("nine have paid")
    assert stage.balance("2-1560") == -900_000


def plan(stage: Stage, title: str, agenda: str, **more: str) -> int:
    siti = stage.siti
    siti.open("/rapat/baru/")
    held = timezone.localtime(timezone=ZoneInfo(stage.group.zone)) + timedelta(days=1)
    siti.send(
        "/rapat/simpan/",
        title=title,
        held_at=f"{held:%Y-%m-%dT09:00}",
        place="Balai desa",
        agenda=agenda,
        **more,
    )
    return siti.number(r"/rapat/(\d+)/$")


def come(stage: Stage, meeting: int, count: int) -> None:
    siti = stage.siti
    siti.open(f"/rapat/{meeting}/hadir/")
    free = siti.page.locator("form[action]").evaluate_all("all => all.map(one => one.getAttribute('action'))")
    here = [one for one in free if re.search(r"/hadir/\d+/$", one)]
    for action in here[:count]:
        siti.send(action)


def desks(stage: Stage, meeting: int) -> list[str]:
    stage.siti.open(f"/rapat/{meeting}/")
    return stage.siti.links("/rapat/suara/")


def by_hand(stage: Stage, desk: str) -> None:
    siti = stage.siti
    siti.open(desk)
    siti.send(f"{desk}buka/")
    yes = siti.page.locator("#rest option").nth(1).get_attribute("value")
    siti.send(f"{desk}tangan/", rest=yes)
    siti.send(f"{desk}tutup/")


def the_founding_meeting(stage: Stage) -> None:
    siti = stage.siti
    meeting = plan(stage, "Rapat pendirian", "Pembukaan\nAD/ART\nPengurus")
    siti.open(f"/rapat/{meeting}/usul/")
    siti.send("/usul/simpan/", kind="adoption", title="AD/ART koperasi")
    for number, post in enumerate(POSTS):
        siti.open(f"/rapat/{meeting}/usul/")
        boxes = siti.page.locator("[name=candidates]")
        for box in range(number, number + (2 if post == "chair" else 1)):
            boxes.nth(box).check()
        siti.send("/usul/pemilihan/", post=post, seats="1")
    siti.send(f"/rapat/{meeting}/undang/")
    siti.shot("everybody is invited")
    stage.the_day_comes(meeting)
    come(stage, meeting, 9)
    siti.shot("nine are here")
    siti.open(f"/rapat/{meeting}/")
    siti.send(f"/rapat/{meeting}/buka/")
    adoption, chair, *others = desks(stage, meeting)
    by_hand(stage, adoption)
    again = a_tie_and_a_double_voter(stage, chair)
    on_paper(stage, again, [2, 1])
    for desk in others:
        siti.open(desk)
        siti.send(f"{desk}buka/")
        votes_on_the_screen(stage, desk)
        siti.open(desk)
        siti.send(f"{desk}tutup/")
    siti.open(f"/rapat/{meeting}/")
    siti.send(f"/rapat/{meeting}/notulen/", chaired_by="Aminah", minutes_by="Bahrah")
    siti.send(f"/rapat/{meeting}/tutup/")
    siti.shot("minutes have their number")
    siti.paper(f"/rapat/{meeting}/notulen.pdf")


def votes_on_the_screen(stage: Stage, desk: str) -> str:
    """The first who has not voted yet, in front of the room's screen; returns the booth's address."""
    siti = stage.siti
    booth = str(siti.page.locator("a[href*='/bilik/']").first.get_attribute("href"))
    siti.open(booth)
    siti.send("/kirim/")
    return booth


def on_paper(stage: Stage, desk: str, counted: list[int]) -> None:
    """So many papers are given out, then counted together, the candidates in the order of the list."""
    siti = stage.siti
    siti.open(desk)
    siti.send(f"{desk}buka/")
    give_and_count(stage, desk, counted)
    siti.send(f"{desk}tutup/")


def give_and_count(stage: Stage, desk: str, counted: list[int]) -> None:
    siti = stage.siti
    for _ in range(sum(counted)):
        siti.send("/kertas/", nth=siti.page.locator("form[action$='/kembali/']").count())
    siti.shot("papers are out")
    boxes = siti.page.locator("input[name^=choice_]")
    for box, votes in enumerate(counted):
        boxes.nth(box).fill(str(votes))
    siti.send(f"{desk}hitung/")


def a_tie_and_a_double_voter(stage: Stage, desk: str) -> str:
    """One votes on the screen and tries again; four against four with the papers. Votes are repeated."""
    siti = stage.siti
    siti.open(desk)
    siti.send(f"{desk}buka/")
    booth = votes_on_the_screen(stage, desk)
    siti.open(booth)
    siti.shot("the booth")
    siti.send("/kirim/")
    assert siti.page.locator(".errors[role=alert]").is_visible(), "nobody votes twice"
    siti.open(desk)
    assert "–" in siti.text()
    give_and_count(stage, desk, [3, 4])
    siti.send(f"{desk}tutup/")
    siti.shot("a tie")
    siti.send(f"{desk}ulang/")
    return "/" + siti.page.url.split("/", 3)[3]


def the_group_becomes_the_cooperative(stage: Stage) -> None:
    siti = stage.siti
    siti.open("/pendirian/")
    for address in siti.links(".pdf"):
        siti.paper(address)
    siti.send("/pendirian/notaris/", notary="Notaris H. Anwar", filed_on=stage.today)
    siti.shot("papers at the notary")
    siti.send("/pendirian/sah/", deed="12, 20-8-2026", approval="AHU-0012", approved_on=stage.today)
    siti.shot("approved")
    siti.open("/anggota/")
    siti.shot("the register")
    for name in FOUNDERS:
        siti.page.locator("main a[href^='/anggota/']", has_text=name).first.wait_for()
        door = siti.page.locator("main a[href^='/anggota/']", has_text=name).first.get_attribute("href")
        stage.members[name] = int(re.findall(r"\d+", str(door))[0])
    assert (stage.balance("2-1560"), stage.balance("3-1100")) == (0, -900_000)
    with at_home(stage.site.database, stage.unblocked), writing(stage.group):
        assert Founding.objects.get().stage == "approved"


def officers_get_their_roles(stage: Stage) -> None:
    siti = stage.siti
    for name, role in (("Rahma", "manager"), ("Tini", "treasurer")):
        siti.open("/rapat/pengurus/")
        if role == "manager":
            siti.shot("officers")
        siti.follow(f"peran={role}")
        siti.send("/staf/undang/", name=name, email=f"{name.lower()}@purun.example")
        plain = {"javascript": False} if role == "treasurer" else {}
        stage.staff[name] = welcome(stage.person, name, handed_link(siti.page), **plain)


def somebody_joins(stage: Stage) -> None:
    rahma, siti = stage.staff["Rahma"], stage.siti
    rahma.open("/anggota/calon/baru/")
    rahma.send("/anggota/calon/simpan/", name="Zulaikha", phone="0812-9999-0001", agreed=True)
    rahma.shot("she asks to join")
    assert not rahma.page.locator("form[action*='/terima/']").count(), "the board decides"
    siti.open("/anggota/calon/")
    siti.send("/terima/")
    stage.members["Zulaikha"] = siti.number(r"/anggota/(\d+)/$")
    assert "10" in siti.text()


def dues_are_collected(stage: Stage) -> None:
    """Without JavaScript: every row ticked pays what stands there; the box is counted."""
    tini = stage.staff["Tini"]
    tini.open("/simpanan/lembar/")
    tini.send("/lembar/buka/", place="Balai desa")
    tini.shot("the sheet")
    before = stage.balance("1-1100")
    for box in tini.page.locator("[name=take]").all():
        box.check()
    tini.send("/catat/")
    taken = stage.balance("1-1100") - before
    assert taken == 10 * 20_000 + 100_000, "everybody's month, and the principal savings of the tenth"
    tini.send("/tutup/", counted_idr=str(taken))
    tini.shot("counted")


def one_borrows(stage: Stage) -> None:
    tini, siti = stage.staff["Tini"], stage.siti
    tini.open("/pinjaman/baru/")
    said = {"principal_idr": "300.000", "months": "3", "purpose": "Bahan purun"}
    tini.send("/pinjaman/baru/catat/", member_id=stage.members["Camelia"], **said)
    loan = tini.number(r"/pinjaman/(\d+)/")
    assert not tini.page.locator("form[action*='/setujui/']").count(), "another decides"
    siti.open(f"/pinjaman/{loan}/")
    siti.send("/setujui/")
    tini.open(f"/pinjaman/{loan}/")
    tini.send("/bayarkan/", method="cash")
    tini.send("/angsur/", method="cash")
    tini.shot("a first instalment is paid")
    assert 0 < stage.balance("1-1340") < 300_000


def one_leaves_and_one_dies(stage: Stage) -> None:
    siti, rahma, tini = stage.siti, stage.staff["Rahma"], stage.staff["Tini"]
    resigns = f"/anggota/{stage.members['Halimah']}/keluar/"
    siti.open(resigns)
    siti.send("/minta/", how="resigned")
    siti.expects |= {403}
    assert siti.page.evaluate(POST_ONLY, [f"{resigns}selesaikan/"]) in {403, 422}, "not by one alone"
    siti.send("/batal/")
    dies = f"/anggota/{stage.members['Isnah']}/keluar/"
    for page, said in ((resigns, {"how": "resigned"}), (dies, {"how": "died", "died_on": stage.today})):
        rahma.open(page)
        rahma.send("/minta/", **said)
        siti.open(page)
        siti.shot("what she gets")
        siti.send("/selesaikan/")
    rahma.open(dies)
    rahma.send("/ahli-waris/", name="Anak Isnah", phone="0812-9999-0002", proof="Surat waris 4/2026")
    before = stage.balance("1-1100")
    for page in (resigns, dies):
        tini.open(page)
        tini.send("/bayar/", method="cash", paid_on=stage.today)
        tini.shot("she or her heir is paid")
    assert stage.balance("1-1100") == before - 2 * 120_000


def a_meeting_changes_a_rule(stage: Stage) -> None:
    siti = stage.siti
    meeting = plan(stage, "Rapat anggota", "Pembukaan\nSimpanan wajib", kind="members")
    siti.open(f"/rapat/{meeting}/usul/")
    siti.send("/usul/aturan/", key="mandatory_savings_idr", value="25.000", text="Kas bersama")
    siti.send(f"/rapat/{meeting}/undang/")
    stage.the_day_comes(meeting)
    come(stage, meeting, 3)
    siti.open(f"/rapat/{meeting}/")
    siti.send(f"/rapat/{meeting}/buka/")
    assert siti.page.locator(".errors[role=alert]").is_visible(), "three of eight are no quorum"
    siti.shot("no quorum")
    come(stage, meeting, 3)
    siti.open(f"/rapat/{meeting}/")
    siti.send(f"/rapat/{meeting}/buka/")
    by_hand(stage, desks(stage, meeting)[0])
    siti.open(f"/rapat/{meeting}/")
    siti.send(f"/rapat/{meeting}/notulen/", chaired_by="Aminah", minutes_by="Bahrah")
    siti.send(f"/rapat/{meeting}/tutup/")
    siti.open("/aturan/")
    siti.shot("the rule has changed")
    assert "25.000" in siti.text()


def the_books_balance(stage: Stage) -> None:
    done = stage.site.manage("check_books")
    assert done.returncode == 0, done.stdout + done.stderr
