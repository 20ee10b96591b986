import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.filters import KeptChoiceFilter
from core.models import User
from goals.models import Goal, Tier

# Only what a choice shows: every list page reads them all, and a goal has long texts.
GOALS = Goal.objects.only("number", "name", "name_en")
TIERS = Tier.objects.only("rank", "name", "name_en")
PEOPLE = User.objects.filter(is_active=True).only("first_name", "last_name", "username")


def goal_filter(**kwargs):
    return KeptChoiceFilter(label=pgettext_lazy("ett", "Mål"), queryset=GOALS, **kwargs)


def tier_filter(**kwargs):
    return KeptChoiceFilter(label=_("Nivå"), queryset=TIERS, **kwargs)


def user_filter(label, **kwargs):
    return KeptChoiceFilter(label=label, queryset=PEOPLE, **kwargs)


def linked_filter(label, queryset, **kwargs):
    """A filter set by links from other pages and shown as a chip, because it has too many rows for a menu."""
    return django_filters.ModelChoiceFilter(label=label, queryset=queryset, widget=forms.HiddenInput, **kwargs)
