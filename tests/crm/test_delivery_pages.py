import datetime as dt
import re
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image

from config.roles import ADMINISTRATOR, FINANCE, PARTNER_MANAGER, READER
from crm.models import Delivery, DeliveryState, Proof
from crm.services.deliveries import ProofContent, add_proof, deliver, set_delivery_aside
from goals.services import BenefitTerms
from tests.crm.delivery_factories import owed, photo_with_place, promise, today
from tests.factories import CompanyFactory, UserFactory, signed_sponsorship
from tests.markup import collapsed
from tests.workbooks import book_of

pytestmark = [pytest.mark.django_db, pytest.mark.database("crm.forms.deliveries", "crm.views.quick_delivery")]


def listed(client, **query):
    response = client.get(reverse("crm:delivery_list"), query)
    return [str(row.record) for row in response.context["table"].rows]


def deliver_form(delivery, **fields):
    return {"version": delivery.version, "delivered_on": today().isoformat(), **fields}


def kept_in(response) -> str:
    """The token of the photograph kept in the form."""
    return re.search(r'name="image_kept" value="([^"]+)"', response.content.decode()).group(1)


# --- The list ---------------------------------------------------------------------------------------


def on(days: int) -> dict:
    return {"due_rule": "on_date", "due_date": today() + dt.timedelta(days=days)}


def test_list_holds_what_is_owed_the_most_overdue_first_and_undated_last(client_for):
    sponsorship = promise(
        BenefitTerms(text="Utan dag"),
        BenefitTerms(text="Senare", **on(40)),
        BenefitTerms(text="Försenad", **on(-4)),
        BenefitTerms(text="Klar", **on(-9)),
    )
    deliver(sponsorship.deliveries.get(text="Klar"), by=UserFactory(), on=today())
    client = client_for(READER)
    assert listed(client) == ["Försenad", "Senare", "Utan dag"]
    assert listed(client, sort="-due_on") == ["Senare", "Försenad", "Utan dag"]
    assert listed(client, scope="overdue") == ["Försenad"]
    assert listed(client, state="delivered") == ["Klar"]
    assert listed(client, due_to=today().isoformat()) == ["Försenad"]
    assert listed(client, owner=sponsorship.owner.pk) == ["Försenad", "Senare", "Utan dag"]
    assert listed(client, sponsorship=sponsorship.pk, sort="text") == ["Försenad", "Klar", "Senare", "Utan dag"]
    assert listed(client, goal=sponsorship.goal_id, q="sen") == ["Försenad", "Senare"]


@pytest.mark.parametrize("rows", [1, 30])
def test_list_costs_the_same_queries_however_many_rows(rows, client_for, django_assert_num_queries):
    for _number in range(rows):
        signed_sponsorship()
    client = client_for(PARTNER_MANAGER)
    client.get("/")
    with django_assert_num_queries(11):
        client.get(reverse("crm:delivery_list"))


def test_export_has_one_row_for_each_delivery_listed(client_for):
    delivery = owed(due=-2, value=4000)
    deliver(delivery, by=UserFactory(), on=today(), used=False)
    client = client_for(FINANCE)
    response = client.get(reverse("crm:delivery_list"), {"state": "delivered", "export": "xlsx"})
    sheet = book_of(response).worksheets[0]
    row = dict(zip([cell.value for cell in sheet[1]], [cell.value for cell in sheet[2]], strict=True))
    assert (row["Marknadsvärde"], row["Läge"], row["Använd av företaget"]) == (4000, "Levererad", "Nej")
    assert row["Levererad den"].date() == today()


def test_export_sums_what_is_agreed_and_not_what_fell_away(client_for):
    sponsorship = promise(
        *(
            BenefitTerms(text=text, market_value=value)
            for text, value in (("Kvar", 4000), ("Borta", 3000), ("Nej", 500))
        )
    )
    _left, void, waived = sponsorship.deliveries.order_by("position")
    set_delivery_aside(void, to=DeliveryState.VOID, reason="Nivån byttes")
    set_delivery_aside(waived, to=DeliveryState.WAIVED, reason="Ville inte")
    response = client_for(FINANCE).get(reverse("crm:delivery_list"), {"scope": "all", "export": "xlsx"})
    header, *rows, total = book_of(response, data_only=True).worksheets[0].iter_rows(values_only=True)
    told = {row[header.index("Motprestation")]: row[header.index("Avtalat marknadsvärde")] for row in rows}
    assert told == {"Kvar": 4000, "Borta": 0, "Nej": 500}
    assert [total[header.index(name)] for name in ("Marknadsvärde", "Avtalat marknadsvärde")] == [None, 4500]


