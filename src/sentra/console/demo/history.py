"""What happened in half a year: orders worked off and settled, then live ones standing at every stage."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sentra.console.demo.game import Wish
from sentra.console.demo.play import play
from sentra.console.demo.settle import House

SIZES = {"S": 6, "M": 18, "L": 22, "XL": 10, "XXL": 4}

PAST: dict[str, list[Wish]] = {
    "galuh-purun": [
        Wish("tas-purun", 40, "Toko Oleh-oleh Banua", "company", 6),
        Wish("topi-purun", 60, "Panitia Festival Rawa", "public_office", 6),
        Wish("tikar-purun", 24, "Hotel Tepi Sungai", "company", 7),
        Wish("tas-eceng", 30, "Galeri Anyam Martapura", "company", 8),
        Wish("tas-purun", 80, "Dinas Pariwisata", "public_office", 9),
        Wish("kopiah-jangang", 30, "Toko Busana Amuntai", "company", 7),
        Wish("tas-purun", 50, "Koperasi Pegawai Kesehatan", "company", 7),
    ],
    "batik-sangatta": [
        Wish("kain-batik-cap", 30, "Butik Pesisir", "company", 7),
        Wish("kemeja-batik", 60, "SMPN Teluk Lingga", "public_office", 10, SIZES, sample=True),
        Wish("kain-batik-ciprat", 24, "Toko Cenderamata Bontang", "company", 7),
        Wish("kain-batik-tulis", 6, "Ibu Marlina", "person", 9),
        Wish("kemeja-batik", 60, "Puskesmas Sangatta", "public_office", 10, SIZES, sample=True),
    ],
}

LIVE: dict[str, list[tuple[str, int, Wish]]] = {  # step it stands at, days ago it began
    "galuh-purun": [
        ("enquiry", 1, Wish("tas-purun", 200, "Panitia HUT Kabupaten", "public_office", 12)),
        ("enquiry", 2, Wish("lampit-rotan", 4, "Rumah Makan Itik Alabio", "company", 12)),
        ("quoted", 4, Wish("tas-eceng", 60, "Toko Rumah Hijau", "company", 9)),
        ("funded", 6, Wish("tikar-purun", 40, "Dinas Perpustakaan", "public_office", 10)),
        ("offered", 8, Wish("topi-purun", 90, "Panitia Lomba Perahu", "public_office", 8)),
        ("advanced", 12, Wish("tas-purun", 70, "Toko Oleh-oleh Banua", "company", 8)),
        ("half_made", 30, Wish("tikar-eceng", 12, "Penginapan Danau", "company", 9)),
        ("half_made", 60, Wish("tas-purun", 60, "Sekretariat Daerah", "public_office", 6)),
        ("made", 50, Wish("kopiah-jangang", 20, "Toko Busana Amuntai", "company", 8)),
        ("invoiced", 60, Wish("tas-eceng", 25, "Galeri Anyam Martapura", "company", 8)),
        ("paid", 75, Wish("tas-purun", 30, "Hotel Tepi Sungai", "company", 7)),
    ],
    "batik-sangatta": [
        ("enquiry", 1, Wish("kemeja-batik", 120, "Kecamatan Sangatta Utara", "public_office", 14)),
        ("quoted", 3, Wish("kain-batik-tulis", 8, "Galeri Tenun Kaltim", "company", 12)),
        ("split", 6, Wish("kain-batik-cap", 40, "Dinas Pendidikan", "public_office", 10)),
        ("taken", 9, Wish("kemeja-batik", 60, "SDN Singa Geweh", "public_office", 12, SIZES, sample=True)),
        ("half_made", 35, Wish("kain-batik-ciprat", 30, "Butik Pesisir", "company", 9)),
        ("delivered", 70, Wish("kain-batik-cap", 20, "Toko Cenderamata Bontang", "company", 8)),
    ],
}


def half_a_year(house: House, *, start: datetime, now: datetime) -> Iterator[str]:
    """Play everything; yields a sentence per order."""
    past, live = PAST[house.tenant.slug], LIVE[house.tenant.slug]
    gap = (now - start - timedelta(days=75)) / max(1, len(past))
    for n, wish in enumerate(past):
        begun = start + timedelta(days=5) + n * gap
        for _step in play(house, wish, start=begun, until="closed", seed=n):
            pass
        yield f"{wish.pieces} × {house.products[wish.code].name} untuk {wish.buyer} (selesai)"
    for n, (until, days, wish) in enumerate(live):
        for _step in play(house, wish, start=now - timedelta(days=days), until=until, seed=100 + n):
            pass
        yield f"{wish.pieces} × {house.products[wish.code].name} untuk {wish.buyer}"
