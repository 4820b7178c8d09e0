"""Crafts and techniques: words shared by everybody."""

from django.db import models


class Craft(models.Model):
    code = models.SlugField(max_length=40, primary_key=True)  # "anyaman-purun", "batik-tulis"
    name = models.CharField(max_length=80)  # as makers say it, Indonesian
    name_en = models.CharField(max_length=80)
    family = models.CharField(max_length=20)  # weaving, batik, carving, beads, other

    def __str__(self) -> str:
        return self.name


class Technique(models.Model):
    """A way of working that is learnt and inspected: skill is held per technique."""

    code = models.SlugField(max_length=40, primary_key=True)  # "anyam", "finishing-jahit", "canting"
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    family = models.CharField(max_length=20)

    def __str__(self) -> str:
        return self.name
