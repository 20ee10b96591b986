import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.phonenumber import PhoneNumber, to_python

from core.fields import PhoneField
from core.models import Record, Sortable
from core.querysets import found
from core.row_urls import route_to
from core.text import LONG_TEXT
from crm.address_lists import read_emails, read_phones, ways_to_write
from crm.models.companies import Company
from crm.models.names import Renamable
from crm.name_keys import MATCH_KEY_LENGTH, name_key
from crm.querysets.contacts import AffiliationQuerySet, ContactQuerySet


class LegalBasis(models.TextChoices):
    LEGITIMATE_INTEREST = "legitimate_interest", _("Berättigat intresse")
    CONTRACT = "contract", _("Avtal")
    CONSENT = "consent", _("Samtycke")


class Contact(Renamable, Record, Sortable):
    first_name = models.CharField(_("förnamn"), max_length=80)
    last_name = models.CharField(_("efternamn"), max_length=80, blank=True)
    other_names = models.TextField(
        _("andra namn"), blank=True, max_length=400, help_text=_("Till exempel namnet före ett giftermål.")
    )
    match_key = models.CharField(editable=False, default="", max_length=MATCH_KEY_LENGTH, db_index=True)
    email = models.EmailField(_("e-post"), blank=True)
    phone = PhoneField(_("telefon"), blank=True)
    other_emails = models.TextField(
        _("fler e-postadresser"), blank=True, max_length=1000, help_text=_("En på varje rad.")
    )
    former_emails = models.TextField(
        _("tidigare e-postadresser"),
        blank=True,
        max_length=1000,
        help_text=_("En på varje rad. Vi skriver aldrig dit, men känner igen äldre mejl på dem."),
    )
    other_phones = models.TextField(
        _("fler telefonnummer"), blank=True, max_length=400, help_text=_("Ett på varje rad, till exempel växeln.")
    )
    legal_basis = models.CharField(
        _("rättslig grund"), max_length=20, choices=LegalBasis, default=LegalBasis.LEGITIMATE_INTEREST
    )
    data_source = models.CharField(
        _("källa"),
        max_length=160,
        blank=True,
        help_text=_("Var uppgifterna kommer från, till exempel visitkort på mässa."),
    )
    do_not_contact = models.BooleanField(_("vill inte bli kontaktad"), default=False)
    notes = models.TextField(_("anteckningar"), max_length=LONG_TEXT, blank=True)
    companies = models.ManyToManyField(Company, through="crm.Affiliation", related_name="contacts")

    guarded_fields = {"notes": "crm.view_notes"}
    has_search_index = True

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("kontaktperson")
        verbose_name_plural = _("kontaktpersoner")
        ordering = ["sort_key", "pk"]
        permissions = [("merge_contact", "Can merge people, and take that back")]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip()

    def get_absolute_url(self):
        return route_to("crm:contact_detail", self.pk)

    def readers(self):
        """Other addresses and numbers become one to a line, without duplicates or the primary one."""
        return {
            "other_emails": self._read_emails,
            "former_emails": self._read_former_emails,
            "other_phones": self._read_phones,
        }

    def _read_emails(self, text: str) -> str:
        return "\n".join(email for email in read_emails(text) if email.casefold() != self.email.casefold())

    def _read_former_emails(self, text: str) -> str:
        present = {email.casefold() for email in self.emails}
        former = [email for email in read_emails(text) if email.casefold() not in present]
        while len("\n".join(former)) > self._meta.get_field("former_emails").max_length:
            del former[0]  # the oldest
        return "\n".join(former)

    def _read_phones(self, text: str) -> str:
        return "\n".join(phone.as_international for phone in read_phones(text) if phone != self.phone)

    @property
    def emails(self) -> list[str]:
        """All current addresses, the primary one first."""
        return [*filter(None, [self.email]), *self.other_emails.splitlines()]

    @property
    def phones(self) -> list[PhoneNumber]:
        """All numbers, the primary one first."""
        return [*filter(None, [self.phone]), *self.more_phones]

    @property
    def more_phones(self) -> list[PhoneNumber]:
        return list(filter(None, map(to_python, self.other_phones.splitlines())))

    def reached_by(self, name: str) -> str:
        """The primary `email` or `phone` as text; `name` is the field's."""
        return str(getattr(self, name) or "")

    def current_roles(self) -> list["Affiliation"]:
        """Affiliations in force today, main contact first. No query if `affiliations` is prefetched or listed."""
        today = timezone.localdate()
        return [role for role in found(self, "affiliations") if role.is_current_on(today)]

    def search_parts(self):
        names = [self.first_name, self.last_name, *self.emails, self.former_emails, self.other_names]
        return [*names, *(words for phone in self.phones for words in ways_to_write(phone))]

    def fill_keys(self):
        self.match_key = name_key(str(self))
        return super().fill_keys() | {"match_key"}

    def sort_text(self):
        return f"{self.last_name} {self.first_name}"


