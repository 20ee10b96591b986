import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html
from openpyxl import load_workbook

from config.roles import ADMINISTRATOR, FINANCE, READER
from core.money import format_amount
from core.services import save_record
from crm.models import Company, DeliveryState
from crm.queries.delivery_overviews import ValueSplit, counter_performance
from crm.services.deliveries import ProofContent, add_proof, deliver, set_delivery_aside
from crm.services.sponsorships import end_sponsorship
from goals.services import BenefitTerms
from tests.campaigns.boards import photo
from tests.crm.delivery_factories import promise
from tests.factories import CompanyFactory, UserFactory, get_goal, signed_sponsorship

pytestmark = [pytest.mark.django_db, pytest.mark.database]

PERIOD = {"starts": dt.date(2025, 7, 1), "ends": dt.date(2026, 6, 30), "signed_on": dt.date(2025, 6, 1)}


def on(day: dt.date) -> dict:
    return {"due_rule": "on_date", "due_date": day}


@pytest.fixture
def company() -> Company:
    """A company with 40,000 kr from July 2025 to June 2026, and a delivery in each state."""
    company = CompanyFactory(name="Boden AB")
    sponsorship = promise(
        BenefitTerms(text="Använd", market_value=Decimal(4000), **on(dt.date(2025, 8, 1))),
        BenefitTerms(text="Oanvänd", market_value=Decimal(3000), **on(dt.date(2025, 9, 1))),
        BenefitTerms(text="Sen", market_value=Decimal(2000), **on(dt.date(2025, 12, 1))),
        BenefitTerms(text="Avstådd", market_value=Decimal(1000), **on(dt.date(2025, 10, 1))),
        BenefitTerms(text="Inaktuell", market_value=Decimal(500)),
        BenefitTerms(text="Nästa år", market_value=Decimal(700), **on(dt.date(2026, 5, 1))),
        company=company,
        **PERIOD,
    )
    promises = {delivery.text: delivery for delivery in sponsorship.deliveries.all()}
    by = UserFactory()
    proof = ProofContent(text="Syns i entrén", link="https://example.org/bild")
    deliver(promises["Använd"], by=by, on=dt.date(2025, 8, 3), used=True, proof=proof)
    deliver(promises["Oanvänd"], by=by, on=dt.date(2025, 9, 3), used=False)
    deliver(promises["Sen"], by=by, on=dt.date(2026, 1, 10))
    set_delivery_aside(promises["Avstådd"], to=DeliveryState.WAIVED, reason="De hann inte")
    set_delivery_aside(promises["Inaktuell"], to=DeliveryState.VOID, reason="Mässan ställdes in")
    return company


def sums(split: ValueSplit) -> tuple[Decimal, ...]:
    return split.value, split.counter, split.gift, split.over


