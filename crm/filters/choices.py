import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import User
from goals.models import Goal, Tier


def goal_filter(**kwargs):
    return django_filters.ModelChoiceFilter(label=pgettext_lazy("ett", "Mål"), queryset=Goal.objects.all(), **kwargs)


def tier_filter(**kwargs):
    return django_filters.ModelChoiceFilter(label=_("Nivå"), queryset=Tier.objects.all(), **kwargs)


def user_filter(label, **kwargs):
    return django_filters.ModelChoiceFilter(label=label, queryset=User.objects.filter(is_active=True), **kwargs)


def linked_filter(label, queryset, **kwargs):
    """A filter set by links from other pages and shown as a chip, because it has too many rows for a menu."""
    return django_filters.ModelChoiceFilter(label=label, queryset=queryset, widget=forms.HiddenInput, **kwargs)
