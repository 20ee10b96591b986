from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from core.views import UpdatePage
from privacy.forms import RetentionForm
from privacy.models import RetentionRule
from privacy.processing import always_kept
from privacy.services.retention import KINDS, rows_due
from privacy.views.requests import TABS

MOST_SHOWN = 50


class Retention(PermissionRequiredMixin, TemplateView):
    permission_required = "privacy.view_retentionrule"
    template_name = "privacy/retention.html"

    def get_context_data(self, **kwargs):
        rules = RetentionRule.objects.filter(kind__in=KINDS)
        return super().get_context_data(
            title=_("Personuppgifter"),
            tabs=[(reverse(name), label) for name, label in TABS],
            rules=[(rule, KINDS[rule.kind], rows_due(rule).count()) for rule in rules],
            fixed=always_kept(),
            **kwargs,
        )


class OneRule:
    """Mixin: 404 for a rule whose kind the program no longer has."""

    def get_object(self, queryset=None):
        rule = super().get_object(queryset)
        if rule.kind not in KINDS:
            raise Http404
        return rule


def _named(row) -> tuple[str, str]:
    """What a row is called and where it is shown; who was thrown away has no page but what is known of them."""
    if hasattr(row, "history_id"):
        of = {"kind": row.instance_type._meta.model_name, "pk": row.id}
        return str(row.instance), reverse("privacy:person_extract", kwargs=of)
    return str(row), row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


class RetentionPreview(PermissionRequiredMixin, OneRule, DetailView):
    permission_required = "privacy.view_retentionrule"
    model = RetentionRule
    template_name = "privacy/retention_preview.html"
    context_object_name = "rule"

    def get_context_data(self, **kwargs):
        due = rows_due(self.object)
        return super().get_context_data(
            kind=KINDS[self.object.kind],
            number=due.count(),
            rows=[(*_named(row), row.last_at) for row in due[:MOST_SHOWN]],
            most=MOST_SHOWN,
            **kwargs,
        )


class RetentionEdit(OneRule, UpdatePage):
    permission_required = "privacy.change_retentionrule"
    model = RetentionRule
    form_class = RetentionForm
    success_message = _("Gallringen är ändrad.")

    def get_context_data(self, **kwargs):
        kind = KINDS[self.object.kind]
        return super().get_context_data(title=kind.title, intro=kind.hint, **kwargs) | {"object": None}
