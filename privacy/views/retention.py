from axes.models import AccessLog
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import DetailView, TemplateView

from core.models import Job, KeptKind, RetentionPeriod
from core.views import UpdatePage
from privacy.forms import PeriodForm, RetentionForm
from privacy.models import RetentionRule
from privacy.processing import always_kept
from privacy.services.retention import KINDS, rows_due, rows_going
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
            periods=[(period, rows_going(period).count()) for period in RetentionPeriod.objects.all()],
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
    if isinstance(row, AccessLog):
        return row.username, ""
    if isinstance(row, Job):
        return str(row), ""  # its page is open to its owner alone
    return str(row), row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""


class RowsPage(PermissionRequiredMixin, DetailView):
    """What would go tonight, the oldest first."""

    template_name = "privacy/retention_preview.html"
    edit_name = ""  # of the page that changes it, for who has `edit_permission`
    edit_permission = ""

    def get_context_data(self, *, due: QuerySet, **kwargs):
        """`due` has `last_at`."""
        may_edit = self.request.user.has_perm(self.edit_permission)
        return super().get_context_data(
            edit_url=reverse(self.edit_name, args=[self.object.pk]) if may_edit else "",
            number=due.count(),
            rows=[(*_named(row), row.last_at) for row in due[:MOST_SHOWN]],
            most=MOST_SHOWN,
            **kwargs,
        )


class RetentionPreview(OneRule, RowsPage):
    permission_required = "privacy.view_retentionrule"
    edit_name, edit_permission = "privacy:retention_edit", "privacy.change_retentionrule"
    model = RetentionRule
    context_object_name = "rule"

    def get_context_data(self, **kwargs):
        kind = KINDS[self.object.kind]
        return super().get_context_data(due=rows_due(self.object), title=kind.title, hint=kind.hint, **kwargs)


class RetentionEdit(OneRule, UpdatePage):
    permission_required = "privacy.change_retentionrule"
    model = RetentionRule
    form_class = RetentionForm
    success_message = _("Gallringen är ändrad.")

    def get_context_data(self, **kwargs):
        kind = KINDS[self.object.kind]
        return super().get_context_data(title=kind.title, intro=kind.hint, **kwargs) | {"object": None}


class PeriodPreview(RowsPage):
    permission_required = "core.view_retentionperiod"
    edit_name, edit_permission = "privacy:period_edit", "core.change_retentionperiod"
    model = RetentionPeriod
    context_object_name = "period"

    def get_context_data(self, **kwargs):
        return super().get_context_data(due=rows_going(self.object), title=self.object, **kwargs)


class PeriodEdit(UpdatePage):
    """Leads to what would go tonight, so that a time that is too short is seen before the night."""

    permission_required = "core.change_retentionperiod"
    model = RetentionPeriod
    form_class = PeriodForm
    success_message = _("Gallringstiden är ändrad. Så här mycket går i natt.")

    def get_success_url(self):
        return reverse("privacy:period_preview", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        is_promised = self.object.kind == KeptKind.ENQUIRIES
        intro = _("Den som skriver i formuläret på webben får läsa tiden där.") if is_promised else ""
        return super().get_context_data(title=self.object, intro=intro, **kwargs) | {"object": None}
