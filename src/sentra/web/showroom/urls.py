"""The showroom's pages, the same for a cooperative (`k/<slug>/`) and for a district (`d/<code>/`)."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from sentra.web.showroom import catalogue, embed, feeds, home, maps, papers, people, product, share


class Code(StringConverter):
    """A district or a village by its code of Kemendagri: 63.08, 63.08.01.2003."""

    regex = r"\d{2}(?:\.\d{2}){1,2}(?:\.\d{4})?"


register_converter(Code, "region")

PAGES = {
    "home": ("", home.home),
    "goods": ("barang/", catalogue.catalogue_page),
    "maker": ("pengrajin/<uuid:uid>/", people.maker),
    "motif": ("motif/<int:motif_id>/", people.motif),
    "village": ("desa/<region:code>/", people.village),
    "about": ("tentang/", papers.about),
    "how": ("cara-pesan/", papers.how),
    "privacy": ("privasi/", papers.privacy),
    "map": ("peta.xml", maps.house_map),
    "feed": ("umpan/<slug:dialect>.xml", feeds.feed),
}

urlpatterns = [
    path("robots.txt", maps.robots, name="robots"),
    path("sitemap.xml", maps.index, name="site-maps"),
    path("k/<slug:slug>/produk/<slug:code>/", product.product, name="public-product"),
    path("k/<slug:slug>/produk/<slug:code>/kartu/", embed.card, name="public-card"),
    path("k/<slug:slug>/produk/<slug:code>/gambar-<slug:print_>.jpg", share.share, name="public-share"),
    *[path(f"k/<slug:slug>/{rest}", view, name=f"public-{name}") for name, (rest, view) in PAGES.items()],
    *[
        path(f"d/<region:district>/{rest}", view, name=f"district-{name}")
        for name, (rest, view) in PAGES.items()
    ],
]
