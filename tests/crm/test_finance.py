"""Finance may edit invoice fields and payment notes, and nothing else of companies and sponsorships."""

import pytest
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER
from core.models import Changeset
from crm.models import Company, Sponsorship
from crm.services.bulk import Edit, NotAllToChange, change_all, preview, undo_bulk
from crm.services.bulk_sponsorships import SponsorshipRules
from tests.factories import CompanyFactory, SponsorshipFactory, UserFactory, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]

INVOICE = {
    "invoice_email": "faktura@akeriet.example",
    "invoice_reference": "Ref 7",
    "bankgiro": "991-2346",
    "swish": "123 456 78 90",
}


def field(row, name: str) -> str:
    return reverse(f"crm:{row._meta.model_name}_field", args=[row.pk, name])


def edit(row) -> str:
    return reverse(f"crm:{row._meta.model_name}_edit", args=[row.pk])


def version(row) -> dict:
    return {"If-Match": f'"{row.version}"'}


def changed(rows, by, **fields) -> Changeset:
    asked = Edit(fields, rules=SponsorshipRules if rows.model is Sponsorship else None)
    return change_all(rows, asked, by=by, digest=preview(rows, asked, by=by).digest)


def test_company_form_has_the_invoice_details_alone_and_writes_nothing_else(client_for):
    company, client = CompanyFactory(name="Åkeriet AB", notes="Ring Kim", tags=["frakt"]), client_for(FINANCE)
    assert set(client.get(edit(company)).context["form"].fields) == {*INVOICE, "version"}
    more = {"name": "Annat", "status": "ended", "owner": client.user.pk, "notes": "", "tags": "", "city": ""}
    client.post(edit(company), INVOICE | more | {"version": company.version})
    stored = Company.objects.get()
    told = stored.name, stored.status, stored.owner, stored.notes, stored.city, [tag.name for tag in stored.tags.all()]
    assert told == ("Åkeriet AB", "prospect", None, "Ring Kim", "Västerås", ["frakt"])
    assert {name: getattr(stored, name) for name in INVOICE} == INVOICE | {"bankgiro": "9912346", "swish": "1234567890"}


@pytest.mark.parametrize("make", [SponsorshipFactory, signed_sponsorship])
def test_sponsorship_form_has_the_payment_note_alone(client_for, make):
    sponsorship, client = make(), client_for(FINANCE)
    assert set(client.get(edit(sponsorship)).context["form"].fields) == {"payment_note", "version"}
    sent = {"payment_note": "Två fakturor", "owner": client.user.pk, "amount": "1", "version": sponsorship.version}
    client.post(edit(sponsorship), sent)
    stored = Sponsorship.objects.get()
    assert (stored.payment_note, stored.owner, stored.amount) == ("Två fakturor", sponsorship.owner, sponsorship.amount)


def test_in_place_only_the_payment_note_is_changed(client_for):
    sponsorship, client = SponsorshipFactory(), client_for(FINANCE)
    addresses = [
        *(field(sponsorship.company, name) for name in ("status", "owner", "trade", "employees", "website")),
        field(sponsorship, "owner"),
    ]
    assert {client.post(url, {"version": 1}).status_code for url in addresses} == {403}
    assert client.get(field(sponsorship, "payment_note")).status_code == 200
    pages = [client.get(row.get_absolute_url()).content.decode() for row in (sponsorship.company, sponsorship)]
    assert [page.count("inline-edit") for page in pages] == [0, 1]
    assert [edit(row) in page for row, page in zip((sponsorship.company, sponsorship), pages, strict=True)] == [
        True
    ] * 2


def test_api_writes_the_same_fields_and_names_those_it_refuses(api_client_for):
    sponsorship, client = SponsorshipFactory(), api_client_for(FINANCE)
    company = sponsorship.company
    url = f"/api/v1/companies/{company.pk}/"
    refused = client.patch(url, {"invoice_reference": "7", "status": "ended", "tags": ["ny"]}, headers=version(company))
    allowed = client.patch(url, INVOICE, headers=version(company))
    assert (refused.status_code, allowed.status_code, allowed.json()["invoice_reference"]) == (403, 200, "Ref 7")
    assert refused.json()["detail"] == "Du har inte behörighet till fältet status, tags."
    url = f"/api/v1/sponsorships/{sponsorship.pk}/"
    sent = [{"owner": client.user.pk}, {"payment_note": "Autogiro"}]
    codes = [client.patch(url, each, headers=version(sponsorship)).status_code for each in sent]
    assert (codes, Sponsorship.objects.get().payment_note) == ([403, 200], "Autogiro")


def test_many_at_once_only_the_payment_notes(client_for):
    sponsorship, client = SponsorshipFactory(), client_for(FINANCE)
    url = f"{reverse('crm:sponsorship_bulk')}?rows={sponsorship.pk}"
    assert list(client.get(url).context["form"].fields) == ["payment_note"]
    asked = {"payment_note": "Autogiro", "owner": client.user.pk, "stage": "meeting"}
    shown = client.post(url, asked).context["preview"]
    assert shown.outcomes[0].changes == [("Betalning", "", "Autogiro")]
    client.post(url, asked | {"digest": shown.digest})
    assert client.post(reverse("core:changeset", args=[Changeset.objects.get().pk])).status_code == 302
    assert Sponsorship.objects.get().payment_note == ""
    lists = [client.get(reverse(f"crm:{name}_list")).context["bulk_url"] for name in ("company", "sponsorship")]
    assert lists == ["", reverse("crm:sponsorship_bulk")]


def test_what_others_changed_of_other_fields_is_not_finances_to_undo(client_for):
    manager, finance = UserFactory(role=PARTNER_MANAGER), client_for(FINANCE)
    sponsorship = SponsorshipFactory(owner=UserFactory())
    change = changed(Sponsorship.objects.all(), manager, owner=manager, payment_note="Autogiro")
    pages = [finance.get(change.get_absolute_url()), finance.post(reverse("core:changeset", args=[change.pk]))]
    assert [page.status_code for page in pages] == [403, 403]
    with pytest.raises(NotAllToChange):
        undo_bulk(change, by=finance.user)
    sponsorship.refresh_from_db()
    assert sponsorship.owner == manager
    undo_bulk(change, by=manager)
