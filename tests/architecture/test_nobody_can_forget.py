"""What a reviewer would have to remember, remembered by the machine."""

import ast
import inspect

import pytest
from django.core.management import call_command
from django.db import models as fields
from django.test.utils import isolate_apps

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import Published, TenantManager, TenantModel
from sentra.people.roles import ROLES, Permission
from tests.architecture.ours import DOMAIN, models, operations, source_files

# Models without a tenant, each with the reason why everybody may share its rows.
SHARED_BY_ALL = {
    "kernel.Tenant": "the tenants themselves; asked before a scope can be open",
    "kernel.Seal": "the audit chain lies outside the tenants, so that no tenant's writer reaches it",
    "kernel.SealedRow": "the audit chain lies outside the tenants",
    "kernel.Tried": "digests of browsers and addresses, counted before a tenant is known",
    "people.User": "a login may work for several organisations; asked before a tenant is known",
    "people.Role": "says which tenants a login may open; asked before a tenant is known",
    "people.Region": "Kemendagri's places, public",
    "crafts.Craft": "words for crafts, public",
    "crafts.Technique": "words for ways of working, public",
    "ledger.Account": "the chart of accounts, the same for all",
    "showroom.ShowroomListing": "published to everybody; public columns only, written by the database alone",
    "showroom.ShowroomWord": "the words of what is published",
    "showroom.ShowroomChoice": "what published goods can be narrowed by",
}


# Models whose rows their owner may publish to one organisation of its district, each with what is published.
PUBLISHED = {
    "capital.Proposal": "what a cooperative asks of its office, and what came of it",
    "capital.AidMoney": "aid that came, instalments that went back",
    "capital.AidUse": "what aid was spent on, with its receipt",
    "capital.AidCase": "what the office found and decided, to the cooperative that asked",
    "capital.AidCheck": "a step of the office's verification",
    "cooperative.Claim": "who asks the office whether she is in its registry",
    "cooperative.ClaimAnswer": "what the office said, and what its registry knows of her but her NIK",
}


def test_what_is_published_is_named_here_with_its_reason():
    found = {model._meta.label for model in models() if issubclass(model, Published)}
    assert found == set(PUBLISHED)


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_model_belongs_to_a_tenant_or_says_why_not(model):
    if issubclass(model, TenantModel):
        assert model._meta.label not in SHARED_BY_ALL
        assert isinstance(model._default_manager, TenantManager)
    else:
        assert SHARED_BY_ALL.get(model._meta.label), (
            f"{model._meta.label} is no TenantModel and gives no reason"
        )


def test_the_list_of_shared_models_names_only_models_that_exist():
    assert set(SHARED_BY_ALL) <= {model._meta.label for model in models()}


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_a_reference_between_tenant_rows_is_always_a_within(model):
    assert not list(_plain_references(model))


def _plain_references(model):
    """Plain foreign keys from tenant row to tenant row: those a stranger's id would pass."""
    for field in model._meta.local_fields if issubclass(model, TenantModel) else []:
        plain = isinstance(field, fields.ForeignKey) and not isinstance(field, Within)
        target = field.related_model  # a text while its app is not loaded
        if plain and isinstance(target, type) and issubclass(target, TenantModel):
            yield field.name


@isolate_apps("sentra.people")
def test_a_plain_reference_would_be_found():
    """Negative control."""

    class Parent(TenantModel):
        class Meta:
            app_label = "people"

    class Child(TenantModel):
        careless = fields.ForeignKey(Parent, fields.PROTECT)
        careful = Within(Parent)

        class Meta:
            app_label = "people"

    assert list(_plain_references(Child)) == ["careless"]


@pytest.mark.parametrize("model", models(), ids=lambda model: model._meta.label)
def test_every_constraint_has_a_name_of_its_own_and_no_model_overrides_save(model):
    names = [constraint.name for constraint in model._meta.constraints]
    assert all(name and name == name.lower() and len(name) <= 63 for name in names)
    assert len(names) == len(set(names))
    assert "save" not in vars(model)
    assert "delete" not in vars(model)


OPERATIONS = operations()


@pytest.mark.parametrize("verb", OPERATIONS, ids=lambda verb: f"{verb.__module__}.{verb.__name__}")
def test_every_operation_names_its_permission_its_actor_and_its_moment(verb):
    assert verb.needs in set(Permission), f"{verb.needs} is no permission"
    assert verb.__doc__, "an operation says what it does and refuses"
    told = inspect.signature(verb).parameters
    for name in ("by", "at"):
        assert told[name].kind is inspect.Parameter.KEYWORD_ONLY
        assert told[name].default is inspect.Parameter.empty


def test_there_are_operations_and_two_never_share_a_name():
    names = [f"{verb.__module__.split('.')[1]}.{verb.__name__}" for verb in OPERATIONS]
    assert len(names) > 20
    assert len(names) == len(set(names)), "the audit tells them apart by app and name"


def test_every_permission_of_a_role_exists_and_every_needed_one_is_held_by_somebody():
    held = {permission for role in ROLES.values() for permission in role}
    assert held <= set(Permission)
    assert {verb.needs for verb in OPERATIONS} <= held


# The domain is told the moment, the actor and the rules; only these files stand at the edge.
AT_THE_EDGE = {"jobs.py": "a job is an interface: it reads the clock once and calls one operation"}
FORBIDDEN_NAMES = {
    ("timezone", "now"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("date", "today"),
    ("time", "time"),
}
FORBIDDEN_IMPORTS = ("django.conf", "django.http", "sentra.config", "sentra.web", "sentra.console")


def test_the_domain_reads_no_clock_no_settings_and_no_request():
    found = [
        f"{path.relative_to(path.parents[2])}: {sin}"
        for path, tree in source_files(*DOMAIN)
        if path.name not in AT_THE_EDGE
        for sin in _sins(tree)
    ]
    assert not found


def _sins(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name | ast.Attribute):
            owner = node.value.id if isinstance(node.value, ast.Name) else node.value.attr
            if (owner, node.attr) in FORBIDDEN_NAMES:
                yield f"line {node.lineno} reads the clock: {owner}.{node.attr}"
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(FORBIDDEN_IMPORTS):
            yield f"line {node.lineno} imports {node.module}"
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.timezone":
            yield from (f"line {node.lineno} imports now" for name in node.names if name.name == "now")
        if isinstance(node, ast.Import):
            yield from (
                f"imports {name.name}" for name in node.names if name.name.startswith(FORBIDDEN_IMPORTS)
            )


@pytest.mark.parametrize(
    "text",
    [
        "from django.utils import timezone\nx = timezone.now()",
        "import datetime\nx = datetime.datetime.now()",
        "from datetime import date\nx = date.today()",
        "from django.conf import settings",
        "from django.http import HttpRequest",
        "from django.utils.timezone import now",
        "import django.conf",
    ],
)
def test_each_of_these_would_be_found(text):
    """Negative control."""
    assert list(_sins(ast.parse(text)))


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
