"""Sponsorships that share an agreement year, so that its parts sum to it."""

from django.db import transaction

from crm.models import Company, Sponsorship
from crm.services.terms import note_terms


@transaction.atomic
def settle_years(sponsorship: Sponsorship):
    """Recompute which agreement years a signed sponsorship and its successors continue.

    Call it in every service that signs a sponsorship or changes the terms that its kronor depend on. As derived data,
    the result is written without a new version.
    """
    signed = Sponsorship.objects.select_related("renews")
    following = signed.get(pk=sponsorship.pk)
    while following:
        years_from, carried = following.continued_years()
        if (years_from, carried) != (following.years_from, following.carried):
            Sponsorship.objects.filter(pk=following.pk).update(years_from=years_from, carried=carried)
            note_terms(following)
        if following == sponsorship:
            sponsorship.years_from, sponsorship.carried = years_from, carried
        following = signed.ever_in_force().filter(renews=following).first()


def hold_agreements(sponsorship: Sponsorship):
    """Lock the company's agreements until the transaction ends: each is computed from the others."""
    Company.objects.select_for_update(no_key=True).get(pk=sponsorship.company_id)
