"""Skill levels in words."""

from django.utils.translation import gettext_lazy as _

LEVELS = {1: _("Learner"), 2: _("Practised"), 3: _("Good"), 4: _("Master")}
TO_SET = [(1, LEVELS[1]), (2, LEVELS[2]), (3, LEVELS[3]), (4, LEVELS[4]), (0, _("None: take it away"))]
