from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import StyledForm, VersionedModelForm
from crm.forms.fields import CompanyField, UserField
from crm.name_keys import SHARED_DOMAINS
from inbox.models import InboundMail, MailRule
from inbox.services.triage import MAY_LOG


class RuleForm(VersionedModelForm):
    user = UserField(
        may=MAY_LOG,
        label=_("I vems namn"),
        help_text=_("Det som loggas av sig självt står som loggat av den här kollegan."),
    )

    class Meta:
        model = MailRule
        fields = ["pattern", "action", "user", "note"]
        widgets = {"action": forms.RadioSelect}


class InboundContactForm(StyledForm):
    """The sender as a new person at a company."""

    company = CompanyField()
    first_name = forms.CharField(label=_("Förnamn"), max_length=80)
    last_name = forms.CharField(label=_("Efternamn"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-post"), max_length=254)
    role = forms.CharField(label=_("Roll"), max_length=80, required=False)


class NeverLogForm(StyledForm):
    pattern = forms.ChoiceField(label=_("Vems mejl"), widget=forms.RadioSelect)

    def __init__(self, *args, row: InboundMail, **kwargs):
        super().__init__(*args, **kwargs)
        domain = row.sender.rpartition("@")[2]
        choices = [(row.sender, _("Bara från %(address)s") % {"address": row.sender})]
        if domain not in SHARED_DOMAINS:
            choices.append((f"@{domain}", _("Från alla på %(domain)s") % {"domain": domain}))
        self.fields["pattern"].choices = choices
        self.fields["pattern"].initial = row.sender
