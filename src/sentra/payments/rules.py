"""What banks write every month, and the account it belongs on. A person's own choice goes before it."""

from sentra.ledger.chart import BANK_FEES, CASH, INCOME_TAX, OTHER_INCOME
from sentra.payments.matching import Rule

_OUT = {
    BANK_FEES: (
        "BIAYA ADM", "BIAYA ADMIN", "BIAYA ADMINISTRASI", "ADM FEE", "ADMIN FEE", "BY ADM", "BIAYA TRANSFER",
        "BIAYA TRF", "BY TRF", "BIAYA TXN", "BIAYA SMS", "BIAYA KARTU", "BIAYA KLIRING", "BIAYA RTGS",
        "BIAYA BI FAST", "PROVISI", "MDR", "METERAI", "MATERAI", "MONTHLY FEE", "SERVICE CHARGE",
    ),
    INCOME_TAX: ("PAJAK BUNGA", "PAJAK JASA GIRO", "PPH BUNGA", "PPH JASA", "PAJAK PPH", "INTEREST TAX",
                 "TAX ON INTEREST", "WITHHOLDING TAX"),
    CASH: ("TARIK TUNAI", "TARIKAN TUNAI", "PENARIKAN TUNAI", "TARIKAN ATM", "CASH WITHDRAWAL"),
}  # fmt: skip
_IN = {
    OTHER_INCOME: ("BUNGA", "JASA GIRO", "INTEREST", "BAGI HASIL", "CREDIT INTEREST"),
    CASH: ("SETOR TUNAI", "SETORAN TUNAI", "CASH DEPOSIT"),
}

USUAL: tuple[Rule, ...] = tuple(
    Rule(frozenset(words.split()), money_in=money_in, account=account)
    for money_in, table in ((False, _OUT), (True, _IN))
    for account, phrases in table.items()
    for words in phrases
)
