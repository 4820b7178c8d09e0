"""Tari brings the bank's file, answers its lines, sees the month explained; cash is counted by two."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from tests.domain.payments.given import table
from tests.journeys.person import Person


def test_a_month_with_the_bank(  # the whole way
    site: Any, person: Callable[..., Person], tmp_path: Path
) -> None:
    today = timezone.localdate()
    content = table(
        (today - timedelta(days=2), "BIAYA ADM", -10_000),
        (today - timedelta(days=1), "TRSF E-BANKING CR 2211/FTSCY/WS95031 IBU RUSMINAH PEMBAYARAN", 250_000),
        (today, "BUNGA", 3_250),
        opening=5_000_000,
    )
    file = tmp_path / "mutasi.csv"
    file.write_bytes(content)

    tari = person("Tari-bank")
    tari.sign_in("tari@galuh.example")
    tari.open("/buku/bank/")
    tari.shot("nothing yet")
    tari.open("/buku/bank/rekening-koran/")
    tari.send("/rekening/", label="BRI Amuntai", number="0123-01")
    tari.page.locator("input[type=file]").set_input_files(str(file))
    tari.page.locator("select[name=account_id]").select_option(index=0)
    tari.shot("a statement is chosen")
    tari.send("/periksa/")
    tari.shot("looked at")
    tari.send("/ambil/")
    tari.shot("lines wait")
    tari.page.locator("button[name=only]").first.click()
    tari.page.wait_for_load_state()
    tari.shot("one is settled")
    tari.follow("/buku/bank/baris/")
    tari.shot("one line")
    tari.open("/buku/bank/rekonsiliasi/")
    assert "Yang menjelaskan selisih" in tari.text()
    tari.shot("the month")
    assert tari.paper("/buku/bank/rekonsiliasi/cetak/").startswith(b"%PDF")


def test_cash_is_counted_on_a_phone(site: Any, person: Callable[..., Person]) -> None:
    phone = person("Tari-phone", phone=True)
    phone.sign_in("tari@galuh.example")
    phone.open("/buku/bank/")
    phone.shot("lines on a phone")
    phone.open("/buku/bank/rekonsiliasi/")
    phone.shot("the month on a phone")
    phone.open("/buku/bank/kas/")
    phone.shot("the count")
    phone.send("/hitung/", pieces_100000="2", pieces_2000="5", reason="Kembalian pasar")
    phone.shot("counted")
    address = phone.page.url

    mira = person("Mira-count")
    mira.sign_in("mira@galuh.example")
    mira.page.goto(address)
    mira.send("/sahkan/")
    mira.shot("confirmed")
    assert "Disahkan" in mira.text()
