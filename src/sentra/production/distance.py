"""How far a maker's work travels: classes of the Kemendagri code, as nobody's coordinates are known.

Every hand-over passes the cooperative (docs/decisions/0010), so the way counts from a maker's village to the
collecting place. The kilometres of each class are the cooperative's own estimate (`rules.Rules`).
"""

from dataclasses import dataclass

LEVELS = 4  # province, district, sub-district, village: 63.08.01.2003
DISTRICT = 2


@dataclass(frozen=True)
class Roads:
    """Kilometres, one way, to the collecting place, by how much of the code is the same.

    `collecting`: a village's code, or that of a sub-district; "" while the cooperative has not named one.
    """

    collecting: str
    village_km: int
    subdistrict_km: int
    district_km: int
    elsewhere_km: int

    def km(self, village: str) -> int:
        """From this village; one that is not known counts as another place of the district, never 0.

        0 for everybody while no collecting place is named: a way nobody knows sets no one apart.
        """
        if not self.collecting:
            return 0
        same = _same(village, self.collecting) if village else DISTRICT
        if same >= LEVELS:
            return self.village_km
        if same > DISTRICT:
            return self.subdistrict_km
        return self.district_km if same == DISTRICT else self.elsewhere_km


def _same(one: str, other: str) -> int:
    """Levels on which two codes agree, from the province down."""
    same = 0
    for mine, theirs in zip(one.split("."), other.split("."), strict=False):
        if mine != theirs:
            break
        same += 1
    return same