# --- One delivery -----------------------------------------------------------------------------------


def test_delivery_is_delivered_with_a_photograph_and_shown_with_it(client_for):
    delivery, client = owed(due=2), client_for(PARTNER_MANAGER)
    data = deliver_form(delivery, used="yes", text="Logotypen i entrén", image=photo_with_place())
    response = client.post(reverse("crm:delivery_deliver", args=[delivery.pk]), data)
    assert response.headers["Location"] == delivery.get_absolute_url()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.used, delivery.delivered_by) == ("delivered", True, client.user)
    proof = delivery.proofs.get()
    page = collapsed(client.get(delivery.get_absolute_url()).content.decode())
    assert f'<img src="{reverse("crm:proof_picture", args=[proof.pk])}" alt="Logotypen i entrén"' in page
    picture = client.get(reverse("crm:proof_picture", args=[proof.pk]))
    assert (picture["Content-Type"], "private" in picture["Cache-Control"]) == ("image/jpeg", True)
    with Image.open(BytesIO(picture.content)) as kept:
        assert dict(kept.getexif()) == {}


def test_visitor_is_sent_to_log_in_and_a_proof_without_photo_has_no_picture(client, client_for):
    proof = add_proof(delivery=owed(), proof=ProofContent(text="Ord"))
    url = reverse("crm:proof_picture", args=[proof.pk])
    assert client.get(url).status_code == 302
    assert client_for(READER).get(url).status_code == 404


def test_delivering_ahead_keeps_input_and_the_photograph(client_for):
    delivery, client = owed(), client_for(PARTNER_MANAGER)
    tomorrow = (today() + dt.timedelta(days=1)).isoformat()
    url = reverse("crm:delivery_deliver", args=[delivery.pk])
    data = deliver_form(delivery, delivered_on=tomorrow, text="Ord", image=photo_with_place())
    response = client.post(url, data)
    form = response.context["form"]
    assert form.errors == {"delivered_on": ["Dagen har inte varit än."]}
    assert form["text"].value() == "Ord"
    kept = kept_in(response)
    assert client.post(url, deliver_form(delivery, image_kept=kept)).status_code == 302
    assert delivery.proofs.exclude(image="").count() == 1


def test_stale_delivery_is_reported_and_saved_when_confirmed(client_for):
    delivery, client = owed(), client_for(PARTNER_MANAGER)
    url = reverse("crm:delivery_edit", args=[delivery.pk])
    seen = {"version": delivery.version, "due_on": "2027-03-01", "doer": "", "doer_role": ""}
    assert client.post(url, seen).status_code == 302
    response = client.post(url, seen | {"due_on": "2027-04-01"})
    assert response.status_code == 409
    version = response.context["form"]["version"].value()
    assert client.post(url, seen | {"due_on": "2027-04-01", "version": version}).status_code == 302
    delivery.refresh_from_db()
    assert delivery.due_on == dt.date(2027, 4, 1)


def test_what_was_agreed_can_not_be_changed_in_the_form(client_for):
    page = client_for(ADMINISTRATOR).get(reverse("crm:delivery_edit", args=[owed().pk]))
    assert list(page.context["form"].fields) == ["due_on", "doer", "doer_role", "version"]


def test_set_aside_without_a_reason_is_an_error_and_with_one_it_is_kept(client_for):
    delivery, client = owed(), client_for(PARTNER_MANAGER)
    url = reverse("crm:delivery_set_aside", args=[delivery.pk])
    response = client.post(url, {"version": 1, "to": "waived", "reason": ""})
    assert list(response.context["form"].errors) == ["reason"]
    assert response.context["form"]["to"].value() == "waived"
    client.post(url, {"version": 1, "to": "waived", "reason": "De hinner inte"})
    delivery.refresh_from_db()
    assert (delivery.state, delivery.reason) == ("waived", "De hinner inte")


