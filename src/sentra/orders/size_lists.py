"""A buyer's own size list on a lead: what it counts, what it asks, what the answers add.

A question is one row of the list whose size or pieces nobody should guess. Remarks stand beside the
questions and never stand in the way. Neither holds a name or a number of a person.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product
from sentra.kernel.errors import Refused
from sentra.kernel.tables import TableRefused, read_tables
from sentra.orders.facts import Upload
from sentra.orders.models import Lead
from sentra.orders.size_words import SIZES
from sentra.orders.sizes import Asked, SizeLine, SizeList, read_size_list

UNSAID = {"sleeve_missing"}
"""Remarks that would only repeat what the table shows."""

MOST_ROWS = 2_000
"""Of questions and remarks kept with one lead: a list with more is not a size list."""


UNREADABLE = {
    "empty": _("The file of sizes is empty. Choose another one."),
    "encrypted": _("The file of sizes has a password. Save it without one, then choose it again."),
    "header_not_found": _("No column of sizes was found. Write “Ukuran” above it, then choose it again."),
    "not_a_table": _("The list of sizes is no table. Choose an Excel or CSV file."),
    "web_page": _("The list of sizes is no table. Choose an Excel or CSV file."),
    "broken": _("The file of sizes is damaged. Save it again in Excel, then choose it again."),
}
TOO_MUCH = _("The file of sizes is too large. Keep only the table with the sizes.")


def unreadable(trouble: TableRefused) -> Refused:
    """What the buyer is told about a file that cannot be counted, and what she can do."""
    return Refused(UNREADABLE.get(trouble.code, TOO_MUCH), field="size_list")


@dataclass(frozen=True)
class Question:
    """One row the list leaves open. `position` is how it is answered; `row` and `sheet` are the file's own.

    `pieces` is 0 when the list does not say how many. `answer` is None while open, "" when left out.
    """

    position: int
    sheet: str
    row: int
    office: str
    asked: tuple[Asked, ...]
    pieces: int
    answer: str | None

    @property
    def sentences(self) -> list[str]:
        """What is asked, in the reader's language."""
        return [one.sentence(gettext) for one in self.asked]


@dataclass(frozen=True)
class Remark:
    """Something the list says beside a row ("mutasi"): to be read, not to be answered."""

    sheet: str
    row: int
    office: str
    sentence: str


def read_into(line: dict[str, Any], at: int, product: Product, upload: Upload) -> list[dict[str, Any]]:
    """Fill the wished line with what the list counts; give back what is to be kept as questions.

    Refuses (field "size_list") a file that is no table, is too large, or has no column of sizes.
    """
    try:
        found = read_size_list(read_tables(upload.content), offered=tuple(product.sizes) or SIZES)
    except TableRefused as trouble:
        raise unreadable(trouble) from trouble
    line["sizes"], line["sleeves"] = found.matrix, _sleeves(found)
    kept = [_question(one, at) for one in found.lines if one.questions]
    kept += [_remark(one) for one in found.remarks if one.code not in UNSAID]
    if len(kept) > MOST_ROWS:
        raise Refused(_("Too many rows of this list are unclear. Check the file."), field="size_list")
    return kept


def questions(lead: Lead) -> list[Question]:
    """All questions of the lead's size list, in the order of its rows."""
    return [_read(position, told) for position, told in enumerate(lead.questions) if "asked" in told]


def open_questions(lead: Lead) -> list[Question]:
    """Those nobody has answered yet: they stand in the way of acceptance."""
    return [question for question in questions(lead) if question.answer is None]


def open_products(lead: Lead) -> set[int]:
    """The products some of whose sizes the buyer still has to tell."""
    waiting = [told for told in lead.questions if "asked" in told and told.get("answer") is None]
    return {lead.lines[told["line"]]["product"] for told in waiting}


def remarks(lead: Lead) -> list[Remark]:
    """What the list says beside its rows, in the reader's language."""
    return [
        Remark(told["sheet"], told["row"], told["office"], _asked(told, told["remark"]).sentence(gettext))
        for told in lead.questions
        if "remark" in told
    ]


def answer(lead: Lead, position: int, size: str, pieces: int | None) -> None:
    """Count the row under `size` ("" leaves it out), in place of an earlier answer. Saves nothing.

    The line's pieces follow: a row left out is not wished for; one that named no pieces was taken as one.
    Refuses an unknown question, a size the product does not come in, a row without pieces. The refusal
    names the field of this row ("size_7", "pieces_7").
    """
    if not 0 <= position < len(lead.questions) or "asked" not in lead.questions[position]:
        raise Refused(_("This question does not exist."))
    question = lead.questions[position]
    line = lead.lines[question["line"]]
    known = Product.objects.get(pk=line["product"]).sizes
    if size and known and size not in known:
        raise Refused(
            _("The product does not come in size %(size)s.") % {"size": size}, field=f"size_{position}"
        )
    count = question["pieces"] if pieces is None else pieces
    if size and not 0 < count <= MOST_ROWS:
        raise Refused(_("Say how many pieces this row is."), field=f"pieces_{position}")
    _count(line["sizes"], question.get("answer") or "", -question.get("counted", 0))
    _count(line["sizes"], size, count)
    counted = count if size else 0
    line["pieces"] += counted - question.get("counted", question["pieces"] or 1)
    question["answer"], question["counted"] = size, counted


def _question(line: SizeLine, at: int) -> dict[str, Any]:
    first = line.questions[0]
    asked = [{"code": one.code, "params": dict(one.params)} for one in line.questions]
    told = {"sheet": line.sheet, "row": line.row, "office": first.office}
    return told | {"asked": asked, "pieces": line.pieces, "line": at}


def _remark(one: Asked) -> dict[str, Any]:
    told = {"code": one.code, "params": dict(one.params)}
    return {"sheet": one.sheet, "row": one.row, "office": one.office, "remark": told}


def _read(position: int, told: dict[str, Any]) -> Question:
    asked = tuple(_asked(told, one) for one in told["asked"])
    return Question(
        position, told["sheet"], told["row"], told["office"], asked, told["pieces"], told.get("answer")
    )


def _asked(told: dict[str, Any], one: dict[str, Any]) -> Asked:
    return Asked(told["sheet"], told["row"], one["code"], told["office"], one["params"])


def _sleeves(found: SizeList) -> dict[str, dict[str, int]]:
    """{"M": {"long": 60, "short": 50, "": 10}}: only when the list speaks of sleeves at all."""
    told: dict[str, dict[str, int]] = {}
    for (size, sleeve), pieces in found.by_sleeve.items():
        told.setdefault(size, {})[sleeve] = pieces
    return told if any(sleeve for _size, sleeve in found.by_sleeve) else {}


def _count(sizes: dict[str, int], size: str, change: int) -> None:
    if size and change:
        sizes[size] = sizes.get(size, 0) + change
        if not sizes[size]:
            del sizes[size]
