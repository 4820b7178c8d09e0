"""What went wrong is said on our own pages, without a menu, and without the database when it broke."""

from django.test import RequestFactory
from django.urls import reverse

from sentra.people.models import User
from sentra.web.errors import broken


def test_a_forbidden_page_is_ours_and_has_no_menu(world, client):
    client.force_login(User.objects.get(pk=world.idah.user_id))
    answer = client.get(reverse("books"))
    assert answer.status_code == 403
    page = answer.content.decode()
    assert 'id="content"' in page
    assert reverse("orders") not in page


def test_a_missing_page_is_ours(world, client):
    answer = client.get("/tidak/ada/")
    assert answer.status_code == 404
    assert 'id="content"' in answer.content.decode()


def test_a_broken_page_asks_the_database_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert b'id="content"' in answer.content
