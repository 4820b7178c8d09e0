"""A new chair's first visit: she is greeted, makes her password and is in; an old link says what to do."""

import re

from django.test import Client
from django.urls import reverse

from sentra.people.models import User
from tests.web.founding.given import post, text_of
from tests.world import NOW

SECRET = {"password1": "perahu-di-rawa-7", "password2": "perahu-di-rawa-7"}


def test_the_link_greets_her_by_group_and_leads_in(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.omar.user_id))
    said = {
        "name": "Kelompok Rotan",
        "form": "primary",
        "chair_name": "Rusdi",
        "chair_email": "r@rotan.example",
    }
    post(client, "open-group", **said)
    link = re.search(r"http://testserver(/akun/sandi/kunci/[^<\s]+)", text_of(client, "groups"))[1]
    hers = Client()
    form = hers.get(link, follow=True)
    shown = form.content.decode()
    assert "Selamat datang di Kelompok Rotan, Rusdi" in shown
    assert "Buat kata sandi" in shown
    assert "Ganti kata sandi" not in shown
    door = form.redirect_chain[-1][0]
    assert hers.post(door, SECRET | {"password2": "lain"}).status_code == 200
    answer = hers.post(door, SECRET)
    assert answer.url == reverse("home")
    home = hers.get(answer.url, follow=True)
    assert home.status_code == 200
    assert "Kelompok Rotan" in home.content.decode()
    used = Client().get(link, follow=True).content.decode()
    assert "Minta yang baru" in used
    assert 'name="password1"' not in used


def test_the_page_after_it_leads_on(world):
    shown = Client().get(reverse("account_reset_password_from_key_done")).content.decode()
    assert reverse("home") in shown
