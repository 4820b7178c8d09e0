"""Every public page, in every state it can be in. A new public page without an entry here fails the check.

An address is written with the names of `scene.py` between braces.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from django.urls import URLPattern, URLResolver, get_resolver

Names = dict[str, str]
"""What the addresses hold between braces: `scene.py` gives it."""
NOBODY = "00000000-0000-0000-0000-000000000000"
OPEN = {"nobody", "see_public", "make_enquiry", "buy"}  # what a view needs that a visitor may open


@dataclass(frozen=True)
class Visit:
    """`path` is opened, with `basket` in the browser; with `sends` the form whose action ends so is then
    filled with `said` and sent."""

    page: str
    state: str
    path: str
    status: int = 200
    sends: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    basket: str = ""  # what the browser keeps as her basket

    @property
    def name(self) -> str:
        return f"{self.page} {self.state}"

    def on(self, names: Names) -> "Visit":
        path, basket = self.path.format(**names), self.basket.format(**names)
        said = {name.format(**names): value for name, value in self.said.items()}
        return replace(self, path=path, basket=basket, said=said)


def _house(kind: str, at: str, empty: str, away: str) -> Iterator[Visit]:
    """The pages a cooperative and a district have alike."""
    named = {"maker": ("pengrajin", "{maker}", NOBODY), "motif": ("motif", "{motif}", "999999")}
    named["village"] = ("desa", "{village}", "99.99.99.9999")
    yield Visit(f"{kind}-home", "normal", at)
    yield Visit(f"{kind}-home", "empty", empty)
    yield Visit(f"{kind}-home", "error", away, 404)
    goods = f"{kind}-goods"
    yield Visit(goods, "normal", f"{at}barang/")
    yield Visit(goods, "narrowed", f"{at}barang/?cari=tass+puurn&kerajinan={{craft}}&sampai=900000&ada=pesan")
    yield Visit(goods, "empty", f"{empty}barang/")
    yield Visit(goods, "nothing found", f"{at}barang/?cari=zzzzzz&kerajinan={{craft}}")
    yield Visit(goods, "error", f"{at}barang/?kerajinan=%00%27&motif=x&dari=-1&setelah=%F0%9F&urut=9")
    for page, (folder, value, nobody) in named.items():
        yield Visit(f"{kind}-{page}", "normal", f"{at}{folder}/{value}/")
        yield Visit(f"{kind}-{page}", "empty", f"{at}{folder}/{value}/?setelah=x")
        yield Visit(f"{kind}-{page}", "error", f"{at}{folder}/{nobody}/", 404)
    for page, folder in {"about": "tentang", "how": "cara-pesan", "privacy": "privasi"}.items():
        yield Visit(f"{kind}-{page}", "normal", f"{at}{folder}/")
        yield Visit(f"{kind}-{page}", "empty", f"{empty}{folder}/")


def _shop(kind: str, at: str) -> Iterator[Visit]:
    """Buying, at a cooperative or in a whole district."""
    cart, pay = f"{at}keranjang/", f"{at}keranjang/pesan/"
    full = "{ready}-1.{toorder}-2.9999999-1"
    yield Visit(f"{kind}-cart", "normal", cart, basket=full)
    yield Visit(f"{kind}-cart", "empty", cart)
    pieces = {"pieces_{ready}": "dua"}
    yield Visit(f"{kind}-cart", "error", cart, 422, "/keranjang/ubah/", pieces, basket=full)
    yield Visit(f"{kind}-checkout", "normal", pay, basket="{ready}-1")
    yield Visit(f"{kind}-checkout", "empty", pay)
    wrong = {"name": " ", "phone": "12"}
    yield Visit(f"{kind}-checkout", "error", pay, 422, "/pesan/kirim/", wrong, basket="{ready}-1")


FIRST = (  # before anybody is there
    Visit("front", "empty", "/"),
    Visit("check-labels", "empty", "/asal/periksa/"),
    Visit("front", "error", "/tidak-ada/", 404),
)
VISITS = (
    Visit("front", "normal", "/"),
    *_house("public", "/k/{slug}/", "/k/{empty}/", "/k/tidak-ada/"),
    *_house("district", "/d/{district}/", "/d/{empty_district}/", "/d/99.99/"),
    Visit("public-product", "normal", "/k/{slug}/produk/{code}/"),
    Visit("public-product", "empty", "/k/{slug}/produk/{bare}/"),
    Visit("public-product", "day", "/k/{slug}/produk/{code}/", 200, "/kapan/", {"pieces": "3"}),
    Visit("public-product", "error", "/k/{slug}/produk/{code}/", 422, "/kapan/", {"pieces": "0"}),
    Visit("public-product", "gone", "/k/{slug}/produk/tidak-ada/", 404),
    Visit("district-markets", "normal", "/d/{district}/pasar/"),
    Visit("district-markets", "empty", "/d/{empty_district}/pasar/"),
    Visit("district-market", "normal", "/d/{district}/pasar/{market}/"),
    Visit("district-market", "empty", "/d/{district}/pasar/{bare_market}/"),
    Visit("district-market", "to print", "/d/{district}/pasar/{market}/?cetak=1"),
    Visit("district-market", "error", "/d/{district}/pasar/tidak-ada/", 404),
    Visit("without-network", "normal", "/luring/"),
    Visit("public-card", "normal", "/k/{slug}/produk/{code}/kartu/"),
    Visit("public-card", "gone", "/k/{slug}/produk/tidak-ada/kartu/", 404),
    Visit("enquiry", "normal", "/k/{slug}/pesan/?produk={code}&jumlah=3"),
    Visit("enquiry", "empty", "/k/{empty}/pesan/"),
    Visit("enquiry", "error", "/k/{slug}/pesan/", 422, "/pesan/kirim/", {"phone": "12", "pieces_0": "0"}),
    Visit("enquiry-sent", "normal", "/k/{slug}/permintaan/{enquiry}/"),
    Visit("enquiry-sent", "quoted", "/k/{slug}/permintaan/{quoted}/"),
    Visit("enquiry-sent", "bought", "/k/{slug}/permintaan/{bought}/"),
    *_shop("public", "/k/{slug}/"),
    *_shop("district", "/d/{district}/"),
    Visit("public-product", "ready", "/k/{slug}/produk/{ready_code}/"),
    Visit("district-placed", "normal", "/d/{district}/belanja/{checkout}/"),
    Visit("district-placed", "error", f"/d/{{district}}/belanja/{NOBODY}/", 404),
    Visit("enquiry-sent", "error", f"/k/{{slug}}/permintaan/{NOBODY}/", 404),
    Visit("label", "normal", "/asal/{label}/"),
    Visit("label", "withdrawn", "/asal/{withdrawn}/"),
    Visit("label", "changed", "/asal/{changed}/"),
    Visit("label", "error", "/asal/bukan-label/"),
    Visit("check-labels", "normal", "/asal/periksa/"),
    Visit("public-home", "in English", "/k/{slug}/?bahasa=en"),
    Visit("public-goods", "in English", "/k/{slug}/barang/?bahasa=en"),
    Visit("public-product", "in English", "/k/{slug}/produk/{code}/?bahasa=en"),
    Visit("district-market", "in English", "/d/{district}/pasar/{market}/?bahasa=en"),
    Visit("enquiry", "in English", "/k/{slug}/pesan/?bahasa=en"),
    Visit("account_login", "normal", "/akun/masuk/"),
    Visit("account_login", "error", "/akun/masuk/", 200, "/masuk/", {"login": "x@y.id", "password": "salah"}),
    Visit("account_reset_password", "normal", "/akun/sandi/lupa/"),
    Visit("card-people", "empty", "/kartu/"),
    Visit("card-login", "normal", f"/kartu/1.{32 * 'a'}/"),
    Visit("card-login", "wrong PIN", f"/kartu/1.{32 * 'a'}/", 422, "/", {"pin": "000000"}),
    Visit("card-login", "error", "/kartu/bukan-kartu/", 404),
)
PAGES = frozenset(visit.page for visit in (*FIRST, *VISITS))
NO_PAGES = {  # open to everybody, but no page of its own, each with the reason
    "home": "leads whoever has not signed in to the door",
    "new-lead": "leads whoever has not signed in to the door",
    "save-lead": "leads whoever has not signed in to the door",
    "ask-day": "a form's address: product, day and error",
    "send-enquiry": "a form's address: enquiry, error",
    "answer-own-sizes": "a form's address: enquiry-sent",
    "agree-to-quotation": "a form's address: enquiry-sent",
    "decline-own-quotation": "a form's address: enquiry-sent",
    "send-proof": "a form's address: enquiry-sent",
    "give-up-purchase": "a form's address: enquiry-sent",
    "public-cart-put": "a form's address: public-cart",
    "public-cart-change": "a form's address: public-cart",
    "public-place": "a form's address: public-checkout",
    "district-cart-put": "a form's address: district-cart",
    "district-cart-change": "a form's address: district-cart",
    "district-place": "a form's address: district-checkout",
    "tracking-paper": "a PDF",
    "label-list": "a file for checkers",
    "label-worker": "a script",
    "picture": "a picture",
    "public-share": "a picture for chats",
    "short-link": "leads to a product or to all goods",
    "public-feed": "a file for shops",
    "district-feed": "a file for shops",
    "market-calendar": "a file for calendars",
    "public-manifest": "a file for browsers",
    "district-manifest": "a file for browsers",
    "house-worker": "a script",
    "district-worker": "a script",
    "save-data": "sets a cookie and leads back",
    "robots": "a file for crawlers",
    "site-maps": "a file for crawlers",
    "public-map": "a file for crawlers",
    "district-map": "a file for crawlers",
    "healthz": "one word for a watchman",
    "readyz": "one word for a watchman",
    "card-leave": "a form's address: signs out",
    "card-forget": "a form's address: forgets a card",
}


def forgotten() -> set[str]:
    """Public addresses that stand neither among the pages nor among what is none."""
    return set(_open(get_resolver().url_patterns)) - PAGES - set(NO_PAGES)


def stale() -> set[str]:
    """Entries whose address is gone."""
    return {*PAGES, *NO_PAGES} - set(_names(get_resolver().url_patterns))


def _open(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in _flat(patterns):
        if getattr(one.callback, "needs", "") in OPEN:
            yield str(one.name)


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in _flat(patterns):
        yield str(one.name)


def _flat(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _flat(one.url_patterns)
        else:
            yield one