class Affiliation(Record):
    """A person's role at a company between two dates; kept as history when the person leaves."""

    contact = models.ForeignKey(Contact, models.CASCADE, verbose_name=_("kontaktperson"), related_name="affiliations")
    company = models.ForeignKey(Company, models.CASCADE, verbose_name=_("företag"), related_name="affiliations")
    role = models.CharField(_("roll"), max_length=80, blank=True)
    starts = models.DateField(_("från"), null=True, blank=True)
    ends = models.DateField(_("till och med"), null=True, blank=True)
    is_primary = models.BooleanField(
        _("huvudkontakt"),
        default=False,
        help_text=_("Den vi ringer först på företaget. Märket försvinner när uppdraget är slut."),
    )

    # What to do on the first day of a future role: crm.services.people.begin_roles.
    at_start = models.JSONField(null=True, editable=False)

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        verbose_name = _("uppdrag")
        verbose_name_plural = pgettext_lazy("flera", "uppdrag")
        ordering = ["-is_primary", "contact__sort_key", F("starts").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="crm_affiliation_dates_in_order",
                violation_error_message=_("Slutdatum kan inte ligga före startdatum."),
            ),
        ]

    def __str__(self):
        return f"{self.contact}, {self.company}"

    def get_absolute_url(self):
        return self.contact.get_absolute_url()

    def clean(self):
        """Clear `is_primary` of an ended role, so that it takes the mark from no other, whatever ended it."""
        super().clean()
        if self.ends is not None and self.ends < timezone.localdate():
            self.is_primary = False

    def is_same_role_as(self, other: "Affiliation") -> bool:
        """Whether both rows record one role: equal or blank role names, and overlapping periods.

        Assumes the same person and company. An ended role never equals a current one.
        """
        same_words = not self.role or not other.role or self.role.casefold() == other.role.casefold()
        (begins, ends), (begins_too, ends_too) = self._days, other._days
        today = timezone.localdate()
        return same_words and (ends < today) == (ends_too < today) and begins <= ends_too and begins_too <= ends

    @property
    def _days(self) -> tuple[dt.date, dt.date]:
        return self.starts or dt.date.min, self.ends or dt.date.max

    @property
    def is_main_contact(self) -> bool:
        """Whether it is marked as the main contact and in force today: an end date set in advance clears no mark."""
        return self.is_primary and self.is_current_on(timezone.localdate())

    @property
    def is_change_of_jobs(self) -> bool:
        """Whether it is a future role that replaces others (`move_contact`), not one added beside them."""
        return "successors" in (self.at_start or {})

    @property
    def reached_at(self) -> dict[str, str]:
        """The `email` and `phone` to set on the first day of a future role.

        A value edited since the change was planned is newer, and is kept.
        """
        plan = self.at_start or {}
        before = plan.get("reached_before", {})
        planned = plan.get("reached_at", {}).items()
        return {name: value for name, value in planned if self.contact.reached_by(name) == before[name]}

    @property
    def is_coming(self) -> bool:
        return self.is_coming_on(timezone.localdate())

    def is_coming_on(self, day: dt.date) -> bool:
        return self.starts is not None and self.starts > day

    def is_current_on(self, day: dt.date) -> bool:
        return (self.starts is None or self.starts <= day) and (self.ends is None or self.ends >= day)
