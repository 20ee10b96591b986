"""Batches of contributions, and reversing a whole batch."""

from django.contrib import messages
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from campaigns.forms.contributions import UndoBatchForm
from campaigns.models import Batch
from campaigns.services.contributions import undo_batch
from core.views import DetailPage, UpdatePage


class BatchDetail(DetailPage):
    permission_required = "campaigns.view_batch"
    template_name = "campaigns/contributions/batch_detail.html"
    context_object_name = "batch"

    def get_queryset(self):
        return Batch.objects.for_table().select_related("competition__contact")

    def get_context_data(self, **kwargs):
        contributions = self.object.contributions
        return super().get_context_data(
            competition=self.object.competition,
            flows=contributions.all().flows(),
            effective_count=contributions.effective().count(),
            left_over=contributions.left_over().count(),
            parts=Batch.objects.for_table().of_list(self.object).exclude(pk=self.object.pk).order_by("pk"),
            **kwargs,
        )


class BatchUndo(UpdatePage):
    permission_required = "campaigns.reverse_contribution"
    model = Batch
    form_class = UndoBatchForm
    title = _("Ångra inläsningen")
    intro = _("Varje bidrag som fortfarande gäller tas tillbaka med en egen rad. Samma lista kan sedan läsas in igen.")
    submit_label = _("Ta tillbaka alla")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        others = Batch.objects.of_list(self.object).exclude(pk=self.object.pk).select_related("competition")
        if names := ", ".join(str(each.competition) for each in others.order_by("pk")):
            context["intro"] = f"{self.intro} {gettext('Också det som listan lade in i %(names)s.') % {'names': names}}"
        return context

    def save(self, form):
        number = undo_batch(form.instance, by=self.request.user, reason=form.cleaned_data["reason"])
        words = ngettext("%(number)s bidrag är taget tillbaka.", "%(number)s bidrag är tagna tillbaka.", number)
        messages.success(self.request, words % {"number": number})
        return form.instance
