"""Pictures everybody may see: only names that files are kept under reach the disk."""

from urllib.parse import quote

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

NAME = "7/ab/" + 32 * "a" + ".webp"


def test_a_kept_picture_is_sent_for_good():
    default_storage.delete(NAME)
    default_storage.save(NAME, ContentFile(b"RIFF"))
    answer = Client().get(f"/media/{NAME}")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, b"RIFF")
    assert "immutable" in answer["Cache-Control"]
    default_storage.delete(NAME)
    assert Client().get(f"/media/{NAME}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "",
        "\0",
        "a" * 5000,
        "7",
        "7/ab",
        "../../etc/passwd",
        f"7/ab/../{NAME}",
        NAME + "\n",
        NAME + "\0.webp",
        "7/ab/" + "é" * 32,
    ],
)
def test_any_other_name_is_not_there(name):
    assert Client().get(f"/media/{quote(name)}").status_code == 404
