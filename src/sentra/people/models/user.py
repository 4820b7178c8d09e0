"""A login of a member of staff, and the roles it has in organisations. Asked before a tenant is known."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from sentra.people.roles import RoleName


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)

    objects = UserManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.Model):
    """One role of one login in one organisation. Removed by setting `until`, so that history stays."""

    user = models.ForeignKey(User, models.PROTECT, related_name="roles")
    tenant = models.ForeignKey("kernel.Tenant", models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=RoleName)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "tenant", "role"], condition=models.Q(until=None), name="role_held_once"
            )
        ]
