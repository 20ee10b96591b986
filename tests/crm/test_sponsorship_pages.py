import datetime as dt
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from crm.models import Sponsorship, Stage
from crm.services.sponsorships import end_sponsorship
from goals.services import BenefitTerms, save_offer
from tests.factories import (
    CompanyFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    get_goal,
    get_offer,
    get_tier,
    make_document,
    signed_sponsorship,
)
from tests.workbooks import book_of

pytestmark = pytest.mark.django_db

IN_PERIOD = "Belopp i perioden 2027-01-01 – 2027-06-30"


def listed(client, **query):
    response = client.get(reverse("crm:sponsorship_list"), query)
    return [row.record.company.name for row in response.context["table"].rows]


def sign_form(sponsorship, **fields):
    return {
        "version": sponsorship.version,
        "starts": "2027-01-01",
        "ends": "2027-12-31",
        "amount": "40 000",
        "signed_on": "2026-11-24",
        **fields,
    }


def test_sponsorship_begun_without_amount_is_signed_with_the_amount_typed(client_for):
    client = client_for("Partneransvarig")
    company = CompanyFactory()
    client.post(
        reverse("crm:sponsorship_create"),
        {
            "company_0": company.pk,
            "company_1": company.name,
            "goal": get_goal(1).pk,
            "tier": get_tier("Sponsor").pk,
            "owner": client.user.pk,
        },
    )
    sponsorship = Sponsorship.objects.get()
    assert (sponsorship.stage, sponsorship.amount) == (Stage.LEAD, None)
    response = client.post(
        reverse("crm:sponsorship_sign", args=[sponsorship.pk]),
        sign_form(sponsorship, amount="35\N{NO-BREAK SPACE}000,50"),
    )
    assert response.status_code == 302
    sponsorship.refresh_from_db()
    assert (sponsorship.stage, sponsorship.amount) == (Stage.SIGNED, Decimal("35000.50"))
    text = client.get(sponsorship.get_absolute_url()).content.decode().replace("\N{NO-BREAK SPACE}", " ")
    assert "−4 999,50 kr" in text


@pytest.mark.parametrize("is_signed", [False, True])
def test_what_is_about_a_sponsorship_follows_it_to_another_company(client_for, is_signed):
    sponsorship = signed_sponsorship() if is_signed else SponsorshipFactory()
    about = {"company": sponsorship.company, "sponsorship": sponsorship}
    rows = [NextStepFactory(**about), PauseFactory(**about), make_document(**about)]
    other, client = CompanyFactory(), client_for("Administratör")
    url = reverse("crm:sponsorship_edit", args=[sponsorship.pk])
    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in form.fields if name != "company"}
    typed |= {"company_0": other.pk, "reason": "Fel bolag i koncernen", "goal": form.initial["goal"]}
    assert client.post(url, typed).status_code == 302
    for row in rows:
        row.refresh_from_db()
        assert row.company == other
    step, pause, _document = rows
    client.post(reverse("crm:nextstep_done", args=[step.pk]))
    client.post(reverse("crm:pause_end", args=[pause.pk]))
    step.refresh_from_db()
    pause.refresh_from_db()
    assert step.done_at
    assert pause.until < timezone.localdate()


@pytest.mark.parametrize(
    ("name", "day"), [("starts", "0027-01-01"), ("ends", "9999-12-31"), ("signed_on", "1826-11-24")]
)
def test_impossible_year_is_an_error_at_the_date(client_for, name, day):
    sponsorship = SponsorshipFactory()
    response = client_for("Partneransvarig").post(
        reverse("crm:sponsorship_sign", args=[sponsorship.pk]), sign_form(sponsorship, **{name: day})
    )
    assert response.context["form"].errors == {name: ["Kontrollera årtalet."]}


@pytest.mark.parametrize("query", [{"on": "0001-01-01"}, {"period_from": "0001-01-01", "period_to": "9999-12-31"}])
def test_list_of_any_period_is_answered(client_for, query):
    signed_sponsorship()
    assert client_for("Ekonomi").get(reverse("crm:sponsorship_list"), query).status_code == 200


