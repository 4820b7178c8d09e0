"""Every paper renders, shows all its figures, is the same each time, and refuses what does not add up."""

import copy
import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import typst
from PIL import Image

from sentra.kernel import pdf
from sentra.kernel.rupiah import formatted, grouped
from tests.kernel.pdf_text import lowest, pages
from tests.kernel.sample_papers import PAPERS, Data

AT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
SOURCES = sorted(pdf.ROOT.glob("*/papers/*.typ"))
ON_A4 = {name for name in PAPERS if name not in {"slip_a6", "slip_80mm", "consignment", "consignment_80mm"}}


def words(name: str, count: int) -> tuple[Data, list[str]]:
    template, sample = PAPERS[name]
    data = sample(count)
    return data, pages(pdf.render(template, data, at=AT))


def amounts(value: object, key: str = "") -> set[int]:
    """Every rupiah in the data but those a paper shows split into debit and credit."""
    if isinstance(value, dict):
        return {idr for inner, part in value.items() for idr in amounts(part, inner)}
    if isinstance(value, list):
        return {idr for part in value for idr in amounts(part, key)}
    return {abs(value)} if isinstance(value, int) and key.endswith("idr") and value else set()


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("count", [1, 8, 60])
def test_every_figure_and_name_is_on_the_paper(name, count):
    data, read = words(name, count * 2 if name == "trial_balance" else count)
    text = re.sub(r"\s+", " ", " ".join(read))
    missing = [idr for idr in amounts(data) if grouped(idr) not in text]
    assert not missing
    assert not re.search(r"NaN|\bnone\b", text)
    for key in ("lines", "cards"):
        for line in data.get(key, []):
            assert line["name"].split()[0] in text


@pytest.mark.parametrize("name", sorted(ON_A4 - {"card", "receipt"}))
def test_long_papers_number_their_pages(name):
    _data, read = words(name, 60)
    assert len(read) > 1
    for at, text in enumerate(read, start=1):
        assert f"Halaman {at} dari {len(read)}" in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("name", sorted(ON_A4 - {"card", "receipt", "slip", "trial_balance"}))
def test_the_table_head_comes_again_on_every_page_with_rows(name):
    _data, read = words(name, 60)
    assert sum("No." in text or "Tanggal" in text for text in read) >= len(read) - 1


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("count", [*range(2, 17, 2), 40])
def test_nothing_is_drawn_below_the_edge_of_a_page(name, count):
    """A block taller than its page runs off it without a word from Typst; money must not vanish that way."""
    template, sample = PAPERS[name]
    assert lowest(pdf.render(template, sample(count), at=AT)) > 0


def test_the_edge_is_watched():
    page = "#set page(width: 8cm, height: 4cm)\n#block(breakable: false)[#lorem(400)]"
    assert lowest(typst.compile(page.encode(), format="pdf")) < 0


@pytest.mark.parametrize("name", PAPERS)
def test_the_same_data_gives_the_same_bytes(name):
    template, sample = PAPERS[name]
    assert pdf.render(template, sample(4), at=AT) == pdf.render(template, sample(4), at=AT)


def test_the_day_it_was_made_comes_from_the_caller():
    template, sample = PAPERS["receipt"]
    assert b"2026-11-22T01:00:00" in pdf.render(template, sample(1), at=AT)


