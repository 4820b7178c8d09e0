"""What the check has to say about a row, as codes with numbers and words; the sentences stand in one
table.

A message never carries a NIK or a phone number (UU 27/2022): it names the row and the column, the
officer looks. `rejected` and `duplicate` decide a row's fate. A `warning` is anything that was converted
with an assumption, matched by likeness, left out or left open: somebody should look. A `note` is safe
cleaning, shown but not counted.
"""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Literal

Severity = Literal["rejected", "duplicate", "warning", "note"]


def _(sentence: str) -> str:
    """Marks a sentence for translation; the screen or the command translates it."""
    return sentence


REJECTED: dict[str, str] = {
    "no_name": _("No name."),
    "nothing_but_name": _("Only a name: no NIK, place, craft, product or phone says who this is."),
    "other_district": _("%(text)s lies in %(district)s, not in this district."),
}

DUPLICATES: dict[str, str] = {
    "duplicate_nik": _("Same NIK as %(sheet)s row %(row)s."),
    "duplicate_nik_other_name": _(
        "Same NIK as %(sheet)s row %(row)s, but another name. Check which one is right."
    ),
    "duplicate_person": _("Same name and village as %(sheet)s row %(row)s, and nothing speaks against it."),
}

WARNINGS: dict[str, str] = {
    "nik_missing": _("No NIK: duplicates are found by name and village only."),
    "nik_apostrophe": _("The NIK was typed with an apostrophe; it was taken off."),
    "nik_as_number": _(
        "The NIK is stored as a number. Excel may change the last digit: compare with the card."
    ),
    "nik_digits_lost": _("The NIK was stored as a number and lost digits. It was left out."),
    "nik_length": _("The NIK has %(digits)s digits instead of 16. It was left out."),
    "nik_not_digits": _("The NIK holds something other than digits. It was left out."),
    "nik_birth_date": _("The date of birth inside the NIK does not exist. It was left out."),
    "nik_serial": _("The last four digits of the NIK cannot be 0000. It was left out."),
    "nik_region_code": _("The first six digits of the NIK cannot be right. It was left out."),
    "nik_province": _("The NIK starts with a province code that is not known."),
    "nik_region_differs": _("The NIK was issued for another sub-district than %(place)s. That may be right."),
    "nik_born_differs": _("The date of birth inside the NIK differs from the list."),
    "nik_sex_differs": _("The sex inside the NIK differs from the list."),
    "name_strange": _("The name holds digits or signs. Check it."),
    "name_not_person": _("%(text)s looks like a business or a group, not a person."),
    "name_two": _("There seem to be two people in one row. Only one entry was made."),
    "phone_bad": _("The phone number cannot be right. It was left out."),
    "phone_second_bad": _("The second phone number cannot be right. It was left out."),
    "capacity_missing": _("No capacity given."),
    "capacity_unknown": _("The capacity is not certain (%(text)s). It was left open."),
    "capacity_unreadable": _("The capacity %(text)s could not be read. It was left open."),
    "capacity_became_date": _("Excel turned the capacity into a date. It was left open."),
    "capacity_converted_alike": _("%(text)s was converted to %(low)s a month (%(rule)s, rounded down)."),
    "capacity_converted": _("%(text)s was converted to %(low)s–%(high)s a month (%(rule)s, rounded down)."),
    "capacity_period_assumed": _("The list does not say per month; it was taken as a month."),
    "capacity_below_one": _("Less than one piece a month (%(text)s). It was left open."),
    "capacity_unlikely": _("%(text)s a month is very much. Check it."),
    "capacity_turned": _("The range %(text)s runs backwards; it was turned round."),
    "capacity_partly_read": _("Only the number in %(text)s was read."),
    "capacity_one_sided": _("%(text)s gives one end only; the number was taken for both."),
    "unit_differs": _(
        "The capacity is in %(text)s, the unit column says %(unit)s. The capacity was followed."
    ),
    "unit_unknown": _("The unit %(text)s is not known. It was kept as it is."),
    "workers_unreadable": _("The number of workers %(text)s could not be read. It was left open."),
    "workers_unlikely": _("%(text)s workers are very many. Check it."),
    "workers_range": _("The number of workers is a range (%(text)s); the lower one was taken."),
    "selling_form_unknown": _("The selling form %(text)s is not known. It was left open."),
    "place_missing": _("No village given."),
    "village_alike": _("%(text)s was taken for %(place)s (%(score)s %% alike). Please confirm."),
    "village_ambiguous": _("%(text)s may be %(candidates)s. Please choose."),
    "village_elsewhere": _("%(text)s is not in %(subdistrict)s but in %(candidates)s. Please choose."),
    "village_unknown": _("%(text)s is no village of this district. The text was kept."),
    "village_unknown_near": _("%(text)s is no village of this district. Perhaps %(candidates)s?"),
    "village_unchecked": _("The villages of this district are not in the system; %(text)s was kept as text."),
    "village_from_address": _("The village %(place)s was read from the address. Please confirm."),
    "subdistrict_alike": _("%(text)s was taken for %(place)s (%(score)s %% alike). Please confirm."),
    "subdistrict_unknown": _("%(text)s is no sub-district of this district. The text was kept."),
    "subdistrict_elsewhere": _("%(text)s is a sub-district of %(district)s, but the village lies here."),
    "subdistrict_from_address": _("The sub-district %(place)s was read from the address. Please confirm."),
    "craft_missing": _("Neither craft nor product given."),
    "ditto": _("“Same as above” was replaced by the words above."),
    "ditto_nothing_above": _("“Same as above”, but there is nothing above. It was left open."),
    "continued": _("Row %(row)s goes on with this person (%(text)s). Only the first row was taken."),
    "proposed_deceased": _("“%(text)s”: proposed as inactive, died."),
    "proposed_moved": _("“%(text)s”: proposed as inactive, moved away."),
    "proposed_stopped": _("“%(text)s”: proposed as inactive, no longer working."),
    "status_about_other": _("“%(text)s” seems to speak of somebody else. The maker stays active."),
    "possible_duplicate": _(
        "Same name and village as %(sheet)s row %(row)s, but details differ. Two people?"
    ),
    "possible_duplicate_known": _("Same name and village as an entry already known, but details differ."),
}