def test_buttons_start_reopen_and_mark_as_used(client_for):
    delivery, client = owed(), client_for(PARTNER_MANAGER)

    def press(name, **data):
        client.post(reverse(f"crm:delivery_{name}", args=[delivery.pk]), data)
        delivery.refresh_from_db()
        return delivery.state, delivery.used

    assert press("start") == ("ongoing", None)
    deliver(delivery, by=client.user, on=today())
    assert [press("used", used=word) for word in ("no", "yes", "")] == [
        ("delivered", False),
        ("delivered", True),
        ("delivered", None),
    ]
    assert press("reopen") == ("planned", None)


def test_refused_button_says_why(client_for):
    delivery = owed()
    set_delivery_aside(delivery, to=DeliveryState.VOID, reason="Skäl")
    client = client_for(PARTNER_MANAGER)
    url = delivery.get_absolute_url()
    response = client.post(reverse("crm:delivery_start", args=[delivery.pk]), {"next": url}, follow=True)
    assert "Leveransen kan inte gå till det läget härifrån." in response.content.decode()


def test_reader_sees_the_delivery_without_buttons(client_for):
    page = client_for(READER).get(owed().get_absolute_url()).content.decode()
    assert ("Ska inte levereras" in page, "Lägg till beviset" in page) == (False, False)


def test_proof_is_added_and_removed(client_for):
    delivery, client = owed(), client_for(PARTNER_MANAGER)
    url = reverse("crm:proof_add", args=[delivery.pk])
    empty = client.post(url, {})
    assert empty.context["form"].non_field_errors() == ["Ta ett foto, skriv en länk eller en anteckning."]
    assert client.post(url, {"link": "example.org/sida"}).headers["Location"].endswith("#proofs")
    proof = delivery.proofs.get()
    assert proof.link == "https://example.org/sida"
    client.post(reverse("crm:proof_delete", args=[proof.pk]))
    assert not Proof.objects.exists()


def test_sponsorship_page_lists_what_was_promised_with_day_and_state(client_for):
    delivery = owed(due=-1)
    page = client_for(READER).get(delivery.sponsorship.get_absolute_url()).content.decode()
    assert (page.count("Försenad"), page.count(f'href="{delivery.get_absolute_url()}"')) == (1, 1)


# --- Quick delivery ---------------------------------------------------------------------------------


def snap(delivery, **fields):
    company = delivery.sponsorship.company
    return {
        "company_0": company.pk,
        "company_1": company.name,
        "delivery": delivery.pk,
        "delivered_on": today().isoformat(),
        **fields,
    }


def test_phone_page_saves_photo_and_delivery_in_one_go(client_for):
    delivery, client = owed(), client_for(PARTNER_MANAGER)
    response = client.post(reverse("crm:delivery_snap"), snap(delivery, image=photo_with_place()))
    assert response.headers["Location"] == delivery.get_absolute_url()
    delivery.refresh_from_db()
    assert (delivery.state, delivery.proofs.exclude(image="").count()) == ("delivered", 1)


def test_phone_page_asks_for_the_camera(client_for):
    page = client_for(PARTNER_MANAGER).get(reverse("crm:delivery_snap")).content.decode()
    assert '<input type="file" name="image" accept="image/*" capture="environment"' in page


def test_phone_page_with_an_error_keeps_photo_company_choice_and_words(client_for):
    promise(BenefitTerms(text="Ett"), BenefitTerms(text="Två"))
    delivery, client = Delivery.objects.get(text="Två"), client_for(PARTNER_MANAGER)
    data = snap(delivery, text="Så bra", delivered_on="2999-01-01", image=photo_with_place())
    response = client.post(reverse("crm:delivery_snap"), data)
    form = response.context["form"]
    assert list(form.errors) == ["delivered_on"]
    assert (form["text"].value(), form["delivery"].value()) == ("Så bra", str(delivery.pk))
    assert [str(label) for _key, label in form.fields["delivery"].choices] == [
        "Ett (Ingen hemlöshet, ingen bestämd dag)",
        "Två (Ingen hemlöshet, ingen bestämd dag)",
    ]
    kept = kept_in(response)
    again = client.post(reverse("crm:delivery_snap"), snap(delivery, image_kept=kept))
    assert again.status_code == 302
    assert Proof.objects.exclude(image="").count() == 1


