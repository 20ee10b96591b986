from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Match
from core.forms import VersionedModelForm
from crm.forms.fields import CompanyField


class MatchForm(VersionedModelForm):
    company = CompanyField(required=False)
    rate = forms.DecimalField(
        label=_("Procent av gåvan"),
        localize=True,
        min_value=Decimal(1),
        max_value=Decimal(1000),
        decimal_places=1,
        max_digits=5,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("100 dubblar varje gåva, 50 lägger till hälften."),
    )

    class Meta:
        model = Match
        fields = ["company", "third_party", "team", "rate", "per_gift_cap", "total_cap", "starts", "ends"]

    def __init__(self, *args, competition, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = competition.teams.all()
        self.fields["team"].empty_label = _("Alla lags gåvor")
        self.fields["team"].help_text = ""
        self.fields["company"].help_text = _("Eller skriv en annan givare nedanför.")
        self.fields["third_party"].help_text = _(
            "Till exempel en stiftelse eller en privatperson som inte är registrerad."
        )
        self.fields["starts"].help_text = _("Gåvor som kommit in från och med den dagen.")
        self.fields["per_gift_cap"].help_text = _("Mer än så matchas inte av en och samma gåva. Tomt: ingen gräns.")
        self.fields["total_cap"].help_text = _("Mer än så betalar givaren inte sammanlagt. Tomt: ingen gräns.")


class MatchRemoveForm(VersionedModelForm):
    class Meta:
        model = Match
        fields = []
