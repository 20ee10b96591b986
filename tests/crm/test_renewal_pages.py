"""Renewing, amending and changing tier on pages."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from config.roles import ADMINISTRATOR, FINANCE, PARTNER_MANAGER, READER
from crm.models import Sponsorship, SponsorshipAmendment, Stage
from crm.services.amendments import amend_sponsorship, remove_amendment
from crm.services.renewals import renew_sponsorship
from crm.services.sponsorships import end_sponsorship, sign_sponsorship
from tests import clock
from tests.crm.random_periods import A_DAY
from tests.crm.renewals import listed, over, plain, running, today
from tests.factories import (
    SIGNED_ON,
    CompanyFactory,
    SponsorshipFactory,
    UserFactory,
    contact_at,
    get_goal,
    get_tier,
    signed_sponsorship,
)
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db
JULY = dt.date(2027, 7, 1)


# --- Renewing --------------------------------------------------------------------------------------


@clock.pinned
def test_form_of_a_renewal_is_filled_in_and_says_what_applies_now(client_for):
    signed = signed_sponsorship(payment_note="Faktura i mars")
    Sponsorship.objects.filter(pk=signed.pk).update(signed_by=contact_at(signed.company, first_name="Eva"))
    client = client_for(PARTNER_MANAGER)
    url = reverse("crm:sponsorship_renew", args=[signed.pk])
    page = client.get(url)
    form = page.context["form"]
    assert form["starts"].value() == dt.date(2028, 1, 1)
    assert [form.fields[name].help_text.replace("\N{NO-BREAK SPACE}", " ") for name in ("goal", "tier", "amount")] == [
        "Nu: Ingen hemlöshet",
        "Nu: Sponsor",
        "Nu: 40 000 kr",
    ]
    assert "gäller till och med 2027-12-31 och tecknades av Eva Person" in plain(page)
    sent = {
        "goal": signed.goal_id,
        "tier": get_tier("Partner").pk,
        "starts": "2028-01-01",
        "ends": "2028-12-31",
        "amount": "75 000",
        "owner": client.user.pk,
        "payment_note": "Två fakturor",
        "notice_days": "60",
    }
    early = client.post(url, sent | {"starts": "2027-12-31"})
    assert list(early.context["form"].errors) == ["starts"]
    assert early.context["form"]["amount"].value() == "75 000"
    client.post(url, sent)
    renewal = signed.successor
    assert (renewal.company, renewal.amount, renewal.owner) == (signed.company, Decimal(75000), client.user)
    text = plain(client.get(renewal.get_absolute_url()))
    assert "<del>40 000 kr</del> <ins>75 000 kr</ins>" in text
    assert "<del>Sponsor</del> <ins>Partner</ins>" in text
    assert client.get(url).headers["Location"] == renewal.get_absolute_url()
    again = client.post(url, sent | {"another": "on"})
    assert again.context["form"].non_field_errors() == [
        "Sponsorskapet förnyas redan av ett annat. Ändra det, eller avböj det först."
    ]


def test_form_of_never_begun_sponsorship_says_so_and_makes_the_renewal_of_the_one_before(client_for):
    signed = running()
    first = sign_sponsorship(renew_sponsorship(signed), signed_on=today())
    end_sponsorship(first, on=today(), reason="Ångrade sig")
    client, url = client_for(PARTNER_MANAGER), reverse("crm:sponsorship_renew", args=[first.pk])
    page = client.get(url)
    assert f"avslutades {today()}, innan det började." in plain(page)
    form = page.context["form"]
    data = {name: value for name in form.fields if (value := form[name].value()) is not None}
    assert client.post(url, data).status_code == 302
    assert Sponsorship.objects.get(stage=Stage.LEAD).renews == signed


def test_dialogue_that_renews_nothing_sends_the_renewing_back_to_its_page(client_for):
    lead = SponsorshipFactory()
    response = client_for(PARTNER_MANAGER).get(reverse("crm:sponsorship_renew", args=[lead.pk]))
    assert response.headers["Location"] == lead.get_absolute_url()


def test_dialogue_is_linked_to_what_it_renews_from_its_form(client_for):
    signed = signed_sponsorship()
    lead = SponsorshipFactory(company=signed.company, starts=dt.date(2028, 2, 1), ends=dt.date(2028, 12, 31))
    client, url = client_for(PARTNER_MANAGER), reverse("crm:sponsorship_edit", args=[lead.pk])
    form = client.get(url).context["form"]
    assert list(form.fields["renews"].queryset) == [signed]
    sent = {
        "version": lead.version,
        "company_0": lead.company_id,
        "company_1": lead.company.name,
        "goal": lead.goal_id,
        "tier": lead.tier_id,
        "owner": lead.owner_id,
        "renews": signed.pk,
    }
    client.post(url, sent)
    lead.refresh_from_db()
    assert lead.renews == signed


@clock.pinned
def test_chain_stands_on_the_pages_of_the_company_and_of_each_sponsorship(client_for):
    first = signed_sponsorship()
    second = sign_sponsorship(renew_sponsorship(first, amount=Decimal(45000)), signed_on=SIGNED_ON)
    third = renew_sponsorship(second)
    client = client_for(READER)
    for each in (first, second, third):
        assert client.get(each.get_absolute_url()).context["chain"] == [first, second, third]
    page = client.get(first.company.get_absolute_url())
    assert page.context["chains"] == [[first, second, third]]
    for words in ("2027-01 – 2027-12", "2028-01 – 2028-12", "2029-01 – 2029-12", "45 000 kr"):
        assert words in plain(page)


def test_yearly_amount_is_todays_and_later_ones_are_shown_with_their_date(client_for):
    """Regression: the company's page showed a future amendment's amount as the current one."""
    signed, ahead = running(days_left=200), today() + 100 * A_DAY
    for starts, amount in ((today() - 9 * A_DAY, 120000), (ahead, 90000)):
        amend_sponsorship(signed, starts=starts, amount=Decimal(amount), reason="Fler anställda", by=signed.owner)
    client, told = client_for(READER), f"120 000 kr, från {ahead} 90 000 kr</span>"
    assert told in plain(client.get(signed.company.get_absolute_url()))
    following = renew_sponsorship(Sponsorship.objects.get())
    for page in (signed.company, following):
        assert told in plain(client.get(page.get_absolute_url()))
    end_sponsorship(Sponsorship.objects.get(pk=signed.pk), on=ahead - A_DAY, reason="Slut")
    assert ">120 000 kr</span>" in plain(client.get(following.get_absolute_url()))


def test_timeline_shows_renewals_and_amended_amounts(client_for):
    signed, user = signed_sponsorship(), UserFactory(first_name="Siv", last_name="Dal")
    amendment = amend_sponsorship(signed, starts=JULY, amount=Decimal(50000), reason="Fler anställda", by=user)
    renew_sponsorship(Sponsorship.objects.get(), amount=Decimal(60000))
    client = client_for(READER)
    text = plain(client.get(signed.company.get_absolute_url()))
    assert "Belopp per år från 2027-07-01</strong>: <del>40 000 kr</del> <ins>50 000 kr</ins>" in text
    assert "Fler anställda" in text
    assert "<del>50 000 kr</del> <ins>60 000 kr</ins>" in text
    remove_amendment(amendment, by=user, reason="Fel belopp")
    assert "Ändringen till 50 000 kr från 2027-07-01 är borttagen." in plain(
        client.get(signed.company.get_absolute_url())
    )


# --- Amending --------------------------------------------------------------------------------------


def test_amount_is_amended_from_a_day_on_its_page(client_for):
    signed = signed_sponsorship(amount=Decimal(36500))
    client, url = client_for(PARTNER_MANAGER), reverse("crm:sponsorship_amend", args=[signed.pk])
    sent = {"version": signed.version, "starts": "2027-07-01", "amount": "73 000", "reason": "Fler anställda"}
    wrong = client.post(url, sent | {"starts": "2028-01-01"})
    assert wrong.context["form"].errors == {"starts": ["Välj en dag efter 2027-01-01, senast 2027-12-31."]}
    assert wrong.context["form"]["amount"].value() == "73 000"
    assert client.post(url, sent).status_code == 302
    page = client.get(signed.get_absolute_url())
    [year] = page.context["years"].rows
    assert [cell.replace("\N{NO-BREAK SPACE}", " ") for cell in year.cells] == ["2027", "54 900 kr"]
    assert len(page.context["amendments"].rows) == 1


def test_amendment_is_undone_by_an_administrator_only(client_for):
    signed, user = signed_sponsorship(), UserFactory()
    amendment = amend_sponsorship(signed, starts=JULY, amount=Decimal(1), reason="Fel", by=user)
    url = reverse("crm:amendment_remove", args=[amendment.pk])
    manager, administrator = client_for(PARTNER_MANAGER), client_for(ADMINISTRATOR)
    assert url not in manager.get(signed.get_absolute_url()).content.decode()
    assert manager.post(url).status_code == 403
    assert url in administrator.get(signed.get_absolute_url()).content.decode()
    assert administrator.post(url).context["form"].errors.keys() == {"reason"}
    assert administrator.post(url, {"reason": "Fel"}).headers["Location"] == signed.get_absolute_url()
    assert not SponsorshipAmendment.objects.exists()


def test_list_and_workbook_show_the_amount_of_the_day(client_for):
    signed = signed_sponsorship(company=CompanyFactory(name="Bo AB"), amount=Decimal(36500))
    amend_sponsorship(signed, starts=JULY, amount=Decimal(73000), reason="Prov", by=UserFactory())
    client, url = client_for(FINANCE), reverse("crm:sponsorship_list")
    for day, yearly in (("2027-06-30", Decimal(36500)), ("2027-07-01", Decimal(73000))):
        response = client.get(url, {"on": day})
        assert [amount for _label, amount in response.context["totals"]] == [yearly, Decimal(54900), Decimal(54900)]
        book = book_of(client.get(url, {"on": day, "export": "xlsx"}), data_only=True)
        header, row, *_rest = book.worksheets[0].iter_rows(values_only=True)
        cells = dict(zip(header, row, strict=True))
        assert (cells["Belopp per år"], cells["Belopp i perioden 2027"]) == (yearly, 54900)


@clock.pinned
def test_workbook_of_sponsorships_has_what_finance_asks_of_renewals_typed(client_for):
    first = signed_sponsorship(company=CompanyFactory(name="Bo AB"))
    second = sign_sponsorship(renew_sponsorship(first, amount=Decimal(50000)), signed_on=SIGNED_ON)
    url = reverse("crm:sponsorship_list")
    response = client_for(FINANCE).get(url, {"on": "2028-06-30", "export": "xlsx"})
    header, row, *_rest = book_of(response, data_only=True).worksheets[0].iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert (cells["Avtal"], cells["Slag"], cells["Förnyar avtal"]) == (second.agreement_no, "Höjt", first.agreement_no)
    assert cells["Besked senast"] == dt.datetime(2028, 10, 2)  # noqa: DTZ001  as openpyxl gives a day
    assert cells["Belopp per år"] == 50000


@clock.pinned
def test_list_is_filtered_and_sorted_by_kind(client_for):
    first = signed_sponsorship(company=CompanyFactory(name="Bo AB"))
    sign_sponsorship(renew_sponsorship(first), signed_on=SIGNED_ON)
    other = signed_sponsorship(company=CompanyFactory(name="Åkeri AB"))
    sign_sponsorship(renew_sponsorship(other, amount=Decimal(1)), signed_on=SIGNED_ON)
    client = client_for(FINANCE)
    assert listed(client, "crm:sponsorship_list", on="2028-01-01", kind="downgrade") == ["Åkeri AB"]
    by_kind = {"sort": "-kind", "columns": "company,kind"}
    assert listed(client, "crm:sponsorship_list", on="2028-01-01", **by_kind) == ["Bo AB", "Åkeri AB"]
    assert listed(client, "crm:sponsorship_list", on="2028-01-01", sort="amount") == ["Åkeri AB", "Bo AB"]


# --- Changing tier ---------------------------------------------------------------------------------


@clock.pinned
def test_tier_is_changed_on_its_page_and_leads_to_the_new_sponsorship(client_for):
    signed = signed_sponsorship()
    client, url = client_for(PARTNER_MANAGER), reverse("crm:sponsorship_change_tier", args=[signed.pk])
    sent = {
        "version": signed.version,
        "starts": "2027-07-01",
        "tier": get_tier("Huvudpartner").pk,
        "amount": "250 000",
        "signed_on": "2026-11-15",
        "reason": "Växer",
    }
    rival = signed_sponsorship(tier=get_tier("Huvudpartner"))
    full = client.post(url, sent)
    assert full.context["form"].non_field_errors() == ["Alla platser på nivån är upptagna under en del av perioden."]
    assert full.context["form"]["amount"].value() == "250 000"
    end_sponsorship(rival, on=dt.date(2027, 6, 30), reason="Konkurs")
    response = client.post(url, sent)
    assert response.headers["Location"] == signed.successor.get_absolute_url()
    assert set(client.get(url).context["form"].fields["tier"].queryset) == {
        get_tier(name) for name in ("Huvudpartner", "Partner", "Vänföretag")
    }


# --- Upcoming renewals -----------------------------------------------------------------------------


def test_renewals_are_listed_by_the_day_of_notice(client_for):
    running(name="Sist", days_left=200)
    running(name="Snart", days_left=100, notice_days=99)
    running(name="Försenad", days_left=80)
    running(name="I dag slut", days_left=0)
    over(name="Slut")
    SponsorshipFactory()
    end_sponsorship(running(name="Avslutat"), on=today(), reason="Konkurs")
    sign_sponsorship(renew_sponsorship(running(name="Förnyat")), signed_on=today())
    renew_sponsorship(running(name="Dialog", days_left=95))
    client = client_for(PARTNER_MANAGER)

    def names(**query):
        return [name for name in listed(client, "crm:renewal_list", **query) if not name.startswith("Företag")]

    assert names() == ["I dag slut", "Försenad", "Snart", "Dialog", "Sist", "Förnyat"]
    assert names(state="not_begun") == ["I dag slut", "Försenad", "Snart", "Sist", "Förnyat"]
    assert names(state="talking") == ["Dialog"]
    assert names(state="renewed", sort="company") == ["Förnyat"]
    assert names(notice_by=(today() + A_DAY).isoformat()) == ["I dag slut", "Försenad", "Snart"]


def test_renewals_are_filtered_by_goal_owner_and_tier(client_for):
    mine = running(name="Min", goal=get_goal(2), tier=get_tier("Partner"))
    running(name="Din")
    client = client_for(PARTNER_MANAGER)
    for query in ({"goal": mine.goal_id}, {"owner": mine.owner_id}, {"tier": mine.tier_id}, {"q": mine.agreement_no}):
        assert listed(client, "crm:renewal_list", **query) == ["Min"]


def test_workbook_of_renewals_is_typed_and_names_what_follows(client_for):
    signed = running(name="=Bo AB")
    renewal = renew_sponsorship(signed, amount=Decimal("45000.50"))
    response = client_for(FINANCE).get(reverse("crm:renewal_list"), {"export": "xlsx"})
    header, row, *_rest = book_of(response, data_only=True).worksheets[0].iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert cells["Besked senast"].date() == signed.notice_date
    assert (cells["Företag"], cells["Förnyas av avtal"], cells["Steg"]) == ("=Bo AB", renewal.agreement_no, "Uppslag")
    assert (cells["Belopp per år"], cells["Nytt belopp per år"]) == (40000, 45000.50)


@pytest.mark.parametrize("number", [1, 30])
def test_renewals_cost_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for _ in range(number):
        signed = running()
        amend_sponsorship(signed, starts=today(), amount=Decimal(1), reason="Prov", by=signed.owner)
        renew_sponsorship(Sponsorship.objects.get(pk=signed.pk))
    client = client_for(PARTNER_MANAGER)
    with django_assert_num_queries(13):
        client.get(reverse("crm:renewal_list"))