def test_signing_without_a_seat_left_says_so_and_keeps_input(client_for):
    signed_sponsorship(tier=get_tier("Huvudpartner"))
    sponsorship = SponsorshipFactory(tier=get_tier("Huvudpartner"))
    response = client_for("Partneransvarig").post(
        reverse("crm:sponsorship_sign", args=[sponsorship.pk]), sign_form(sponsorship, amount="200 000")
    )
    form = response.context["form"]
    assert form.non_field_errors() == ["Alla platser på nivån är upptagna under en del av perioden."]
    assert form["amount"].value() == "200 000"
    sponsorship.refresh_from_db()
    assert sponsorship.stage == Stage.LEAD


def test_signed_sponsorship_offers_only_owner_and_payment_note_to_change(client_for):
    sponsorship = signed_sponsorship()
    client = client_for("Partneransvarig")
    url = reverse("crm:sponsorship_edit", args=[sponsorship.pk])
    assert set(client.get(url).context["form"].fields) == {"owner", "payment_note", "version"}
    client.post(
        url,
        {
            "version": sponsorship.version,
            "owner": sponsorship.owner_id,
            "payment_note": "Faktura i mars",
            "amount": "1",
        },
    )
    sponsorship.refresh_from_db()
    assert (sponsorship.payment_note, sponsorship.amount) == ("Faktura i mars", Decimal("40000.00"))


def test_finance_may_not_sign_and_manager_may_not_unsign(client_for):
    lead, signed = SponsorshipFactory(), signed_sponsorship(company=CompanyFactory())
    assert client_for("Ekonomi").get(reverse("crm:sponsorship_sign", args=[lead.pk])).status_code == 403
    assert client_for("Partneransvarig").get(reverse("crm:sponsorship_unsign", args=[signed.pk])).status_code == 403


def test_signed_sponsorship_is_ended_early_and_unsigned_with_a_reason(client_for):
    signed = signed_sponsorship()
    client_for("Administratör").post(
        reverse("crm:sponsorship_unsign", args=[signed.pk]), {"version": signed.version, "reason": "Fel företag"}
    )
    signed.refresh_from_db()
    assert signed.stage == Stage.PROPOSAL
    assert signed.history.first().history_change_reason == "Fel företag"


def test_sponsorship_that_is_over_can_not_be_ended_early(client_for, api_client_for):
    over = signed_sponsorship(starts=dt.date(2020, 1, 1), ends=dt.date(2020, 12, 31))
    client, url = client_for("Partneransvarig"), reverse("crm:sponsorship_end", args=[over.pk])
    assert url not in client.get(over.get_absolute_url()).content.decode()
    response = client.post(url, {"version": over.version, "on": "2020-06-30", "reason": "Flyttade"})
    refusal = "Sponsorskapet är redan slut, så det finns inget att avsluta i förtid."
    assert response.context["form"].non_field_errors() == [refusal]
    program = api_client_for("Partneransvarig")
    body = {"on": "2020-06-30", "reason": "Flyttade"}
    answer = program.post(
        reverse("api:sponsorship-end", args=[over.pk]), body, headers={"If-Match": f'"{over.version}"'}
    )
    assert (answer.status_code, answer.data["code"]) == (409, "already_over")
    over.refresh_from_db()
    assert over.stage == Stage.SIGNED


def test_sponsorship_in_force_or_to_come_can_be_ended_early(client_for):
    today = dt.date.today()  # noqa: DTZ011  what is offered depends on today
    signed = signed_sponsorship(starts=today, ends=today + dt.timedelta(days=364))
    client, url = client_for("Partneransvarig"), reverse("crm:sponsorship_end", args=[signed.pk])
    assert url in client.get(signed.get_absolute_url()).content.decode()
    assert client.post(url, {"version": signed.version, "on": today, "reason": "Flyttade"}).status_code == 302
    signed.refresh_from_db()
    assert (signed.stage, signed.ended_on) == (Stage.ENDED_EARLY, today)


