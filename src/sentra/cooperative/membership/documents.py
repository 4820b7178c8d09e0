"""The paper of the register: Buku Daftar Anggota, one of the sixteen books."""

from datetime import datetime
from typing import Any

from sentra.cooperative.membership.queries import RegisterRow, register_all
from sentra.kernel.notices import in_the_house_language
from sentra.kernel.pdf import render


def register_pdf(letter: dict[str, Any], *, at: datetime) -> bytes:
    """All members by number, former ones with day and reason. `letter`: the cooperative's letterhead."""
    with in_the_house_language():
        rows = [_line(row) for row in register_all()]
    members = sum("left" not in row for row in rows)
    data = {"letter": letter, "rows": rows, "total": len(rows), "members": members}
    return render("cooperative/papers/register.typ", data, at=at)


def _line(row: RegisterRow) -> dict[str, Any]:
    told: dict[str, Any] = {
        "number": row.number, "name": row.name, "village": row.village, "joined": row.joined_on,
    }  # fmt: skip
    return told | {"left": row.left_on, "how": row.left_how} if row.left_on else told
