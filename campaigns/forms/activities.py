from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import Activity
from core.forms import VersionedModelForm


class ActivityForm(VersionedModelForm):
    class Meta:
        model = Activity
        fields = ["name", "description", "points", "cap", "is_active"]
        widgets = {"description": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "points": _("Vad en godkänd aktivitet ger. De brukar ligga mellan 5 och 25."),
            "cap": _("Så många av samma slag räknas för ett lag. Fler får man gärna göra, men de ger inga poäng."),
            "is_active": _("Den som stängs av finns kvar i tävlingar som redan är öppna, men inte i nya."),
        }