NOTES: dict[str, str] = {
    "name_case": _("The name was in capitals or small letters."),
    "name_numbered": _("The number before the name was taken off."),
    "nik_separators": _("Spaces or dots were taken out of the NIK."),
    "phone_zero_restored": _("Excel dropped the first zero of the phone number; it was put back."),
    "phone_landline": _("A fixed line: no chat messages."),
    "phone_second": _("Two phone numbers: the first is used, the second kept."),
    "capacity_about": _("An estimate (%(text)s)."),
    "capacity_in_pieces": _("%(text)s was counted in pieces."),
    "merged_down": _("Taken from the merged cell above."),
    "village_spelling": _("%(text)s is %(place)s."),
    "village_qualified": _("%(text)s: there are several; the sub-district decides."),
    "subdistrict_spelling": _("%(text)s is %(place)s."),
    "subdistrict_from_village": _("The sub-district follows from the village."),
    "subdistrict_from_heading": _("The sub-district follows from the heading %(text)s."),
    "village_from_heading": _("The village follows from the heading %(text)s."),
    "training_yes": _("Trained %(text)s."),
    "training_no": _("Never trained."),
}

FILE: dict[str, str] = {
    "sheet_hidden": _("The hidden sheet %(sheet)s was not read."),
    "sheet_without_table": _("No table of makers was found on sheet %(sheet)s (%(rows)s rows)."),
    "column_unused": _("The column %(text)s on sheet %(sheet)s was not used."),
    "total_differs": _("The list says %(stated)s makers, %(seen)s were found (%(sheet)s row %(row)s)."),
    "villages_not_checked": _(
        "The villages of %(district)s are not in the system, so they could not be checked."
    ),
}

SENTENCES: Mapping[str, str] = REJECTED | DUPLICATES | WARNINGS | NOTES | FILE


@dataclasses.dataclass(frozen=True, slots=True)
class Message:
    """One thing to say about one field of one row."""

    code: str
    field: str = ""
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        if self.code in WARNINGS:
            return "warning"
        if self.code in REJECTED:
            return "rejected"
        return "duplicate" if self.code in DUPLICATES else "note"

    def sentence(self, translate: Callable[[str], str] = _) -> str:
        """The sentence for a person, through the translation the caller brings."""
        alike = self.code == "capacity_converted" and self.params.get("low") == self.params.get("high")
        return translate(SENTENCES["capacity_converted_alike" if alike else self.code]) % self.params


def message(code: str, field: str = "", **params: str | int) -> Message:
    return Message(code, field, params)
