"""Uploads and made papers: bytes on disk (or S3), facts in the database.

Public files are pictures shown to everybody. Private ones live outside the web root and are only
reached through a view that checks who asks.
"""

import hashlib
import uuid
from datetime import datetime

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages

from sentra.kernel.models import StoredFile
from sentra.kernel.tenancy import scope


def _storage(*, public: bool) -> Storage:
    return storages["default" if public else "private"]


def store(
    content: bytes, *, name: str, mime: str, at: datetime, public: bool = False, by_party: int | None = None
) -> StoredFile:
    """Keep the bytes under a name nobody can guess. A file whose transaction fails is an orphan, never a lie.

    `by_party`: the artisan who sent it; she may see it again, staff always may.
    """
    uid = uuid.uuid4()
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    path = f"{scope().writes}/{uid.hex[:2]}/{uid.hex}{suffix[:8]}"
    saved = _storage(public=public).save(path, ContentFile(content))
    return StoredFile.objects.create(
        uid=uid,
        name=name[:160],
        mime=mime,
        size=len(content),
        public=public,
        path=saved,
        made_at=at,
        by_party=by_party,
        sha256=hashlib.sha256(content).hexdigest(),
    )


def open_file(file: StoredFile) -> "File[bytes]":
    """The stored bytes as a stream, to be closed by whoever sends them."""
    return _storage(public=file.public).open(file.path, "rb")


def open_kept(path: str) -> "File[bytes]":
    """Private bytes whose path a published row names: only for a view that found that row for its reader."""
    return _storage(public=False).open(path, "rb")


def read(file: StoredFile) -> bytes:
    with open_file(file) as stream:
        return bytes(stream.read())


def empty(folder: str) -> None:
    """Delete what was drawn and kept in a folder of the private files; it can be drawn again."""
    store = _storage(public=False)
    for name in store.listdir(folder)[1] if store.exists(folder) else []:
        store.delete(f"{folder}/{name}")


def forget(file: StoredFile) -> None:
    """Delete the bytes and the row: for what was uploaded and undone."""
    _storage(public=file.public).delete(file.path)
    file.delete()
