import secrets
import time

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from core.forms import RowsField, StyledForm, VersionedModelForm
from core.identity_numbers import parse_orgnr
from crm.forms.bulk import UNCHANGED, BulkForm
from crm.forms.companies import free_orgnr
from crm.forms.fields import CompanyField, UserField
from crm.models import Company
from goals.models import Goal
from inbox.models import Dismissal, Enquiry
from inbox.services.enquiries import EnquiryRules

NEW, OTHER, NOBODY = "new", "other", ""
_SALT = "crm.enquiry.stamp"


def make_stamp(at: float) -> str:
    """A signed, unique stamp with the time the form was shown, in seconds since 1970. Valid for one submission."""
    return signing.dumps([int(at), secrets.token_hex(8)], salt=_SALT)


class EnquiryForm(StyledForm):
    """The public form. Refuse bots: those that fill in the hidden field, or submit at once."""

    goals = RowsField(
        Goal.objects.all(),
        label=_("Vilka mål vill ni vara med och bära?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Välj ett eller flera, eller inget om ni inte vet än."),
    )
    company_name = forms.CharField(
        label=_("Företagets namn"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    orgnr = forms.CharField(
        label=_("Organisationsnummer"),
        max_length=20,
        required=False,
        help_text=_("Tio siffror, med eller utan bindestreck."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    person_name = forms.CharField(
        label=_("Ditt namn"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-post"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    phone = PhoneNumberField(
        label=_("Telefon"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    message = forms.CharField(
        label=_("Meddelande"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Vad tänker ni på? Några ord räcker."),
    )
    consent = forms.BooleanField(
        label=_("Jag har läst hur ni använder mina uppgifter."),
        error_messages={"required": _("Kryssa i rutan när du har läst texten om personuppgifter.")},
    )
    reference = forms.CharField(required=False)  # honeypot, hidden by css
    stamp = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("stamp", make_stamp(time.time()))

    @property
    def is_baited(self) -> bool:
        """Whether the honeypot field was filled in."""
        return bool(self.data.get("reference", "").strip())

    def clean_orgnr(self):
        text = self.cleaned_data["orgnr"]
        return parse_orgnr(text).digits if text else ""

    def clean_stamp(self):
        """Ask for a new submission if the form was shown too recently, or so long ago that it may be a replay."""
        try:
            shown_at, name = signing.loads(self.cleaned_data["stamp"], salt=_SALT)
            age = time.time() - shown_at
        except (signing.BadSignature, TypeError, ValueError):
            age = None
        if age is None or age > settings.ENQUIRY_MAX_SECONDS:
            self.stamp_anew()
            raise ValidationError(
                _("Sidan har varit öppen länge. Det du skrev står kvar: vänta ett ögonblick och skicka igen.")
            )
        if age < settings.ENQUIRY_MIN_SECONDS:
            raise ValidationError(_("Det gick väldigt fort. Vänta ett ögonblick och skicka igen."))
        return name

    def stamp_anew(self):
        self.data = self.data.copy()
        self.data["stamp"] = make_stamp(time.time())

    def clean(self):
        cleaned = super().clean()
        if "stamp" in self.errors:  # the field is hidden, so show its error on the form
            for error in self.errors.pop("stamp").data:
                self.add_error(None, error)
        return cleaned

    def row_fields(self) -> dict:
        names = ("company_name", "orgnr", "person_name", "email", "phone", "message", "stamp")
        return {name: self.cleaned_data[name] for name in names}


class AssignEnquiryForm(VersionedModelForm):
    assignee = UserField(may="inbox.change_enquiry", label=_("Ansvarig"), required=False, empty_label=_("Ingen än"))

    class Meta:
        model = Enquiry
        fields = ["assignee"]


class DismissEnquiryForm(VersionedModelForm):
    reason = forms.ChoiceField(label=_("Skäl"), choices=Dismissal, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Anteckning"), max_length=200, required=False)

    class Meta:
        model = Enquiry
        fields = []


class AcceptEnquiryForm(VersionedModelForm):
    """The company and the person, existing or new, prefilled from the enquiry."""

    which_company = forms.ChoiceField(label=_("Vilket företag är det?"), widget=forms.RadioSelect)
    company = CompanyField(label=_("Vilket annat?"), required=False)
    name = forms.CharField(label=_("Namn på ett nytt företag"), max_length=160, required=False)
    orgnr = forms.CharField(label=_("Organisationsnummer"), max_length=20, required=False)
    owner = UserField(may="crm.change_nextstep", label=_("Ansvarig för ett nytt företag"), required=False)
    which_person = forms.ChoiceField(label=_("Vilken person är det?"), required=False, widget=forms.RadioSelect)
    first_name = forms.CharField(label=_("Förnamn"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Efternamn"), max_length=80, required=False)
    email = forms.EmailField(label=_("E-post"), required=False)
    phone = PhoneNumberField(label=_("Telefon"), required=False)
    role = forms.CharField(label=_("Roll"), max_length=80, required=False)
    log = forms.BooleanField(label=_("Lägg meddelandet i kontaktloggen"), required=False)

    class Meta:
        model = Enquiry
        fields = []

    def __init__(self, *args, user, companies, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        enquiry = self.instance
        self.known = {str(known.company.pk): known.company for known in companies}
        self.people = {str(contact.pk): contact for contact in people}
        self.fields["which_company"].choices = [
            *((str(each.company.pk), f"{each.company}: {', '.join(each.reasons)}") for each in companies),
            (NEW, _("Ett nytt företag")),
            (OTHER, _("Ett annat som finns")),
        ]
        self.fields["which_person"].choices = [
            *((key, _("%(name)s, samma e-post") % {"name": contact}) for key, contact in self.people.items()),
            (NEW, _("En ny person")),
            (NOBODY, _("Ingen än")),
        ]
        first_name, last_name = enquiry.first_and_last_name
        self.initial |= {
            "which_company": next(iter(self.known), NEW),
            "name": enquiry.company_name,
            "orgnr": enquiry.orgnr_display,
            "owner": user.pk,
            "which_person": next(iter(self.people), NEW),
            "first_name": first_name,
            "last_name": last_name,
            "email": enquiry.email,
            "phone": enquiry.phone,
            "log": True,
        }
        if enquiry.orgnr_is_personal and not user.has_perm("crm.view_sole_trader_orgnr"):
            del self.fields["orgnr"]

    def clean_orgnr(self):
        text = self.cleaned_data["orgnr"]
        if not text or self.cleaned_data.get("which_company") != NEW:
            return None
        return free_orgnr(text, user=self.user)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("which_company") == NEW and not cleaned.get("name"):
            self.add_error("name", _("Skriv vad företaget heter."))
        if cleaned.get("which_company") == OTHER and not cleaned.get("company") and "company" not in self.errors:
            self.add_error("company", _("Välj vilket företag det är."))
        if cleaned.get("which_person") == NEW and not cleaned.get("first_name"):
            self.add_error("first_name", _("Skriv vad personen heter."))
        return cleaned

    def chosen_company(self) -> Company | dict:
        """The company in the form that the service takes."""
        data = self.cleaned_data
        if data["which_company"] == NEW:
            return {
                "name": data["name"],
                "orgnr": data.get("orgnr", self.instance.orgnr or None),
                "owner": data["owner"],
            }
        return data["company"] if data["which_company"] == OTHER else self.known[data["which_company"]]


class EnquiryBulkForm(BulkForm):
    rules = EnquiryRules

    dismissal = forms.ChoiceField(
        label=_("Avfärda, med skäl"), required=False, choices=[("", _("Avfärda inte")), *Dismissal.choices]
    )
    dismissal_note = forms.CharField(label=_("Anteckning"), required=False, max_length=200)
    assignee = UserField(may="inbox.change_enquiry", label=_("Ansvarig"), required=False, empty_label=UNCHANGED)

    def clean(self):
        data = super().clean()
        if data.get("dismissal_note") and not data.get("dismissal"):
            self.add_error("dismissal", _("Välj ett skäl, eller ta bort anteckningen."))
        return data
