"""Two are compared, merged and separated on pages."""

import pytest
from django.urls import reverse

from config.roles import PARTNER_MANAGER
from core.form_tokens import ONCE_FIELD
from crm.models import Company, Merge
from crm.services.related_rows import pointers
from duplicates.services.merging import undo_merge
from tests.duplicates.merges import merge_form
from tests.factories import (
    AffiliationFactory,
    CompanyFactory,
    ContactFactory,
    InteractionFactory,
    SponsorshipFactory,
    signed_sponsorship,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_merge_is_compared_made_and_undone_on_its_pages(client_for):
    one = CompanyFactory(name="Åkeriet AB", trade="", notes="Ett.")
    other = CompanyFactory(name="Åkeriet", trade="Åkeri", notes="Två.")
    SponsorshipFactory(company=other)
    client = client_for("Partneransvarig")
    choose = client.post(
        reverse("duplicates:company_merge_with", args=[one.pk]), {"other_1": "Åkeriet", "other_0": other.pk}
    )
    url = reverse("duplicates:company_merge", args=[one.pk, other.pk])
    assert choose.headers["Location"] == url
    page = client.get(url)
    form = page.context["form"]
    assert form.initial == {"keep": "other", "name": "other", "orgnr": "other", "trade": "other", "notes": "both"}
    assert page.context["warnings"] == [
        "De har olika organisationsnummer. Se efter att det verkligen är samma företag."
    ]
    shown = page.content.decode()  # each list of what hangs on the one is headed by its name
    assert [f'<a href="{party.get_absolute_url()}">{party}</a>' in shown for party in (one, other)] == [True, True]
    done = client.post(url, form.initial | {"name": "one"})
    merged = Merge.objects.get()
    assert done.headers["Location"] == merged.get_absolute_url()
    other.refresh_from_db()
    assert (other.name, other.notes, other.other_names) == ("Åkeriet AB", "Två.\n\nEtt.", "Åkeriet")
    assert "Ångra alltihop" in client.get(merged.get_absolute_url()).content.decode()
    assert merged.get_absolute_url() in client.get(other.get_absolute_url()).content.decode()
    undone = client.post(merged.get_absolute_url())
    assert undone.status_code == 302
    other.refresh_from_db()
    assert (other.name, Company.objects.get(pk=one.pk).name) == ("Åkeriet", "Åkeriet AB")


def test_merge_that_was_undone_is_made_again_without_a_question(client_for):
    client, lost, kept = client_for(PARTNER_MANAGER), CompanyFactory(), CompanyFactory()
    url = reverse("duplicates:company_merge", args=[lost.pk, kept.pk])
    form = client.get(url).context["form"]
    for time in (1, 2):
        client.post(url, form.initial | {ONCE_FIELD: f"token-{time}"})
        assert Merge.objects.count() == 1
        undo_merge(Merge.objects.get(), by=client.user)


def test_page_that_may_not_merge_says_why_and_has_no_button(client_for):
    one, other = CompanyFactory(), CompanyFactory()
    signed_sponsorship(company=one)
    signed_sponsorship(company=other)
    page = client_for("Partneransvarig").get(reverse("duplicates:company_merge", args=[one.pk, other.pk]))
    assert len(page.context["objections"]) == 1
    assert '<button class="btn btn-primary">Slå ihop</button>' not in page.content.decode()


def test_person_who_wants_to_be_left_in_peace_stays_so(client_for):
    one, other = ContactFactory(), ContactFactory(do_not_contact=True)
    form = merge_form(client_for, one, other)
    assert form.initial["do_not_contact"] == "other"


@pytest.mark.parametrize("number", [1, 30])
def test_merge_page_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    one, other = CompanyFactory(), CompanyFactory()
    for _ in range(number):
        InteractionFactory(companies=[one])
        AffiliationFactory(company=other)
    client = client_for("Partneransvarig")
    with django_assert_num_queries(9 + 2 * len(pointers(Company))):
        client.get(reverse("duplicates:company_merge", args=[one.pk, other.pk]))