@pytest.mark.parametrize("stage", ["meeting", "signed", "hittepå", ""])
def test_signed_sponsorship_is_not_moved_to_another_stage_by_a_button(client_for, stage):
    signed = signed_sponsorship()
    url = reverse("crm:sponsorship_move", args=[signed.pk])
    response = client_for("Partneransvarig").post(url, {"stage": stage, "next": signed.get_absolute_url()}, follow=True)
    words = [(message.level_tag, str(message)) for message in response.context["messages"]]
    assert words == [("error", "Sponsorskapet kan inte gå till det steget härifrån.")]
    signed.refresh_from_db()
    assert signed.stage == Stage.SIGNED


def test_years_of_a_signed_sponsorship_sum_to_the_whole(client_for):
    signed = signed_sponsorship(starts=dt.date(2027, 7, 1), ends=dt.date(2028, 6, 30), amount=Decimal(10000))
    table = client_for("Läsare").get(signed.get_absolute_url()).context["years"]
    assert [tuple(row.cells) for row in table.rows] == [
        ("2027", "5\N{NO-BREAK SPACE}027,32\N{NO-BREAK SPACE}kr"),
        ("2028", "4\N{NO-BREAK SPACE}972,68\N{NO-BREAK SPACE}kr"),
    ]


def test_list_is_as_at_the_chosen_day(client_for):
    signed_sponsorship(company=CompanyFactory(name="Bo AB"))
    client = client_for("Ekonomi")
    assert listed(client, on="2027-06-30") == ["Bo AB"]
    assert listed(client, on="2026-12-31") == []
    assert listed(client, period_from="2026-01-01", period_to="2027-01-01") == ["Bo AB"]
    assert listed(client, scope="all") == ["Bo AB"]
    assert listed(client, stage="signed") == ["Bo AB"]
    assert listed(client, scope="open") == []


def test_sums_of_the_list_are_those_of_its_rows(client_for):
    today = dt.date.today()  # noqa: DTZ011  an agreement is ended early only while it runs
    first, last = dt.date(today.year, 1, 1), dt.date(today.year, 12, 31)
    for days in (-200, -100, -100, 5):
        starts = today + dt.timedelta(days=days)
        terms = {"starts": starts, "ends": starts + dt.timedelta(days=399), "amount": Decimal("10000.01")}
        signed = signed_sponsorship(company=CompanyFactory(), **terms)
    end_sponsorship(signed, on=today + dt.timedelta(days=10), reason="Flyttar")
    query = {"period_from": first, "period_to": last}
    response = client_for("Ekonomi").get(reverse("crm:sponsorship_list"), query)
    rows = [row.record for row in response.context["table"].rows]
    assert len(rows) == 4
    assert [amount for _label, amount in response.context["totals"]] == [
        sum(row.amount for row in rows if row.starts <= last <= row.last_day),
        sum(row.amount_between(first, last) for row in rows),
    ]


def test_list_sums_all_its_pages_in_the_period(client_for):
    for company in CompanyFactory.create_batch(30):
        signed_sponsorship(company=company, amount=Decimal("100.10"))
    query = {"period_from": "2027-01-01", "period_to": "2027-06-30", "per_page": "25"}
    response = client_for("Ekonomi").get(reverse("crm:sponsorship_list"), query)
    assert [amount for _label, amount in response.context["totals"]] == [Decimal("3003.00"), Decimal("1489.20")]


@pytest.mark.database
def test_search_finds_by_number_and_by_company_with_and_without_digits(client_for):
    client, path = client_for("Läsare"), reverse("crm:sponsorship_list")
    bo, three = (SponsorshipFactory(company__name=name) for name in ("Bo Åkeri AB", "Bolag 3 AB"))

    def found(words: str) -> set[int]:
        table = client.get(path, {"scope": "all", "q": words}).context["table"]
        return {row.record.pk for row in table.rows}

    searches = ["bo", "åkeri bo", "bolag 3", bo.agreement_no, f" {bo.agreement_no.lower()} ", "åäö"]
    assert [found(words) for words in searches] == [{bo.pk, three.pk}, {bo.pk}, {three.pk}, {bo.pk}, {bo.pk}, set()]