WRONG = {
    "quotation": lambda data: data.update(total_idr=data["total_idr"] + 1),
    "confirmation": lambda data: data["payments"][0].update(idr=data["payments"][0]["idr"] - 1),
    "delivery_note": lambda data: data.update(total_packages=data["total_packages"] + 1),
    "bast": lambda data: data["lines"][0].update(rejected=data["lines"][0]["rejected"] + 1),
    "invoice": lambda data: data.update(due_idr=data["due_idr"] - 1),
    "slip": lambda data: data["slips"][0].update(net_idr=data["slips"][0]["net_idr"] + 1),
    "slip_a6": lambda data: data["slips"][0]["lines"][0].update(pieces=99),
    "slip_80mm": lambda data: data["slips"][0]["deductions"].append({"label": "x", "idr": 1}),
    "cash_list": lambda data: data["notes_needed"][0].update(count=1),
    "bank_list": lambda data: data["lines"].pop(),
    "trial_balance": lambda data: data["lines"][0].update(closing_idr=data["lines"][0]["closing_idr"] + 1),
    "journal": lambda data: data["entries"][0]["postings"][0].update(amount_idr=1),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_paper_that_is_one_rupiah_off_is_refused(name):
    template, sample = PAPERS[name]
    data = copy.deepcopy(sample(4))
    WRONG[name](data)
    with pytest.raises(pdf.PaperRefused):
        pdf.render(template, data, at=AT)


def test_a_missing_part_is_named():
    template, sample = PAPERS["invoice"]
    data = sample(2)
    del data["due_on"]
    with pytest.raises(pdf.PaperRefused, match="due_on"):
        pdf.render(template, data, at=AT)


def test_a_name_is_text_and_never_markup():
    template, sample = PAPERS["receipt"]
    hostile = '#panic("x") *tebal* $x$ @acuan <label> \\ [isi] "kutip" =judul'
    text = " ".join(pages(pdf.render(template, sample(1) | {"payer": hostile}, at=AT)))
    assert '#panic("x") *tebal* $x$ @acuan <label> \\ [isi]' in re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("amount", [1.5, 10.0])
def test_floats_are_refused(amount):
    template, sample = PAPERS["receipt"]
    with pytest.raises(ValueError, match="float"):
        pdf.render(template, sample(1) | {"idr": amount}, at=AT)


@pytest.mark.parametrize(
    "template", ["../../tests/x.typ", "/etc/passwd", "kernel/pdf.py", "orders/papers/none.typ"]
)
def test_templates_outside_the_package_are_refused(template):
    with pytest.raises(ValueError, match="template"):
        pdf.render(template, {}, at=AT)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        pdf.render("orders/papers/receipt.typ", {}, at=datetime(2026, 1, 1))


def test_pictures_of_the_pages_for_chats():
    template, sample = PAPERS["slip_a6"]
    made = pdf.pictures(template, sample(2), at=AT)
    assert len(made) == 2
    assert all(picture.startswith(b"\x89PNG") for picture in made)


def test_a_photograph_goes_on_a_card():
    out = io.BytesIO()
    Image.new("RGB", (140, 180), "#7a4a21").save(out, "JPEG")
    photo = pdf.picture_svg(out.getvalue(), mime="image/jpeg", width=140, height=180)
    template, sample = PAPERS["card"]
    data = sample(1)
    plain = pdf.render(template, data, at=AT)
    data["cards"][0]["photo_svg"] = photo
    assert b"/DCTDecode" in pdf.render(template, data, at=AT)
    assert b"/DCTDecode" not in plain


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_templates_fetch_nothing_and_use_our_font_only(source):
    text = source.read_text()
    assert not re.search(r"@preview|@local|https?:", text)
    assert set(re.findall(r'font:\s*"([^"]+)"', text)) <= {"Plus Jakarta Sans"}
    assert text.startswith("// ")


def test_the_font_is_shipped_with_its_licence():
    assert (pdf.FONTS / "PlusJakartaSans-wght.ttf").is_file()
    assert "SIL Open Font License, Version 1.1" in (Path(pdf.FONTS) / "OFL.txt").read_text()


def test_amounts_read_as_the_kernel_writes_them():
    """Two writers of rupiah, one in Python and one in Typst, must agree."""
    template, sample = PAPERS["receipt"]
    for idr in (1, 12, 123, 1_000, 12_345, 999_999, 1_000_000, 1_234_567_890, 10**14):
        assert formatted(idr) in " ".join(pages(pdf.render(template, sample(1) | {"idr": idr}, at=AT)))
