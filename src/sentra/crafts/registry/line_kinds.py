"""Words by which a line of a list gives itself away: a heading, a total, a signature, a remark."""

import re
from dataclasses import dataclass

from sentra.crafts.registry.words import key, squash

_TOTAL = re.compile(r"(?:sub ?)?(?:jumlah|total|jml|grand total|rata rata)\b")
_SIGNATURE = re.compile(
    r"(?:mengetahui|menyetujui|disetujui|diketahui|dibuat|disusun|diperiksa"
    r"|kepala (?:dinas|bidang|seksi|kantor|desa|uptd?|sub)|kabid|kadis|kasi|sekretaris"
    r"|plt|plh|an kepala|a n kepala|petugas|pendata|penyuluh|pembina|penata|nip\b|camat"
    r"|lurah|bupati|ttd|tanda tangan|yang (?:membuat|mendata|menyusun)|hormat kami|koordinator|operator)\b"
)
_MONTHS = (
    r"(?:januari|februari|pebruari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember"
    r"|jan|feb|mar|apr|jun|jul|agt|agu|sep|okt|nov|des)"
)
_SIGNED_ON = re.compile(rf"[a-z ]+ (?:\d{{1,2}} )?{_MONTHS} \d{{4}}")
_REMARK = re.compile(
    r"(?:rekap\w*|catatan|keterangan|sumber|nb|ket|note|dicetak|halaman|hal \d|page|lampiran"
    r"|data per|cetak)\b"
)
_HEADING = re.compile(
    r"(?:(?:[ivx]{1,5}|[a-z]|\d{1,2}) )?"
    r"(?:kecamatan|kec|desa|kelurahan|kel|ds|kampung|kelompok|sentra|wilayah|kabupaten|kab|dusun|kub)\b"
)
_SUBDISTRICT = re.compile(
    r"\bkec(?:amatan)?\b\s*[.:]*\s*(.+?)(?=\s*[-,;/(]*\s*\b(?:desa|kelurahan|kel|ds|kab(?:upaten)?)\b|$)",
    re.I,
)
_VILLAGE = re.compile(
    r"\b((?:desa|kelurahan|kel|ds)\b\s*[.:/]*\s*.+?)(?=\s*[-,;/(]*\s*\b(?:kec(?:amatan)?|kab(?:upaten)?)\b|$)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """Where the people under a heading live, as the heading says it; `bare` are the sheet's name and the last
    heading without such a word, which may be the name of a place or not."""

    subdistrict: str = ""
    village: str = ""
    bare: tuple[str, ...] = ()


def is_total(text: str) -> bool:
    return bool(_TOTAL.match(key(text)))


def is_signature(text: str) -> bool:
    words = key(text)
    return bool(_SIGNATURE.match(words)) or bool(_SIGNED_ON.fullmatch(words))


def is_remark(text: str) -> bool:
    return bool(_REMARK.match(key(text))) or text.startswith("*")


def is_marker(text: str) -> bool:
    """The number of a section: I., A, iv)."""
    return bool(re.fullmatch(r"[ivx]{1,5}|[a-h]", key(text)))


def is_heading(text: str) -> bool:
    return bool(_HEADING.match(key(text)))


def heading_of(text: str, above: Heading) -> Heading:
    """What a heading says about place. A new sub-district ends the village heading above it."""
    line = squash(text).strip(" .:;-")
    subdistrict, village = _SUBDISTRICT.search(line), _VILLAGE.search(line)
    if subdistrict:
        return Heading(_tidy(subdistrict[1]), _tidy(village[1]) if village else "", above.bare[:1])
    if village:
        return Heading(above.subdistrict, _tidy(village[1]), above.bare[:1])
    return Heading(above.subdistrict, above.village, (*above.bare[:1], line))


def names_subdistrict(text: str) -> bool:
    """A title such as "DAFTAR PENGRAJIN KECAMATAN BABIRIK"."""
    return bool(_SUBDISTRICT.search(text))


def _tidy(text: str) -> str:
    return re.sub(r"\s*\(.*\Z", "", text).strip(" .:;,-/")
