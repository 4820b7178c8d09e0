"""Proofs about one tenant's books, in plain SQL: nothing here trusts the code that wrote the rows.

A check takes a tenant's id and returns how many rows it looked at and one Indonesian sentence per
broken row, naming it. Run inside a scope that reads every tenant.
"""

from collections.abc import Callable

from sentra.console.books import (
    aid,
    bank,
    entries,
    materials,
    members,
    money,
    quick_cash,
    references,
    showroom,
    slips,
    stock,
    surplus,
)
from sentra.console.books.found import Found

CHECKS: tuple[tuple[str, Callable[[int], Found]], ...] = (
    ("setiap entri seimbang", entries.balance),
    ("angka bulan tertutup sama dengan jumlah baris", entries.snapshots),
    ("tidak ada baris yang menunjuk ke koperasi lain", references.same_tenant),
    ("stok sama dengan jumlah perpindahan", stock.levels),
    ("barang titipan sama dengan tanda terimanya", stock.consigned),
    ("titipan terjual sama dengan catatannya", stock.consigned_sales),
    ("bahan baku sama dengan jumlah perpindahan", materials.levels),
    ("nilai bahan baku sama dengan buku", materials.booked),
    ("pembayaran pembeli ada di buku", money.payments),
    ("pembayaran yang ditarik dibalik di buku", money.taken_back),
    ("uang muka yang ditarik menjadi tagihan lagi", money.asked_again),
    ("setiap pembalikan sama dengan entri asalnya", money.mirrors),
    ("tagihan ada di buku", money.invoices),
    ("harga pokok penyerahan ada di buku", money.deliveries),
    ("uang muka pengrajin sama dengan buku", money.advances),
    ("barang diterima yang belum dibayar sama dengan utang", money.payables),
    ("bantuan modal ada di buku", aid.money),
    ("slip terbayar ada di buku", money.slips),
    ("slip sama dengan jumlah rinciannya", slips.sums),
    ("rincian slip sama dengan haknya", slips.pays),
    ("bukti simpanan dan angsuran ada di buku", members.receipts),
    ("simpanan anggota sama dengan buku", members.savings),
    ("simpanan anggota keluar ditutup seperti di buku", members.closed),
    ("pinjaman anggota sama dengan buku", members.loans),
    ("SHU yang dibukukan sama dengan perhitungannya", surplus.runs),
    ("angka perhitungan SHU tidak diubah", surplus.seals),
    ("pengambilan SHU ada di buku", surplus.payments),
    ("dana beli tunai sama dengan buku", quick_cash.fund),
    ("barang beli tunai sama dengan buku", quick_cash.goods),
    ("mutasi bank sama dengan buku", bank.lines),
    ("hitungan kas ada di buku", bank.counts),
    ("etalase sama dengan data barang", showroom.listings),
)

__all__ = ["CHECKS", "Found"]