def test_each_year_counts_what_was_due_in_it_done_in_it_and_used(company):
    first, second = counter_performance(company, 2025), counter_performance(company, 2026)
    amount = first.agreed.amount
    assert amount == company.sponsorships.get().amount_between(dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert amount + second.agreed.amount == Decimal(40000)
    assert [first.agreed.value, first.delivered.value, first.used.value] == [10000, 7000, 4000]
    assert [second.agreed.value, second.delivered.value, second.used.value] == [700, 2000, 0]
    assert sums(first.used) == (Decimal(4000), Decimal(4000), amount - 4000, Decimal(0))
    assert [delivery.text for delivery in second.agreements[0].deliveries] == ["Sen", "Nästa år"]
    assert (first.years, second.years) == ([2025, 2026], [2025, 2026])


@pytest.mark.parametrize(
    ("amount", "value", "counter", "gift", "over"),
    [(100, 0, 0, 100, 0), (100, 99, 99, 1, 0), (100, 100, 100, 0, 0), (100, 130, 100, 0, 30), (0, 5, 0, 0, 5)],
)
def test_gift_is_what_is_left_and_never_less_than_nothing(amount, value, counter, gift, over):
    split = ValueSplit.of(Decimal(amount), Decimal(value))
    assert (split.counter, split.gift, split.over) == (counter, gift, over)


def test_what_exceeds_one_agreement_takes_nothing_from_the_gift_of_another():
    total = ValueSplit.total([ValueSplit.of(Decimal(100), Decimal(130)), ValueSplit.of(Decimal(200), Decimal(50))])
    assert (total.amount, total.value, total.counter, total.gift, total.over) == (300, 180, 150, 150, 30)


def test_year_without_an_agreement_has_nothing_and_the_page_says_so(company, client_for):
    assert counter_performance(company, 2020).agreements == []
    page = client_for(READER).get(reverse("crm:company_certificate", args=[company.pk]), {"year": "2020"})
    text = page.content.decode()
    assert "Företaget har inget tecknat sponsorskap som rör 2020." in text
    assert "underskrift" not in text


@pytest.mark.parametrize("year", ["", "nej", "0", "99999"])
def test_impossible_year_is_this_year(company, client_for, year):
    page = client_for(READER).get(reverse("crm:company_certificate", args=[company.pk]), {"year": year})
    assert page.context["facts"].year == page.context["today"].year


def test_page_shows_what_was_agreed_delivered_proved_and_used(company, client_for):
    page = client_for(READER).get(reverse("crm:company_certificate", args=[company.pk]), {"year": "2025"})
    text = page.content.decode()
    told = [
        "Boden AB",
        company.orgnr_display,
        company.sponsorships.get().agreement_no,
        "Syns i entrén",
        "2025-08-03",
        "De hann inte",
        "Mässan ställdes in",
        format_amount(page.context["facts"].used.gift),
        "dnr 130 702489-04/113, och RÅ 2000 ref. 31",
        "Vad det betyder för skatten avgör den som betalar.",
    ]
    assert [words for words in told if words not in text] == []
    assert "får dra av" not in text  # facts, no tax advice


def test_counter_performance_above_the_amount_is_said_plainly(client_for):
    company = CompanyFactory()
    sponsorship = promise(BenefitTerms(text="Konsert", market_value=Decimal(90000)), company=company, **PERIOD)
    deliver(sponsorship.deliveries.get(), by=UserFactory(), on=dt.date(2025, 8, 3))
    url = reverse("crm:company_certificate", args=[company.pk])
    text = client_for(READER).get(url, {"year": "2025"}).content.decode()
    facts = counter_performance(company, 2025)
    assert facts.delivered.gift == 0
    assert f"marknadsvärde som är {format_amount(facts.delivered.over)} högre än beloppet för året" in text


def test_number_of_a_sole_trader_is_shown_to_finance_and_not_to_a_reader(company, client_for):
    company.refresh_from_db()
    save_record(company, orgnr="121212-1212")
    url = reverse("crm:company_certificate", args=[company.pk])
    pages = [client_for(role).get(url).content.decode() for role in (FINANCE, READER)]
    assert ["121212-1212" in page for page in pages] == [True, False]
    workbook = load_workbook(_downloaded(client_for(FINANCE), url, "2025"))
    assert "121212-1212" not in {cell.value for row in workbook.worksheets[-1] for cell in row}


def _downloaded(client, url: str, year: str) -> BytesIO:
    response = client.get(url, {"year": year, "export": "xlsx"})
    return BytesIO(response.getvalue())


def test_workbook_has_the_rows_and_the_sums(company, client_for):
    url = reverse("crm:company_certificate", args=[company.pk])
    rows, totals, _about = load_workbook(_downloaded(client_for(READER), url, "2025")).worksheets
    assert [row[2].value for row in rows.iter_rows(min_row=2)] == ["Använd", "Oanvänd", "Sen", "Avstådd", "Inaktuell"]
    names = [cell.value for cell in totals[1]]
    first = dict(zip(names, [cell.value for cell in totals[2]], strict=True))
    facts = counter_performance(company, 2025)
    assert Decimal(str(first["Belopp under året"])) == facts.agreed.amount
    assert (first["Avtalat marknadsvärde"], first["Levererat marknadsvärde"], first["Använt marknadsvärde"]) == (
        10000,
        7000,
        4000,
    )
    assert Decimal(str(first["Gåvodel, använt"])) == facts.used.gift


@pytest.mark.parametrize("agreements", [1, 4])
def test_facts_cost_six_queries_however_many_agreements(agreements, django_assert_num_queries):
    company = CompanyFactory()
    for number in range(1, agreements + 1):
        sponsorship = signed_sponsorship(company=company, goal=get_goal(number), **PERIOD)
        deliver(sponsorship.deliveries.first(), by=UserFactory(), on=dt.date(2025, 8, 1), proof=ProofContent(text="Ja"))
    with django_assert_num_queries(6):
        facts = counter_performance(company, 2025)
        assert len([proof for a in facts.agreements for d in a.deliveries for proof in d.proofs.all()]) == agreements


def test_company_page_links_to_certificate_and_handover(company, client_for):
    page = client_for(READER).get(company.get_absolute_url()).content.decode()
    links = [reverse(name, args=[company.pk]) for name in ("crm:company_certificate", "crm:company_handover")]
    assert [f'href="{link}"' in page for link in links] == [True, True]


def test_agreement_that_never_began_is_said_to_have_ended_before(client_for):
    today = timezone.localdate()
    starts = today + dt.timedelta(days=40)
    benefit = BenefitTerms(text="Syns", market_value=Decimal(1), **on(starts))
    signed = promise(benefit, starts=starts, ends=starts + dt.timedelta(days=300), signed_on=today)
    end_sponsorship(signed, on=today, reason="Konkurs")
    page = client_for(READER).get(reverse("crm:company_certificate", args=[signed.company_id]), {"year": starts.year})
    words = f"Avslutades {today}, innan det skulle börja gälla {starts}."
    assert (words in page.content.decode(), "Gäller" in page.content.decode()) == (True, False)


def test_certificate_shows_the_photograph(client_for):
    client, today = client_for(ADMINISTRATOR), timezone.localdate()
    signed = signed_sponsorship(starts=today, ends=today + dt.timedelta(days=200), signed_on=today)
    delivery = deliver(signed.deliveries.first(), by=client.user, on=today)
    proof = add_proof(delivery=delivery, proof=ProofContent(image=photo()))
    page = client.get(reverse("crm:company_certificate", args=[signed.company_id]), {"year": today.year})
    (picture,) = html.fromstring(page.content).xpath("//td//img")
    assert picture.get("src") == reverse("crm:proof_picture", args=[proof.pk])
    assert picture.get("alt") == f"Foto: {delivery.text}"
