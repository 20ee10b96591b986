"""Handing over what a user looks after."""

from django import forms
from django.contrib import messages
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.services.handover import hand_over, looked_after, who_can_take_over
from accounts.views.users import OfUser
from core.forms import StyledForm
from core.models import User
from core.views import ActionPage
from core.views.recent_login import RecentLoginMixin


class HandoverForm(StyledForm):
    """A colleague for each kind of rows; nobody is chosen for what stays."""

    def __init__(self, *args, user: User, parts, **kwargs):
        super().__init__(*args, **kwargs)
        for part, number in parts.items():
            self.fields[part.name] = forms.ModelChoiceField(
                who_can_take_over(part, user),
                label=f"{part.label} ({number})",
                required=False,
                empty_label=_("Lämna inte över"),
            )

    def chosen(self) -> dict[str, User]:
        return {name: colleague for name, colleague in self.cleaned_data.items() if colleague}


class UserHandover(RecentLoginMixin, OfUser, ActionPage):
    template_name = "accounts/user_handover.html"
    form_class = HandoverForm
    title = _("Lämna över från")
    submit_label = _("Lämna över")

    @cached_property
    def parts(self) -> dict:
        return looked_after(self.object)

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.object, "parts": self.parts}

    def get_context_data(self, **kwargs):
        links = [(part.label, number, part.url_of(self.object)) for part, number in self.parts.items()]
        return super().get_context_data(links=links, **kwargs)

    def save(self, form):
        self.made = hand_over(self.object, to=form.chosen(), by=self.request.user)
        messages.success(self.request, _("Det är överlämnat. Här ser du vad, och kan ångra det."))
        return self.object

    def get_success_url(self):
        made = self.made
        return made.get_absolute_url() if made else super().get_success_url()
