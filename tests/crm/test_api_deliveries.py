import datetime as dt

import pytest

from config.roles import FINANCE, PARTNER_MANAGER, READER
from crm.services.deliveries import ProofContent, add_proof, deliver
from tests.crm.delivery_factories import owed, photo_with_place, today
from tests.factories import UserFactory, signed_sponsorship

pytestmark = pytest.mark.django_db


def url_of(delivery, action=""):
    return f"/api/v1/deliveries/{delivery.pk}/{action}"


def act(client, delivery, action, data=None, version=None):
    headers = {"If-Match": f'"{version or delivery.version}"'}
    return client.post(url_of(delivery, f"{action}/"), data, headers=headers)


def test_delivery_shows_what_was_promised_to_whom_and_what_proves_it(api_client_for):
    delivery = owed("Träff", due=4)
    proof = add_proof(delivery=delivery, proof=ProofContent(image=photo_with_place(), text="Bild"))
    sponsorship = delivery.sponsorship
    assert api_client_for(READER).get(url_of(delivery)).json() == {
        "id": delivery.pk,
        "sponsorship": sponsorship.pk,
        "agreement_no": sponsorship.agreement_no,
        "company": sponsorship.company_id,
        "company_name": sponsorship.company.name,
        "goal": sponsorship.goal_id,
        "text": "Träff",
        "quantity": 1,
        "market_value": "4000.00",
        "is_extra": False,
        "due_on": (today() + dt.timedelta(days=4)).isoformat(),
        "doer": None,
        "doer_role": "",
        "responsible": str(sponsorship.owner),
        "state": "planned",
        "reason": "",
        "delivered": 0,
        "delivered_on": None,
        "delivered_by": None,
        "used": None,
        "parts": [],
        "proofs": [
            {
                "id": proof.pk,
                "part": None,
                "image": f"http://testserver/bevis/{proof.pk}/foto/",
                "link": "",
                "text": "Bild",
            }
        ],
        "version": 1,
    }


def test_list_holds_what_is_owed_and_all_when_asked(api_client_for):
    first, second = owed(), signed_sponsorship().deliveries.get()
    deliver(second, by=UserFactory(), on=today())
    client = api_client_for(FINANCE)

    def keys(query=""):
        return [row["id"] for row in client.get(f"/api/v1/deliveries/{query}").json()["results"]]

    assert (keys(), sorted(keys("?scope=all"))) == ([first.pk], [first.pk, second.pk])


def test_actions_take_a_delivery_through_its_states(api_client_for):
    delivery, client = owed(), api_client_for(PARTNER_MANAGER)
    told = [
        act(client, delivery, "start"),
        act(client, delivery, "deliver", {"delivered_on": today().isoformat(), "text": "På webben"}, version=2),
        act(client, delivery, "use", {"used": True}, version=3),
        act(client, delivery, "reopen", version=4),
        act(client, delivery, "set-aside", {"to": "waived", "reason": "De hinner inte"}, version=5),
    ]
    assert [(answer.status_code, answer.json()["state"], answer["ETag"]) for answer in told] == [
        (200, "ongoing", '"2"'),
        (200, "delivered", '"3"'),
        (200, "delivered", '"4"'),
        (200, "planned", '"5"'),
        (200, "waived", '"6"'),
    ]
    assert (told[1].json()["delivered_by"], told[2].json()["used"]) == (client.user.pk, True)
    assert [proof["text"] for proof in told[4].json()["proofs"]] == ["På webben"]


@pytest.mark.parametrize(
    ("action", "data", "code"),
    [("reopen", {}, "delivery_move_not_allowed"), ("use", {"used": True}, "not_delivered")],
)
def test_refused_action_names_the_rule(api_client_for, action, data, code):
    response = act(api_client_for(PARTNER_MANAGER), owed(), action, data)
    assert (response.status_code, response.json()["code"]) == (409, code)


@pytest.mark.parametrize(
    ("action", "data", "field"),
    [
        ("deliver", {"delivered_on": "2999-01-01"}, "delivered_on"),
        ("set-aside", {"to": "waived", "reason": ""}, "reason"),
        ("set-aside", {"to": "delivered", "reason": "x"}, "to"),
    ],
)
def test_wrong_data_is_refused_by_field(api_client_for, action, data, field):
    response = act(api_client_for(PARTNER_MANAGER), owed(), action, data)
    assert (response.status_code, list(response.json())) == (400, [field])


def test_day_and_doer_are_changed_and_what_was_agreed_is_not(api_client_for):
    delivery, client = owed(), api_client_for(PARTNER_MANAGER)
    data = {"due_on": "2027-02-01", "doer_role": "Köket", "text": "Annat", "market_value": "1"}
    answer = client.patch(url_of(delivery), data, headers={"If-Match": '"1"'}).json()
    assert (answer["due_on"], answer["doer_role"], answer["text"], answer["market_value"]) == (
        "2027-02-01",
        "Köket",
        delivery.text,
        "4000.00",
    )
