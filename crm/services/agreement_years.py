"""Sponsorships that share an agreement year, so that its parts sum to it."""

from django.db import transaction

from crm.models import Company, Sponsorship


@transaction.atomic
def settle_years(sponsorship: Sponsorship):
    """Reckon anew which agreement years a signed sponsorship and those that follow on it go on with.

    Every service calls it that signs one or changes what the kronor of a signed one follow from. Like all that is
    counted from other rows, the result is written without a version of its own.
    """
    signed = Sponsorship.objects.select_related("renews")
    following = signed.get(pk=sponsorship.pk)
    while following:
        years_from, carried = following.years_gone_on_with()
        if (years_from, carried) != (following.years_from, following.carried):
            Sponsorship.objects.filter(pk=following.pk).update(years_from=years_from, carried=carried)
        if following == sponsorship:
            sponsorship.years_from, sponsorship.carried = years_from, carried
        following = signed.ever_in_force().filter(renews=following).first()


def hold_agreements(sponsorship: Sponsorship):
    """Let nobody else change the company's agreements until the transaction ends: each counts what the others wrote."""
    Company.objects.select_for_update(no_key=True).get(pk=sponsorship.company_id)
