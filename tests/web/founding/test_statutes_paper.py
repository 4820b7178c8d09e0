"""The AD/ART paper does not pretend to be more than it is."""

from django.urls import reverse

from tests.kernel.pdf_text import pages


def test_the_paper_says_that_it_is_a_list_for_the_notary(siti):
    text = " ".join(" ".join(pages(siti.get(reverse("statutes-paper")).content)).split())
    assert "bukan naskah AD/ART lengkap" in text
    assert "rancangan notaris" in text
