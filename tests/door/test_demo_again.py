"""A demo cut short is begun anew, and never at the price of somebody's own organisation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command

from sentra.console.cluster import DATABASE, Cluster, ensure
from sentra.console.demo import seed
from sentra.console.demo_again import begin_anew, mark_of

TABLE = "CREATE TABLE kernel_tenant (slug text); INSERT INTO kernel_tenant VALUES ('rajut-ilung')"


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    running = ensure(tmp_path_factory.mktemp("half a demo"), fast=True)
    yield running
    running.stop()


def tables(cluster: Cluster) -> str:
    return cluster.psql("-c", "SELECT to_regclass('kernel_tenant')", database=DATABASE).strip()


def test_half_a_demo_is_emptied_unless_somebody_works_here(cluster, tmp_path, capfd):
    cluster.psql("-c", TABLE, database=DATABASE)
    begin_anew(cluster, tmp_path)
    assert tables(cluster) == "kernel_tenant"  # nothing was cut short

    mark_of(tmp_path).write_text("rajut-ilung dinas-hsu")
    cluster.psql("-c", "INSERT INTO kernel_tenant VALUES ('koperasi-kami')", database=DATABASE)
    begin_anew(cluster, tmp_path)
    assert tables(cluster) == "kernel_tenant"
    assert not mark_of(tmp_path).exists()
    assert "organisasi Anda sendiri" in capfd.readouterr().err

    mark_of(tmp_path).write_text("rajut-ilung dinas-hsu")
    cluster.psql("-c", "DELETE FROM kernel_tenant WHERE slug = 'koperasi-kami'", database=DATABASE)
    begin_anew(cluster, tmp_path)
    assert tables(cluster) == ""
    assert not mark_of(tmp_path).exists()
    assert cluster.psql("-c", "SELECT rolname FROM pg_roles WHERE rolname = 'sentra_app'").strip()


@pytest.mark.django_db
def test_the_mark_stands_while_the_demo_is_made(settings, tmp_path: Path, monkeypatch):
    settings.STATE = tmp_path

    def cut_short(**_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seed, "everything", cut_short)
    with pytest.raises(KeyboardInterrupt):
        call_command("seed_demo")
    assert mark_of(tmp_path).read_text().split() == list(seed.slugs())

    monkeypatch.setattr(seed, "everything", lambda **_given: None)
    call_command("seed_demo")
    assert not mark_of(tmp_path).exists()
