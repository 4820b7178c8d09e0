"""The code of a label is small enough for a QR on 58 mm paper, also when every name is long."""

from dataclasses import replace
from datetime import date

import pytest
import segno

from sentra.kernel.qr import MOST_BYTES, QUIET, svg
from sentra.origin.codes import StageFacts, packed, written
from tests.domain.origin.test_codes import bag

ADDRESS = "https://sentra.hulusungaiutarakab.go.id/asal/"
LONG = replace(
    bag(product="P" * 120, motif="M" * 80, materials="B" * 200, cooperative=2**31, label=2**31, lot=2**31),
    stages=tuple(StageFacts("T" * 80, date(2026, 1, 1), date(2026, 12, 1)) for _ in range(8)),
)
THREAD = (
    40 / 0.45
)  # modules on the 40 mm a 58 mm roll leaves, at 0.45 mm (3.6 dots of 203 dpi), quiet zone too


@pytest.mark.parametrize(("facts", "version"), [(bag(), 12), (LONG, 14)])
def test_the_code_fits_a_narrow_roll(facts, version):
    address = ADDRESS + written(packed(facts), b"s" * 64)
    code = segno.make_qr(address, error="m")
    assert code.version == version, (
        f"{len(packed(facts))} bytes, {len(address)} letters, version {code.version}"
    )
    assert code.symbol_size(border=QUIET)[0] <= THREAD
    assert len(address) <= MOST_BYTES
    assert svg(address)
