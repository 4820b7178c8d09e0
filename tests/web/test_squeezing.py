"""Pages go out compressed when the browser can read that; pictures and papers as they are."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse
from django.test import Client, RequestFactory

from sentra.web.squeezing import SqueezeMiddleware

LONG = "kerajinan " * 200


def sent(answer: HttpResponse, accepts: str = "gzip, deflate, br") -> HttpResponse:
    asked = RequestFactory().get("/", headers={"accept-encoding": accepts})
    return SqueezeMiddleware(lambda request: answer)(asked)


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "application/json"])
def test_text_is_compressed_where_the_browser_can_read_it(kind):
    made = sent(HttpResponse(LONG, content_type=kind))
    assert made["Content-Encoding"] == "gzip"
    assert gzip.decompress(made.content).decode() == LONG
    assert len(made.content) < len(LONG) / 5
    assert "Content-Encoding" not in sent(HttpResponse(LONG, content_type=kind), accepts="identity")


@pytest.mark.parametrize("kind", ["image/webp", "application/pdf", "text/csv"])
def test_files_keep_their_length(kind, tmp_path):
    assert "Content-Encoding" not in sent(HttpResponse(LONG, content_type=kind))
    (tmp_path / "berkas").write_text(LONG)
    with (tmp_path / "berkas").open("rb") as file:
        made = sent(FileResponse(file, content_type="text/html"))
        assert "Content-Encoding" not in made
        assert made["Content-Length"] == str(len(LONG))


def test_every_page_passes_through_it(db):
    answer = Client(headers={"accept-encoding": "gzip"}).get("/")
    assert answer["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in answer["Vary"]
