"""The list of sponsorships that ended without renewal, their reasons, and its workbook."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from config.roles import FINANCE, PARTNER_MANAGER, READER
from core.services import save_record
from crm.models import LapseReason, Sponsorship, Stage
from crm.services.amendments import amend_sponsorship, change_tier
from crm.services.renewals import record_lapse, renew_sponsorship
from crm.services.sponsorships import decline_sponsorship, end_sponsorship, sign_sponsorship
from tests.crm.random_periods import A_DAY
from tests.crm.renewals import listed, over, plain, running, today
from tests.factories import SIGNED_ON, CompanyFactory, get_goal, get_tier, signed_sponsorship
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db
JULY = dt.date(2027, 7, 1)


def test_what_is_over_without_a_signed_successor_is_listed_with_its_reason_or_none(client_for):
    record_lapse(over(name="Med skäl"), reason=LapseReason.objects.first(), note="Ny vd")
    over(name="Utan skäl", days_ago=20)
    renew_sponsorship(over(name="Dialog", days_ago=30))
    decline_sponsorship(renew_sponsorship(over(name="Sa nej", days_ago=40)), reason="Nej")
    sign_sponsorship(renew_sponsorship(over(name="Förnyat")), signed_on=today())
    ended = running(name="I förtid")
    end_sponsorship(ended, on=today() - A_DAY, reason="Konkurs")
    changed = running(name="Bytte nivå")
    change_tier(changed, starts=today(), tier=get_tier("Partner"), amount=Decimal(1), signed_on=today(), reason="Växer")
    over(name="För länge sedan", days_ago=400)
    running(name="Pågår")
    client = client_for(PARTNER_MANAGER)
    assert listed(client, "crm:lapse_list") == ["I förtid", "Med skäl", "Utan skäl", "Dialog", "Sa nej"]
    assert listed(client, "crm:lapse_list", reason="missing") == ["Utan skäl", "Dialog", "Sa nej"]
    assert listed(client, "crm:lapse_list", reason=LapseReason.objects.first().pk) == ["Med skäl"]
    year_ago = (today() - 500 * A_DAY).isoformat()
    assert listed(client, "crm:lapse_list", period_from=year_ago)[-1] == "För länge sedan"
    text = plain(client.get(reverse("crm:lapse_list")))
    assert text.count("Skäl saknas</span>") == 3
    assert "Avslutat i förtid: Konkurs" in text


def test_figures_above_say_what_is_renewed_whatever_reason_the_list_asks_for(client_for):
    over(amount=Decimal(10000))
    sign_sponsorship(renew_sponsorship(over(amount=Decimal(30000))), signed_on=today())
    client = client_for(READER)
    for query in ({}, {"reason": "missing"}, {"reason": LapseReason.objects.first().pk}):
        page = client.get(reverse("crm:lapse_list"), query)
        assert page.context["share"].share == Decimal("0.5")
        assert ("50 %" in plain(page), "75 %" in plain(page), "30 000 kr av 40 000 kr" in plain(page)) == (True,) * 3
    assert "vars sista dag" in plain(page)


def test_list_without_rows_still_shows_that_all_are_renewed(client_for):
    sign_sponsorship(renew_sponsorship(over()), signed_on=today())
    page = client_for(READER).get(reverse("crm:lapse_list"))
    assert (page.context["count"], page.context["share"].share) == (0, 1)
    assert "100 %" in plain(page)
    assert "?export=xlsx" in plain(page)
    response = client_for(READER).get(reverse("crm:lapse_list"), {"export": "xlsx"})
    shares = book_of(response, data_only=True).worksheets[1]
    assert [cell.value for cell in shares[2]][2:4] == [1, 1]


@pytest.mark.parametrize(("first", "last"), [(0, None), (3, None), (3, 9)])
def test_period_that_has_not_begun_is_passed_by_in_words(client_for, first, last):
    over()
    query = {"period_from": today() + first * A_DAY} | ({"period_to": today() + last * A_DAY} if last else {})
    page = client_for(READER).get(reverse("crm:lapse_list"), query)
    [error] = page.context["filter_errors"]
    assert error["words"] == "Perioden har inte börjat: inget i den har hunnit ta slut."
    begins, ends = page.context["filter"].period
    assert (begins <= ends, page.context["share"].over) == (True, 1)


def test_reason_is_given_in_the_list_and_one_comes_back_to_it(client_for):
    lapsed, reason = over(), LapseReason.objects.last()
    client, back = client_for(PARTNER_MANAGER), reverse("crm:lapse_list") + "?reason=missing"
    url = reverse("crm:sponsorship_lapse", args=[lapsed.pk])
    assert f'action="{url}"' in client.get(back).content.decode()
    sent = {"version": lapsed.version, "reason": reason.pk, "note": "Ny vd", "next": back}
    assert client.post(url, sent).headers["Location"] == back
    lapsed.refresh_from_db()
    assert (lapsed.lapse_reason, lapsed.lapse_note) == (reason, "Ny vd")
    stale = client.post(url, sent)
    assert stale.status_code == 409
    elsewhere = client.post(url, sent | {"version": lapsed.version, "next": "https://example.org/"})
    assert elsewhere.headers["Location"] == lapsed.get_absolute_url()


def test_that_nothing_follows_is_refused_in_words_while_a_renewal_is_talked_about(client_for):
    signed = running()
    renew_sponsorship(signed)
    response = client_for(PARTNER_MANAGER).post(
        reverse("crm:sponsorship_lapse", args=[signed.pk]),
        {"version": signed.version, "reason": LapseReason.objects.first().pk},
    )
    assert response.context["form"].non_field_errors() == [
        "En förnyelse är påbörjad. Avböj den först, om företaget har tackat nej."
    ]


def test_lapsed_sponsorship_is_not_listed_for_renewal_until_undone(client_for):
    client, signed = client_for(PARTNER_MANAGER), running()
    reason = LapseReason.objects.first()
    lists = {state: f"{reverse('crm:renewal_list')}?state={state}" for state in ("", "given_up")}
    data = {"version": signed.version, "reason": reason.pk, "next": lists[""]}
    page = client.post(reverse("crm:sponsorship_lapse", args=[signed.pk]), data, follow=True)
    withdraw = reverse("crm:sponsorship_lapse_withdraw", args=[signed.pk])
    assert [message.extra_tags for message in page.context["messages"]] == [withdraw]
    counts = [client.get(url).context["count"] for url in lists.values()]
    assert (counts, client.get(reverse("crm:lapse_list")).context["count"]) == ([0, 1], 0)
    client.post(withdraw)
    assert [client.get(url).context["count"] for url in lists.values()] == [1, 0]


def test_workbook_sums_by_goal_and_tier_and_by_reason(client_for):
    reason = LapseReason.objects.first()
    record_lapse(over(name="Bo AB", amount=Decimal("10000.10")), reason=reason, note="Ny vd")
    over(goal=get_goal(2), amount=Decimal(20000))
    sign_sponsorship(renew_sponsorship(over(amount=Decimal(30000))), signed_on=today())
    response = client_for(FINANCE).get(reverse("crm:lapse_list"), {"export": "xlsx"})
    book = book_of(response, data_only=True)
    header, *rows, total = book.worksheets[0].iter_rows(values_only=True)
    cells = {row[1]: dict(zip(header, row, strict=True)) for row in rows}
    assert (cells["Bo AB"]["Varför"], cells["Bo AB"]["Mer om varför"]) == (str(reason), "Ny vd")
    assert total[header.index("Belopp per år")] == 30000.10
    shares = list(book["Förnyade av dem som tog slut"].iter_rows(min_row=2, values_only=True))
    assert shares[0] == ("Ingen hemlöshet", "Sponsor", 2, 1, 0.5, 40000.10, 30000, pytest.approx(0.749998))
    assert shares[1] == ("Alla är trygga", "Sponsor", 1, 0, 0, 20000, 0, 0)
    assert shares[2][2:4] == (3, 1)
    assert list(book["Skäl"].iter_rows(min_row=2, values_only=True))[:2] == [
        (str(reason), 1, 10000.10),
        ("Skäl saknas", 1, 20000),
    ]


@pytest.mark.parametrize("number", [1, 30])
def test_lapses_cost_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    reason = LapseReason.objects.first()
    for _ in range(number):
        lapsed = over()
        record_lapse(lapsed, reason=reason)
        amend_sponsorship(lapsed, starts=lapsed.ends, amount=Decimal(1), reason="Prov", by=lapsed.owner)
        renew_sponsorship(Sponsorship.objects.get(pk=lapsed.pk))
    client = client_for(PARTNER_MANAGER)
    with django_assert_num_queries(16):
        client.get(reverse("crm:lapse_list"))


def test_company_page_costs_as_many_queries_however_long_its_chain(client_for, django_assert_num_queries):
    signed = signed_sponsorship(company=CompanyFactory())
    client, url = client_for(READER), signed.company.get_absolute_url()
    amend_sponsorship(signed, starts=JULY, amount=Decimal(1), reason="Prov", by=signed.owner)
    following = sign_sponsorship(renew_sponsorship(Sponsorship.objects.get()), signed_on=SIGNED_ON)
    client.get(url)

    def count():
        with django_assert_num_queries(25):
            client.get(url)

    count()
    for number in range(5):
        amend_sponsorship(
            following, starts=following.starts + 40 * A_DAY, amount=Decimal(2 + number), reason="Prov", by=signed.owner
        )
        following = sign_sponsorship(renew_sponsorship(Sponsorship.objects.get(pk=following.pk)), signed_on=SIGNED_ON)
        save_record(following, payment_note="Ny")
    count()
    assert following.stage == Stage.SIGNED


def test_renewal_of_a_departed_owner_is_assigned_to_the_user(client_for):
    ended, client = signed_sponsorship(), client_for(PARTNER_MANAGER)
    page = client.get(reverse("crm:sponsorship_renew", args=[ended.pk]))
    assert page.context["form"]["owner"].value() == client.user.pk


def test_declined_renewal_leads_to_why_the_one_before_ends_with_what_was_said(client_for):
    signed, client = running(), client_for(PARTNER_MANAGER)
    renewal = renew_sponsorship(signed)
    why = reverse("crm:sponsorship_lapse", args=[signed.pk])
    assert client.get(why).headers["Location"] == renewal.get_absolute_url()
    data = {"version": renewal.version, "reason": "Ny vd"}
    sent = client.post(reverse("crm:sponsorship_decline", args=[renewal.pk]), data)
    assert sent.headers["Location"] == why
    assert client.get(why).context["form"]["note"].value() == "Ny vd"
