"""A workplace begins: from the public form to its team."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Competition, Team
from core.models import our_organisation
from core.services import save_record
from crm.models import Company, Contact
from inbox.forms.enquiries import make_stamp
from inbox.models import Enquiry
from inbox.services.enquiries import UNCONFIRMED_KEPT, forget_unconfirmed
from mailing.models import Letter
from mailing.services.delivering import deliver_waiting
from reports.queries.today.enquiries import workplaces_to_start
from reports.queries.today.scope import MOST, Scope
from tests.campaigns.boards import contest
from tests.campaigns.pages import text_of
from tests.factories import CompanyFactory, UserFactory, get_goal, make_orgnr
from tests.workplaces.factories import by_link, make_start
from workplaces.models import Start, WorkplaceLink
from workplaces.services.starts import approve_start, confirm_start

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def form(**fields) -> dict:
    return {
        "stamp": make_stamp(timezone.now().timestamp() - 60),
        "behalf": "company",
        "goals": [get_goal().pk],
        "company_name": "Tegelbruket",
        "orgnr": "",
        "size": "12",
        "team_name": "",
        "person_name": "Kim Ek",
        "email": "kim@tegelbruket.example",
        "phone": "",
        "message": "Vi vill baka",
        "consent": "on",
    } | fields


def send(client, kind: str = "collection", query: str = "", **fields):
    return client.post(reverse("workplaces:start", args=[kind]) + query, form(**fields))


def confirmed(*args, **fields) -> Start:
    start, _secret = make_start(*args, **fields)
    confirm_start(start)
    return Start.objects.get(pk=start.pk)


def test_form_is_confirmed_by_mail_before_staff_see_it(client, client_for):
    assert send(client).status_code == 302
    start, staff = Start.objects.get(), client_for("Tävlingsledare")
    deliver_waiting()
    (asked,) = mail.outbox
    assert (asked.to, "Tegelbruket" in asked.body, start.enquiry.state) == (
        ["kim@tegelbruket.example"],
        False,
        "asked",
    )
    path = re.search(r"https?://[^/]+(/l/bekrafta/\S+)", asked.body)[1]
    listed, page = reverse("inbox:enquiry_list"), start.get_absolute_url()
    assert (staff.get(listed).context["count"], staff.get(page).status_code) == (0, 404)
    client.get(path)
    start.enquiry.refresh_from_db()
    assert start.enquiry.state == "asked"  # programs that look at links confirm nothing
    for _twice in range(2):
        assert client.post(path).status_code == 200
    told = Letter.objects.filter(to_email="kim@tegelbruket.example").order_by("pk").values_list("kind", flat=True)
    assert (staff.get(listed).context["count"], list(told)) == (1, ["start-confirm", "start-receipt"])


def test_all_that_wait_stand_on_idag_which_alone_has_them(make_user):
    for number in range(MOST + 2):
        confirmed(email=f"kim{number}@tegelbruket.example")
    rows = workplaces_to_start(Scope(timezone.localdate(), make_user("Administratör")))
    assert len(rows) == MOST + 2


def test_form_asks_for_what_its_kind_needs(client):
    asked = send(client, "challenge", goals=[], opponent="tegelbruket")
    assert set(asked.context["form"].errors) == {"goals", "opponent"}
    wrong = send(client, orgnr="556703-7486", email="x", size="0")
    assert set(wrong.context["form"].errors) == {"orgnr", "email", "size"}
    assert client.get(reverse("workplaces:start", args=["nonsense"])).status_code == 404


@pytest.mark.parametrize(
    ("kind", "collects"),
    [("collection", True), ("challenge", True), ("partner", False), ("payroll", False)],
)
def test_form_speaks_of_collecting_to_those_who_collect(client, kind, collects):
    page = text_of(client.get(reverse("workplaces:start", args=[kind])))
    assert ["Vilket mål vill ni samla in till?" in page, "tips på aktiviteter" in page] == [collects] * 2


def test_robots_and_repeated_forms_store_nothing_more(client):
    send(client, reference="http://spam.example")
    assert Start.objects.count() == 0
    data = form()
    for _twice in range(2):
        client.post(reverse("workplaces:start", args=["collection"]), data)
    assert (Start.objects.count(), Letter.objects.count()) == (1, 1)


def test_one_address_gets_only_so_many_mails(client, settings):
    settings.ENQUIRIES_PER_HOUR = 10
    answers = [send(client).status_code for _number in range(4)]
    assert (answers, Letter.objects.count()) == ([302, 302, 302, 429], 3)


def test_form_tells_nothing_of_the_register(client):
    CompanyFactory(name="Åkeriet Nord", orgnr=make_orgnr(7))
    assert "Åkeriet Nord" not in text_of(client.get(reverse("workplaces:start", args=["challenge"])))
    assert send(client, orgnr=make_orgnr(7)).status_code == 302


def test_competition_is_joined_by_the_link_of_its_board_alone(client):
    competition, _teams = contest("Åkeriet", "Bageriet")
    url = reverse("workplaces:start", args=["join"])
    assert [client.get(url).status_code, client.get(url, {"tavla": competition.code}).status_code] == [404, 404]
    send(client, "join", query=f"?tavla={competition.board_token}")
    assert Start.objects.get().competition == competition


def test_without_mail_the_form_comes_straight_to_staff(client, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    send(client)
    assert [(start.enquiry.state, start.confirmed_at) for start in Start.objects.all()] == [("new", None)]
    assert list(Letter.objects.filter(to_email="kim@tegelbruket.example")) == []


def test_unconfirmed_forms_are_forgotten_with_their_history():
    make_start()
    assert forget_unconfirmed(before=timezone.now() - UNCONFIRMED_KEPT) == 0
    assert forget_unconfirmed(before=timezone.now()) == 1
    assert (Enquiry.objects.count(), Enquiry.history.count(), Start.objects.count()) == (0, 0, 0)


def test_old_and_unknown_links_confirm_nothing(client):
    _start, secret = make_start()
    Enquiry.objects.update(received_at=timezone.now() - UNCONFIRMED_KEPT * 2)
    assert [client.post(by_link("start_confirm", each)).status_code for each in (secret, "x")] == [404, 404]


def test_collection_is_approved_in_one_press_and_taken_back_whole(client_for):
    save_record(our_organisation(), name="Provstads stadsmission", swish="1239000019")
    start, staff = confirmed(), client_for("Tävlingsledare")
    answer = staff.post(reverse("workplaces:start_approve", args=[start.pk]), {"next": "/"})
    assert answer.status_code == 302
    start = Start.objects.get()
    team, link = Team.objects.get(), WorkplaceLink.objects.get()
    assert (team.name, team.heads, str(team.coordinator), team.competition.kind) == (
        "Tegelbruket",
        12,
        "Kim Ek",
        "collection",
    )
    assert team.competition.swish == "1239000019"
    assert (start.team, start.enquiry.state, link.holder, list(team.competition.goals.all())) == (
        team,
        "accepted",
        team.coordinator,
        [get_goal()],
    )
    assert Letter.objects.get(kind="workplace-link").to_email == "kim@tegelbruket.example"
    undone = staff.post(start.changeset.get_absolute_url())
    assert undone.status_code == 302, undone.context["form"].errors
    left = [model.objects.count() for model in (Team, Competition, WorkplaceLink, Company, Contact)]
    start = Start.objects.get()
    assert (left, start.enquiry.state, start.team, start.changeset) == ([0, 0, 0, 0, 0], "new", None, None)


def test_known_company_is_found_by_its_number():
    known = CompanyFactory(name="Tegelbruket i Sala", orgnr=make_orgnr(7))
    namesake = CompanyFactory(name="Tegelbruket", orgnr=make_orgnr(8))
    approve_start(confirmed(orgnr=make_orgnr(7)), by=UserFactory())
    approve_start(confirmed(orgnr=make_orgnr(9), email="b@x.example"), by=UserFactory())
    companies = [team.company for team in Team.objects.order_by("pk")]
    assert (companies[0], companies[1].orgnr, namesake in companies) == (known, make_orgnr(9), False)


def test_another_company_can_be_chosen(client_for):
    CompanyFactory(name="Tegelbruket")
    other, start = CompanyFactory(name="Stenhuggeriet"), confirmed()
    client_for("Tävlingsledare").post(reverse("workplaces:start_approve", args=[start.pk]), {"company": other.pk})
    assert Team.objects.get().company == other


def test_challenge_becomes_a_duel_in_draft():
    approve_start(confirmed("challenge", opponent="Sågverket"), by=UserFactory())
    competition = Competition.objects.get()
    assert (competition.kind, competition.state, sorted(team.name for team in competition.teams.all())) == (
        "duel",
        "draft",
        ["Sågverket", "Tegelbruket"],
    )


def test_late_team_joins_an_open_competition_and_the_board_says_so():
    competition, _teams = contest("Åkeriet", "Bageriet", closes_on=timezone.localdate())
    approve_start(confirmed("join", competition=competition, team_name="Ugnen"), by=UserFactory())
    assert (competition.teams.get(name="Ugnen").heads, competition.amendments.count()) == (12, 1)


@pytest.mark.parametrize("kind", ["partner", "payroll"])
def test_partner_and_employer_become_company_and_person_alone(kind):
    approved = approve_start(confirmed(kind), by=UserFactory())
    assert (approved.team, Company.objects.get().name, Contact.objects.get().email) == (
        None,
        "Tegelbruket",
        "kim@tegelbruket.example",
    )


def test_approval_takes_the_permission_of_what_it_makes(client_for):
    team, partner = confirmed(), confirmed("partner", email="b@x.example")
    staff = client_for("Partneransvarig")
    answers = [staff.post(reverse("workplaces:start_approve", args=[each.pk])).status_code for each in (team, partner)]
    assert (answers, Team.objects.count()) == ([403, 302], 0)


def test_idag_offers_to_approve(client_for):
    confirmed()
    page = text_of(client_for("Tävlingsledare").get(reverse("reports:today")))
    assert ("Arbetsplatser som vill börja" in page, "Nya förfrågningar" in page) == (True, False)


@pytest.mark.parametrize("kind", ["collection", "challenge", "join", "partner", "payroll"])
@pytest.mark.parametrize("role", ["Tävlingsledare", "Partneransvarig", "Ekonomi"])
def test_idag_offers_to_approve_what_the_role_may_approve(client_for, role, kind):
    competition = contest("Åkeriet", "Bageriet", kind="open")[0] if kind == "join" else None
    start, client = confirmed(kind, competition=competition), client_for(role)
    approve = reverse("workplaces:start_approve", args=[start.pk])
    offered = approve in client.get(reverse("reports:today")).content.decode()
    answer = client.post(approve)
    assert (offered, answer.status_code) in {(True, 302), (False, 403)}


@pytest.mark.parametrize(
    ("kind", "words"), [("collection", "Företag, person och lag"), ("partner", "Företag och person")]
)
def test_approval_says_what_was_made(client_for, kind, words):
    start, client = confirmed(kind), client_for("Tävlingsledare")
    answer = client.post(reverse("workplaces:start_approve", args=[start.pk]), follow=True)
    assert f"Godkänt. {words} är på plats." in text_of(answer)
