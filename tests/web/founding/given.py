"""What the tests of a founding's pages begin with."""

from django.urls import reverse

from sentra.web.meetings.forms import RulesForm


def text_of(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def post(client, name, /, *args, **said):
    answer = client.post(reverse(name, args=args), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer


def refused(client, name, /, *args, **said):
    """The page that comes back with the form and its sentence."""
    answer = client.post(reverse(name, args=args), said)
    assert answer.status_code == 422, answer.status_code
    return answer.content.decode()


def as_typed(values):
    """Every rule as the form shows it and a browser sends it back: percent, dots, no empty box."""
    form = RulesForm(values=values)
    return {one.name: one.value() for one in form if one.value() is not False}