@pytest.mark.parametrize("number", [1, 30])
def test_sponsorship_list_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    for company in CompanyFactory.create_batch(number):
        signed_sponsorship(company=company)
    client = client_for("Ekonomi")
    with django_assert_num_queries(17):
        client.get(reverse("crm:sponsorship_list"), {"on": "2027-06-30"})


def test_workbook_has_typed_cells_and_totals_that_agree(client_for):
    signed_sponsorship(company=CompanyFactory(name="=Bo AB", orgnr="556703-7485"))
    signed_sponsorship(company=CompanyFactory(name="Åkeri AB"), goal=get_goal(2), amount=Decimal("10000.10"))
    response = client_for("Ekonomi").get(
        reverse("crm:sponsorship_list"),
        {"period_from": "2027-01-01", "period_to": "2027-06-30", "export": "xlsx"},
    )
    book = book_of(response, data_only=True)
    header, *rows, total = book.worksheets[0].iter_rows(values_only=True)
    first = dict(zip(header, rows[0], strict=True))
    assert first["Företag"] == "=Bo AB"
    assert first["Org.nr"] == "556703-7485"
    assert first["Från"].isoformat() == "2027-01-01T00:00:00"
    assert first["Belopp per år"] == 40000
    assert first[IN_PERIOD] == 19835.62
    last = dict(zip(header, total, strict=True))
    sums = [last[name] for name in ("Belopp per år", "Per år i kraft 2027-06-30", "Öppet per år")]
    assert sums == [None, 50000.10, 0]
    assert last[IN_PERIOD] == 24794.57
    sums = list(book["Summor per mål och nivå"].iter_rows(values_only=True))
    assert sums[1] == ("Ingen hemlöshet", "Sponsor", 1, 40000, 0, 19835.62)
    assert sums[2] == ("Alla är trygga", "Sponsor", 1, 10000.10, 0, 4958.95)
    assert sums[3][2:] == (2, 50000.10, 0, 24794.57)


def test_workbook_leaves_out_the_number_of_a_sole_trader(client_for):
    signed_sponsorship(company=CompanyFactory(orgnr="811218-9876"))
    response = client_for("Ekonomi").get(reverse("crm:sponsorship_list"), {"on": "2027-06-30", "export": "xlsx"})
    book = book_of(response)
    assert book.worksheets[0]["C2"].value == "Enskild firma"


def test_command_writes_the_list_as_at_a_day(tmp_path):
    signed_sponsorship(company=CompanyFactory(name="Bo AB"))
    signed_sponsorship(company=CompanyFactory(name="Åkeri AB"), goal=get_goal(2))
    out = tmp_path / "lista.xlsx"
    call_command("export_sponsorships", "--on", "2027-12-31", "--goal", "2", "--out", str(out))
    sheet = load_workbook(out).worksheets[0]
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Åkeri AB", None]


def test_command_names_what_is_wrong(tmp_path):
    with pytest.raises(CommandError, match="no local goal 9"):
        call_command("export_sponsorships", "--goal", "9", "--out", str(tmp_path / "lista.xlsx"))
    with pytest.raises(CommandError, match="does not exist"):
        call_command("export_sponsorships", "--out", str(tmp_path / "saknas" / "lista.xlsx"))


def test_goal_panel_shows_partners_seats_and_pledges(client_for, settings):
    today = dt.date.today()  # noqa: DTZ011  the panel is about today
    signed_sponsorship(
        company=CompanyFactory(name="Bo AB"),
        tier=get_tier("Partner"),
        starts=dt.date(today.year, 1, 1),
        ends=dt.date(today.year, 12, 31),
        amount=Decimal(90000),
    )
    response = client_for("Läsare").get(reverse("crm:goal_partners", args=[1]), headers={"HX-Request": "true"})
    [group] = response.context["groups"]
    assert (group.heading, [c.name for c in group.companies]) == ("Partner", ["Bo AB"])
    assert response.context["pledged"] == Decimal("90000.00")
    assert [[str(cell) for cell in row.cells] for row in response.context["seats"].rows] == [
        ["Huvudpartner", "0", "1"],
        ["Partner", "1", "3"],
        ["Sponsor", "0", "Obegränsat"],
        ["Vänföretag", "0", "Obegränsat"],
    ]
    assert get_offer(1, "Partner").seats == 4


