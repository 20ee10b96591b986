from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.kept_queries import kept_by_key
from core.recently_viewed import RemembersMixin
from core.views import ActionPage, CreatePage, DetailPage, ListPage, UpdatePage, offer_put_back
from crm.exports.contacts import ContactExport
from crm.filters.contacts import ContactFilterSet
from crm.forms import AffiliationForm, ContactForm, MoveContactForm, NewContactForm
from crm.models import Affiliation, Contact, Merge
from crm.services.discarding import may_discard
from crm.services.people import add_contact, move_contact, save_role
from crm.tables.contacts import ContactTable
from crm.views.discarding import OffersDiscarding
from crm.views.merged import MergedAway

LATEST = 20


class ContactList(ListPage):
    permission_required = "crm.view_contact"
    title = _("Personer")
    model = Contact
    table_class = ContactTable
    filterset_class = ContactFilterSet
    export_class = ContactExport
    export_asks = True
    bulk_url_name = "crm:contact_bulk"
    bulk_permissions = ("crm.change_contact",)
    many_actions = (
        ("crm:contact_log_many", "crm.add_interaction", _("Logga kontakt")),
        ("crm:contact_plan_many", "crm.add_nextstep", _("Planera steg")),
        ("crm:contact_write_many", "mailing.add_letter", _("Skriv till de här")),
    )
    create_url_name = "crm:contact_create"
    create_permission = "crm.add_contact"
    create_label = _("Ny person")
    links = (("duplicates:contact_pair_list", "crm.merge_contact", _("Dubbletter")),)
    empty_title = _("Inga personer än")
    empty_text = _("Lägg till den första kontaktpersonen, med roll på sitt företag.")

    queryset = Contact.objects.all()
    page_rows = kept_by_key(Contact.objects.for_row())

    def get_page_queryset(self):
        return self.page_rows

    def get_export_kwargs(self):
        kwargs = super().get_export_kwargs()
        return kwargs | {"queryset": kwargs["queryset"].with_affiliations()}


class ContactCreate(CreatePage):
    permission_required = "crm.add_contact"
    template_name = "generic/form_with_similar.html"
    extra_context = {"similar_url": reverse_lazy("duplicates:contact_similar")}
    model = Contact
    form_class = NewContactForm
    title = _("Ny person")
    submit_label = _("Registrera")
    success_message = _("Personen är registrerad.")

    def get_initial(self):
        return {"company": self.request.GET.get("company", "")}

    def save(self, form):
        fields = {name: form.cleaned_data[name] for name in form.cleaned_data if name != "version"}
        return add_contact(**fields)


class ContactEdit(MergedAway, UpdatePage):
    permission_required = "crm.change_contact"
    model = Contact
    form_class = ContactForm
    joins = True
    title = _("Ändra person")
    success_message = _("Ändringarna är sparade.")


class ContactDetail(MergedAway, RemembersMixin, DetailPage):
    permission_required = "crm.view_contact"
    model = Contact
    template_name = "crm/contacts/detail.html"
    context_object_name = "contact"

    def get_queryset(self):
        return Contact.objects.with_affiliations()

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        roles = list(self.object.affiliations.all())
        return super().get_context_data(
            roles=roles,
            home=next((role for role in roles if role.is_current_on(today)), None),
            interactions=self.object.interactions.for_timeline()[:LATEST],
            merges=Merge.objects.into(self.object),
            may_discard=may_discard(self.object, user=self.request.user),
            **kwargs,
        )


class ContactMove(ActionPage):
    """Move a person to a new employer: end current roles, begin a new one; history stays with both companies."""

    permission_required = "crm.change_contact"
    model = Contact
    form_class = MoveContactForm
    title = _("Byt företag")
    intro = _("Nuvarande uppdrag avslutas dagen före den första dagen på det nya företaget. All historik ligger kvar.")
    submit_label = _("Flytta personen")

    def get_queryset(self):
        return Contact.objects.with_affiliations()

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"contact": self.object}

    def save(self, form):
        data = form.cleaned_data
        moved = move_contact(
            contact=self.object,
            to_company=data["company"],
            on=data["on"],
            role=data["role"],
            is_primary=data["is_primary"],
            reached_at={"email": data["email"], "phone": data["phone"]},
            successors=form.successors(),
        )
        words, permissions = _("Det nya uppdraget är registrerat."), self.get_permission_required()
        offer_put_back(self.request, words, *moved.rows, permissions=permissions)
        return moved.role


class AffiliationPageMixin:
    model = Affiliation
    form_class = AffiliationForm

    def save(self, form):
        """Offer undo if the role took over as main contact; not if the change is planned for the role's first day."""
        planned = form.instance.at_start is not None
        role, rows = save_role(form.instance, company=form.cleaned_data["company"])
        words = _("Uppdraget är sparat.")
        if len(rows) > 1 and not planned:
            offer_put_back(self.request, words, *rows, permissions=self.get_permission_required())
        else:
            messages.success(self.request, words)
        return role


class AffiliationCreate(AffiliationPageMixin, CreatePage):
    permission_required = "crm.add_affiliation"
    title = _("Nytt uppdrag")

    def get_form_kwargs(self):
        contact = get_object_or_404(Contact, pk=self.kwargs["pk"])
        return super().get_form_kwargs() | {"instance": Affiliation(contact=contact)}

    def get_initial(self):
        return {"company": self.request.GET.get("company"), "starts": timezone.localdate()}


class AffiliationEdit(OffersDiscarding, AffiliationPageMixin, UpdatePage):
    discard_url_name = "crm:affiliation_discard"
    permission_required = "crm.change_affiliation"
    title = _("Ändra uppdrag")