def test_phone_page_without_a_choice_says_so(client_for):
    promise(BenefitTerms(text="Ett"), BenefitTerms(text="Två"))
    data = snap(Delivery.objects.first())
    del data["delivery"]
    form = client_for(PARTNER_MANAGER).post(reverse("crm:delivery_snap"), data).context["form"]
    assert form.errors == {"delivery": ["Välj vad du har levererat."]}


def test_phone_page_without_script_shows_what_is_owed_and_keeps_the_photo(client_for):
    delivery = owed()
    data = {"company_0": "", "company_1": delivery.sponsorship.company.name, "refresh": "1"}
    response = client_for(PARTNER_MANAGER).post(
        reverse("crm:delivery_snap"), data | {"image": photo_with_place(), "text": "Ord"}
    )
    form = response.context["form"]
    assert (form.errors, form["delivery"].value(), form["text"].value()) == ({}, delivery.pk, "Ord")
    assert kept_in(response)


def test_phone_page_offers_only_the_chosen_companys_deliveries(client_for):
    delivery = owed()
    other = CompanyFactory(name="Annat AB")
    client = client_for(PARTNER_MANAGER)
    response = client.get(reverse("crm:delivery_choices"), {"company_0": other.pk, "company_1": other.name})
    assert "Annat AB har inget kvar att få." in response.content.decode()
    form = client.post(reverse("crm:delivery_snap"), snap(delivery, company_0=other.pk, company_1=other.name))
    assert list(form.context["form"].errors) == ["delivery"]


def test_phone_page_from_a_link_has_company_and_delivery_filled_in(client_for):
    delivery = owed()
    form = client_for(PARTNER_MANAGER).get(reverse("crm:delivery_snap"), {"delivery": delivery.pk}).context["form"]
    assert (form.initial["company"], form["delivery"].value()) == (delivery.sponsorship.company, delivery.pk)


# --- Many at once -----------------------------------------------------------------------------------


def test_bulk_page_delivers_to_those_ticked(client_for):
    first = owed()
    rest = [signed_sponsorship(starts=today(), ends=today()).deliveries.get() for _number in range(2)]
    client, url = client_for(PARTNER_MANAGER), reverse("crm:delivery_bulk", args=[1]) + "?text=Logotyp"
    assert len(client.get(url).context["form"]["deliveries"].value()) == 3
    data = {"deliveries": [first.pk, rest[0].pk], "delivered_on": today().isoformat(), "text": "På webben"}
    response = client.post(url, data, follow=True)
    assert "2 leveranser är sparade." in response.content.decode()
    assert list(Delivery.objects.order_by("pk").values_list("state", flat=True)) == [
        "delivered",
        "delivered",
        "planned",
    ]
    assert Proof.objects.filter(text="På webben").count() == 2


def test_bulk_page_with_one_done_meanwhile_writes_nothing_and_keeps_the_words(client_for):
    first = owed()
    second = signed_sponsorship(starts=today(), ends=today()).deliveries.get()
    deliver(second, by=UserFactory(), on=today())
    response = client_for(PARTNER_MANAGER).post(
        reverse("crm:delivery_bulk", args=[1]) + "?text=Logotyp",
        {"deliveries": [first.pk, second.pk], "delivered_on": today().isoformat(), "text": "På webben"},
    )
    form = response.context["form"]
    assert list(form.errors) == ["deliveries"]
    assert form["text"].value() == "På webben"
    first.refresh_from_db()
    assert first.state == "planned"


def test_bulk_page_of_a_benefit_that_nobody_waits_for_is_empty(client_for):
    page = client_for(PARTNER_MANAGER).get(reverse("crm:delivery_bulk", args=[1]) + "?text=Finns+inte")
    assert "Ingen sponsor väntar på den motprestationen." in page.content.decode()