def test_goal_panel_shows_who_has_signed_but_not_begun(client_for):
    today = dt.date.today()  # noqa: DTZ011  the panel is about today
    one, other = today + dt.timedelta(days=30), today + dt.timedelta(days=10)
    for name, starts in {"Sen AB": one, "Snar AB": other}.items():
        ends = starts + dt.timedelta(days=364)
        signed_sponsorship(company=CompanyFactory(name=name), starts=starts, ends=ends)
    gone = signed_sponsorship(company=CompanyFactory(name="Ångrat AB"), starts=one, ends=one + dt.timedelta(days=364))
    end_sponsorship(gone, on=today, reason="Konkurs")
    SponsorshipFactory(company=CompanyFactory(name="Osäker AB"), starts=one, ends=one)
    response = client_for("Läsare").get(reverse("crm:goal_partners", args=[1]))
    assert response.context["groups"] == []
    assert [each.company.name for each in response.context["upcoming"]] == ["Snar AB", "Sen AB"]
    assert f"Sponsor från {other.isoformat()}" in response.content.decode()


def test_goal_panel_shows_the_first_of_very_many_and_leads_to_the_rest(client_for):
    today = dt.date.today()  # noqa: DTZ011  the panel is about today
    for number in range(27):
        company = CompanyFactory(name=f"Bolag {number}")
        signed_sponsorship(company=company, starts=today, ends=today + dt.timedelta(days=30))
        later = today + dt.timedelta(days=31)
        signed_sponsorship(company=company, starts=later, ends=later + dt.timedelta(days=30))
    response = client_for("Läsare").get(reverse("crm:goal_partners", args=[1]))
    [group] = response.context["groups"]
    assert (group.heading, [c.name for c in group.companies]) == ("Sponsorer", [f"Bolag {n}" for n in range(25)])
    assert (group.more, len(response.context["upcoming"])) == (2, 25)
    text = response.content.decode()
    assert f'goal={group.tier.offers.get(goal__number=1).goal_id}&amp;tier={group.tier.pk}">2 till i listan' in text
    assert "Fler kommande i listan" in text


@pytest.mark.parametrize("number", [1, 30])
def test_goal_panel_costs_as_many_queries_for_one_as_for_thirty(client_for, number, django_assert_num_queries):
    today = dt.date.today()  # noqa: DTZ011  the panel is about today
    for company in CompanyFactory.create_batch(number):
        signed_sponsorship(company=company, starts=today, ends=today + dt.timedelta(days=30))
        signed_sponsorship(company=company, starts=today + dt.timedelta(days=31), ends=today + dt.timedelta(days=60))
    client = client_for("Läsare")
    with django_assert_num_queries(11):
        client.get(reverse("crm:goal_partners", args=[1]), headers={"HX-Request": "true"})


def test_signing_shows_what_will_be_promised_with_value_and_day(client_for):
    lead = SponsorshipFactory(starts=dt.date(2027, 1, 1), ends=dt.date(2027, 12, 31))
    due = {"due_rule": "after_start", "due_days": 30}
    offer = get_offer(lead.goal.number, lead.tier.name)
    save_offer(offer, benefits=[BenefitTerms(text="Logotyp", market_value=Decimal("12000.00"), **due)])
    client = client_for("Partneransvarig")
    url = reverse("crm:sponsorship_sign", args=[lead.pk])
    promised = list(client.get(url).context["promised"].rows)[-1]
    assert [str(cell) for _column, cell in promised.items()] == [
        "Logotyp",
        "1",
        "12\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}kr",
        "2027-01-31",
    ]
    client.post(url, sign_form(lead))
    assert lead.deliveries.get(text="Logotyp").due_on == dt.date(2027, 1, 31)
