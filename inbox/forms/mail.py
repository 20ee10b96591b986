from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.forms import RowsField, StyledForm
from crm.forms.interactions import NEWCOMER, QuickLogForm
from crm.models import Company, Contact
from inbox.queries import Guess


class MailForm(StyledForm):
    """An e-mail as a file or as text. The file takes precedence if both are given."""

    file = forms.FileField(
        label=_("Mejlet som fil"),
        required=False,
        help_text=_(
            "En .eml- eller .msg-fil: dra mejlet hit från mejlprogrammet, eller spara det som fil och välj den."
        ),
        widget=forms.FileInput(attrs={"accept": ".eml,.msg,message/rfc822,application/vnd.ms-outlook"}),
    )
    text = forms.CharField(
        label=_("Eller mejlets text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Kopiera hela mejlet, gärna med raderna Från, Skickat, Till och Ämne."),
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("file") and not (cleaned.get("text") or "").strip() and not self.errors:
            self.add_error("file", _("Välj en fil eller klistra in text."))
        return cleaned


class MailLogForm(QuickLogForm):
    """The log's form, prefilled from the e-mail."""

    subject = forms.CharField(label=_("Ämne"), max_length=200, required=False)
    quoted = forms.CharField(
        label=_("Tidigare i mejlet"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Signatur och det som mejlet svarar på. Sparas infällt under texten."),
    )
    also_at = RowsField(
        Company.objects.none(),
        label=_("Personen finns också på"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kryssa för om mejlet gäller det företaget med."),
    )
    strangers = forms.MultipleChoiceField(
        label=_("Nya personer på företaget"), required=False, widget=forms.CheckboxSelectMultiple
    )
    attachments = forms.MultipleChoiceField(
        label=_("Bilagor att spara som dokument"), required=False, widget=forms.CheckboxSelectMultiple
    )

    again = forms.BooleanField(label=_("Logga det en gång till ändå"), required=False)

    def __init__(self, *args, guess: Guess, refused: dict[str, str], **kwargs):
        """`refused` holds the reason for each attachment that is not an accepted document, by its number."""
        self.guess = guess
        super().__init__(*args, **kwargs)
        user = kwargs["user"]
        for name in NEWCOMER & self.fields.keys():  # the e-mail's unknown senders replace these fields
            del self.fields[name]
        self.fields["also_at"].queryset = Company.objects.filter(pk__in=[company.pk for company in guess.also_at])
        if guess.mail.date_guessed:
            self.fields["happened_at"].help_text = _("Hela datumet stod inte i mejlet. Vi har gissat: stämmer året?")
        elif guess.mail.sent_at is None:
            self.fields["happened_at"].help_text = _("Mejlet säger inte när det skickades.")
        self.people = {person.email: person for person in guess.strangers} if user.has_perm("crm.add_contact") else {}
        self.files, self.refused = {}, []
        if user.has_perm("crm.add_document"):
            self._offer_attachments(refused)
        self.fields["strangers"].choices = [
            (email, f"{person.name} <{email}>" if person.name else email) for email, person in self.people.items()
        ]
        self.fields["attachments"].choices = [(key, file.name) for key, file in self.files.items()]

    def _offer_attachments(self, refused: dict[str, str]):
        """Offer only attachments whose content is an accepted document; list the others with the reason."""
        for number, attachment in enumerate(self.guess.mail.attachments):
            if words := refused.get(str(number)):
                self.refused.append((attachment.name, words))
            else:
                self.files[str(number)] = attachment

    def _people(self):
        """Include the e-mail's people, whatever company they work at."""
        named = [contact.pk for contact in self.guess.contacts]
        return Contact.objects.filter(Q(pk__in=named) | Q(pk__in=super()._people().values("pk")))

    def clean_again(self):
        again = self.cleaned_data["again"]
        if self.guess.earlier and not again:
            raise forms.ValidationError(_("Mejlet är redan loggat. Kryssa för om det ska loggas en gång till."))
        return again

    def companies(self) -> list:
        return list(dict.fromkeys([*super().companies(), *self.cleaned_data["also_at"]]))

    def chosen_people(self) -> list:
        return [self.people[email] for email in self.cleaned_data["strangers"]]

    def chosen_attachments(self) -> list:
        return [self.files[key] for key in self.cleaned_data["attachments"]]
