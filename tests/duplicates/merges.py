"""Two companies that have everything, and the form that merges them."""

from django.apps import apps
from django.urls import reverse

from config.roles import PARTNER_MANAGER
from core.services import save_record
from core.undo import raw_values
from crm.models import Company, Merge, SponsorshipEvent
from duplicates.models import CompanyPair
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    InteractionFactory,
    NextStepFactory,
    contact_at,
    signed_sponsorship,
)


def everything() -> dict:
    """Every row of every table that a merge may touch, but for versions and the traces of merge and undo.

    A link of many to many is its two ends.
    """
    skipped = ("Historical",)
    tables = {}
    for label in ("crm", "campaigns"):
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            if model.__name__.startswith(skipped) or model in {Merge, CompanyPair, SponsorshipEvent}:
                continue
            rows = [raw_values(row) for row in model._base_manager.order_by("pk")]
            aside = {"version", "id"} if model._meta.auto_created else {"version"}
            stored = [{k: v for k, v in row.items() if k not in aside} for row in rows]
            tables[model._meta.label] = sorted(stored, key=str) if model._meta.auto_created else stored
    return tables


def merge_form(client_for, one, other):
    url = reverse(f"duplicates:{one._meta.model_name}_merge", args=[one.pk, other.pk])
    return client_for(PARTNER_MANAGER).get(url).context["form"]


def busy_pair() -> tuple[Company, Company]:
    """Two companies with all that crm and campaigns can hang on them."""
    kept = CompanyFactory(name="Åkeriet AB", orgnr=None, tags=["transport"], notes="Ring på tisdagar.")
    lost = CompanyFactory(name="Hjulspåret", tags=["transport", "lokalt"], trade="Åkeri")
    person = contact_at(lost, first_name="Eva")
    save_record(person.affiliations.get(), is_primary=True)
    AffiliationFactory(company=kept, is_primary=True)
    InteractionFactory(companies=[lost], contacts=[person])
    InteractionFactory(companies=[lost, kept])
    sponsorship = signed_sponsorship(company=lost, signed_by=person)
    NextStepFactory(company=lost, sponsorship=sponsorship, contact=person)
    return lost, kept
