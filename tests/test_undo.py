"""Whatever one press of a button changes is offered back where the eye is, or a page asks before it: in every app."""

import datetime as dt
import re

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Channel, Competition, Contribution, Tally
from campaigns.services.contributions import add_contribution
from campaigns.services.lifecycle import close_competition, decide_competition, freeze_board
from config.access import POLICY
from config.roles import ADMINISTRATOR
from core.models import SavedView
from core.services import choose_default_view, save_view
from core.undo import raw_values
from crm.models import CompanyStatus, LapseReason, Proof
from crm.services.deliveries import ProofContent, deliver
from crm.services.interactions import complete_next_step
from crm.services.removals import remove_interaction
from crm.services.renewals import record_lapse
from crm.services.tags import tag_company
from duplicates.models import CompanyPair, ContactPair
from duplicates.services.pairs import mark_distinct
from inbox.models import Dismissal
from inbox.services.enquiries import dismiss_enquiry
from tests.campaigns.boards import confirm, contest, decided
from tests.campaigns.factories import A_DAY, AFTER, give, promise
from tests.campaigns.jury_factories import make_entry
from tests.crm.delivery_factories import owed
from tests.factories import (
    CompanyFactory,
    ContactFactory,
    InboundFactory,
    InteractionFactory,
    NextStepFactory,
    PauseFactory,
    SponsorshipFactory,
    UserFactory,
    get_goal,
    make_enquiry,
    signed_sponsorship,
)
from tests.workplaces.factories import current
from workplaces.services.personal_links import make_link
from workplaces.services.sponsors import answer_renewal

pytestmark = pytest.mark.django_db

# Buttons that offer no undo, and why.
NOTHING_TO_UNDO = {
    "accounts:invitation_revoke": "a new link is made beside it",
    "accounts:sessions_end": "whoever is out by mistake logs in again",
    "accounts:user_resume": "the page that it stands on pauses again",
    "accounts:user_sessions_end": "whoever is out by mistake logs in again",
    "campaigns:competition_unarchive": "is the way back from the archive, and the page it leads to archives again",
    "core:job_cancel": "the page of the job, where it is pressed, offers to run it again",
    "core:job_retry": "the page of the job, where it is pressed, offers to cancel it",
    "core:logout": "changes no row",
    "core:put_back": "is the undo",
    "inbox:inbound_take_back": "is the way back from the thrown, and the page that it stands on throws away again",
    "inbox:inbound_log": "opens a draft, which is logged or thrown away on its own page",
    "inbox:mailbox_read": "reads what is there; each message has a page of its own, where it is taken back",
    "campaigns:jury_remind": "nothing leaves for a minute, and Utskick stops it",
    "campaigns:coordinators_remind": "nothing leaves for a minute, and Utskick stops it",
    "campaigns:teams_thank": "nothing leaves for a minute, and Utskick stops it",
    "crm:sponsorship_remind": "nothing leaves for a minute, and Utskick stops it",
    "payroll:remind": "nothing leaves for a minute, and Utskick stops it",
    "mailing:letter_stop": "the page of the letter, where it is pressed, offers to send it again",
    "mailing:provider_events": "is what the mail provider tells",
    "mailing:mailing_send": "nothing leaves for a minute, and the page that it leads to stops it",
    "mailing:mailing_stop": "each letter's own page offers to send it again",
    "operations:backup_make": "makes one more copy and changes nothing",
    "operations:health_check": "looks, and changes nothing",
    "operations:backup_verify": "compares a copy and changes nothing",
    "reports:start_skip": "is undone by its other button, Ta med igen",
    "reports:start_take_up": "is undone by its other button, Behövs inte",
    "core:schedule_run": "does what the nightly job does; nobody chooses anything",
    "core:set_language": "the other language stands in the same place",
    "crm:company_tag_add": "the tag that it puts on has a cross of its own",
    "duplicates:company_pair_scan": "finds what looks alike and changes none of it",
    "duplicates:contact_pair_scan": "finds what looks alike and changes none of it",
    "finance:instalment_invoice_withdraw": "is the way back from an invoice, and the page it stands on says so anew",
    "finance:instalment_write_off_withdraw": "is the way back from a write-off, which the page it stands on does anew",
    "finance:instalment_credit_withdraw": "is the way back from a credit, which the page it leads to makes anew",
    "privacy:request_reopen": "is the way back from an answer, which closes it again",
    "finance:match_certain": "the list below it says what each becomes, and each is undone on its page",
    "finance:match_confirm": "its row is swapped for one with the undo",
    "finance:match_undo": "is the undo",
    "finance:period_export": "makes a file; what it has is booked, and is put right by later vouchers",
    "finance:bankfile_discard": "throws away a copy of a file that is still at the bank",
    "workplaces:link_revoke": "a new link is made beside it",
    "workplaces:proposal_approve": "is undone as a whole under Ändringar, as its message says",
    "workplace:activity_picture_drop": "is of somebody without a login, who adds the picture again",
    "workplaces:start_approve": "its message leads to the page that undoes all of it",
    "payroll:open": "does what the nightly command does; nobody chooses anything",
}
# Forms whose buttons stand in the rows of a list too, so that they are pressed without a page that asks.
FROM_A_ROW = {
    "crm:company_next",
    "crm:sponsorship_next",
    "crm:sponsorship_lapse",
    "campaigns:contribution_assign",
    "campaigns:entry_decline",
}
# Forms that templates spell out and that are filled in, or read, where they stand.
FILLED_IN = {
    "imports:gift_list_commit",
    "finance:ledgerexport_fetch",  # hands the file out, which leaves a trace; a later time asks why
    "finance:bankfile_commit",  # the page above says what each row becomes; what the bank said is never taken back
    "campaigns:entry_picture_add",
    "imports:gift_list_preview",
    "core:calendar_link_make",  # makes the first link; another page asks before one is changed
    "core:profile",
    "imports:import_values",
    "imports:import_commit",  # the preview above it says what happens, and the whole is undone from its page
    "crm:interaction_create",
    "inbox:mail_create",
    "inbox:mail_draft",
    "crm:proof_add",
}
POSTS_TO = re.compile(r"""(?:method="post"[^>]*?action|formaction)="[^">]*?{% url '([a-z]+:[a-z_]+)'""")
# What is kept of the pressing itself.
ASIDE = ("crm.removedinteraction", "crm.sponsorshipevent", "core.sentform", "core.sequence", "core.user")
VOLATILE = {"version", "found_at", "changed_at", "distinct_at"}


def everything() -> dict:
    """All business rows as they are stored; a link of many to many is its two ends."""
    models = [
        model
        for label in settings.OUR_APPS
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if not hasattr(model, "history_object") and not model._meta.label_lower.startswith(ASIDE)
    ]
    return {model._meta.label_lower: sorted(map(_stored, model._base_manager.all()), key=str) for model in models}


def _stored(row) -> dict:
    aside = VOLATILE | {"id"} if row._meta.auto_created else VOLATILE
    return {name: value for name, value in raw_values(row).items() if name not in aside}


def of_pair(model, factory, *, marked_by=None):
    pair = model.objects.create(**dict(zip(("one", "other"), factory.create_batch(2), strict=True)), points=50)
    if marked_by:
        mark_distinct(pair, by=marked_by)
    return pair


def saved_view(user, name: str = "Prov") -> SavedView:
    return save_view(SavedView(owner=user, list_name="crm:company_list", name=name, query="status=active"))


def default_view(user) -> SavedView:
    choose_default_view(saved_view(user, "Den gamla"), user=user, chosen=True)
    return saved_view(user)


def delivered_in_parts():
    """Two parts, each with what proves it."""
    delivery = owed(due=0)
    type(delivery).objects.filter(pk=delivery.pk).update(quantity=2)
    delivery.refresh_from_db()
    for words in ("Första", "Andra"):
        deliver(delivery, by=UserFactory(), on=timezone.localdate(), quantity=1, proof=ProofContent(text=words))
    return delivery


def running(**fields) -> Competition:
    return contest("Åkeriet", "Bageriet", **fields)[0]


def left_over(competition: Competition | None = None, **fields) -> Contribution:
    defaults = {"amount": 100, "received_on": A_DAY, "by": UserFactory()}
    return add_contribution(competition=competition or running(), **defaults | fields)


def named_gift():
    return give(running().teams.first(), giver="Kim Karlsson", show_giver=True)


def lapsing():
    today = timezone.localdate()
    return signed_sponsorship(starts=today - dt.timedelta(days=300), ends=today + dt.timedelta(days=30))


def lapsed():
    return record_lapse(lapsing(), reason=LapseReason.objects.first(), note="")


def renewal_answer():
    agreement = signed_sponsorship(**current())
    link, _secret = make_link("sponsor", agreement.company, by=None)
    return answer_renewal(link, sponsorship=agreement, answer="call")


# How each is pressed: a row that it is about, and what the button says.
PRESSES = {
    "core:view_save": lambda user: (saved_view(user), {"state": "status=ended"}),
    "core:view_default": lambda user: (default_view(user), {}),
    "crm:no_answer": lambda user: (CompanyFactory(), {}),
    "crm:company_tag_remove": lambda user: (CompanyFactory(), {}),
    "crm:company_next": lambda user: (
        CompanyFactory(status=CompanyStatus.ACTIVE),
        {"what_next": "Ring", "when": "week", "assignee": user.pk},
    ),
    "crm:sponsorship_next": lambda user: (
        SponsorshipFactory(),
        {"what_next": "Ring", "when": "week", "assignee": user.pk},
    ),
    "crm:sponsorship_lapse": lambda user: (lapsing(), {"reason": LapseReason.objects.first().pk, "version": 2}),
    "crm:sponsorship_lapse_withdraw": lambda user: (lapsed(), {}),
    "crm:interaction_take_back": lambda user: (
        InteractionFactory(companies=[CompanyFactory()], logged_by=user),
        {},
    ),
    "crm:interaction_restore": lambda user: (
        remove_interaction(InteractionFactory(companies=[CompanyFactory()]), by=UserFactory(is_superuser=True)),
        {},
    ),
    "crm:nextstep_move": lambda user: (NextStepFactory(), {"when": "month"}),
    "crm:nextstep_done": lambda user: (NextStepFactory(), {}),
    "crm:nextstep_reopen": lambda user: (complete_next_step(NextStepFactory(), by=user), {}),
    "crm:pause_end": lambda user: (PauseFactory(), {}),
    "crm:sponsorship_move": lambda user: (SponsorshipFactory(), {"stage": "meeting"}),
    "crm:pipeline_move": lambda user: (SponsorshipFactory(), {"stage": "meeting", "version": 1}),
    "duplicates:company_pair_distinct": lambda user: (of_pair(CompanyPair, CompanyFactory), {}),
    "duplicates:company_pair_open": lambda user: (of_pair(CompanyPair, CompanyFactory, marked_by=user), {}),
    "duplicates:contact_pair_distinct": lambda user: (of_pair(ContactPair, ContactFactory), {}),
    "duplicates:contact_pair_open": lambda user: (of_pair(ContactPair, ContactFactory, marked_by=user), {}),
    "inbox:inbound_throw": lambda user: (InboundFactory(), {}),
    "inbox:enquiry_take": lambda user: (make_enquiry(), {}),
    "inbox:enquiry_reopen": lambda user: (dismiss_enquiry(make_enquiry(), by=user, reason=Dismissal.SPAM), {}),
    "crm:delivery_start": lambda user: (owed(due=0), {}),
    "crm:delivery_reopen": lambda user: (delivered_in_parts(), {}),
    "crm:delivery_used": lambda user: (delivered_in_parts(), {"used": "yes"}),
    "crm:part_take_back": lambda user: (delivered_in_parts().parts.first(), {}),
    "crm:part_used": lambda user: (delivered_in_parts().parts.last(), {"used": "no"}),
    "campaigns:competition_freeze": lambda user: (running(), {}),
    "campaigns:competition_thaw": lambda user: (freeze_board(running()), {}),
    "campaigns:giver_approve": lambda user: (named_gift(), {}),
    "campaigns:giver_hide": lambda user: (named_gift(), {}),
    "campaigns:entry_approve": lambda user: (make_entry(running().teams.first()), {}),
    "campaigns:entry_decline": lambda user: (make_entry(running().teams.first()), {"reason": "Fel dag", "version": 1}),
    "workplaces:answer_done": lambda user: (renewal_answer(), {}),
    "reports:start_confirm": lambda user: (get_goal(), {}),
    "campaigns:reveal_publish": lambda user: (decided(("Åkeriet", 100), ("Bageriet", 50))[0], {}),
}


def press(client, name: str, pk, data: dict, **more):
    answer = client.post(reverse(name, kwargs={"pk": pk} | more), {"next": "/"} | data)
    return list(get_messages(answer.wsgi_request))[-1]


def undo(client, message) -> str:
    assert message.extra_tags.startswith("/"), f"no undo beside: {message}"
    answer = client.post(message.extra_tags, {"next": "/"})
    return list(get_messages(answer.wsgi_request))[-1].level_tag


def test_every_button_has_its_undo_or_the_reason_why_not():
    buttons = {name for name, rule in POLICY.items() if set(rule.who) == {"POST"} and not name.startswith("api:")}
    known = PRESSES.keys() | {"campaigns:contribution_assign"}
    assert known & NOTHING_TO_UNDO.keys() == set()
    assert buttons | FROM_A_ROW == known | NOTHING_TO_UNDO.keys()


def test_every_form_in_a_template_is_a_button_with_an_undo_or_is_filled_in():
    texts = [path.read_text() for path in (settings.BASE_DIR / "templates").rglob("*.html")]
    found = {name for text in texts for name in POSTS_TO.findall(text)}
    assert found >= {"campaigns:giver_hide", "campaigns:contribution_assign"}
    assert found - FROM_A_ROW - PRESSES.keys() - NOTHING_TO_UNDO.keys() == FILLED_IN


@pytest.mark.parametrize("name", PRESSES)
def test_press_is_offered_back_and_then_everything_is_as_it_was(name, client_for):
    client, more = client_for(ADMINISTRATOR), {}
    row, data = PRESSES[name](client.user)
    if name == "crm:company_tag_remove":
        more = {"tag": tag_company(row, name="Prov").pk}
    before = everything()
    offered = press(client, name, row.pk, data, **more)
    assert everything() != before
    assert undo(client, offered) in {"success", "info"}
    assert everything() == before


@pytest.mark.parametrize("for_match", [False, True])
def test_left_over_money_given_by_mistake_is_left_over_again_and_leaves_its_trace(for_match, client_for):
    client, competition = client_for(ADMINISTRATOR), running()
    team, other = competition.teams.all()
    promised = promise(competition, company=team.company)
    give(other, 50)
    money = left_over(competition, **{"channel": Channel.MATCH} if for_match else {"external_id": "B1"})

    def sums() -> tuple:
        promised.refresh_from_db()
        tallies = Tally.objects.order_by("team").values_list("employees", "company", "gifts")
        return list(tallies), promised.accrued, competition.contributions.left_over().flows()["left_over"]

    before = sums()
    given = {"match": promised.pk} if for_match else {"team": team.pk}
    offered = press(client, "campaigns:contribution_assign", money.pk, given | {"version": money.version})
    assert sums() != before
    assert undo(client, offered) == "success"
    assert sums() == before
    again = Contribution.objects.get(moved_from=money)
    assert (again.team, again.match, again.amount, again.external_id) == (None, None, 100, money.external_id)
    assert money.reversal.reason == "Ångrat: pengarna gavs till fel lag."
    assert undo(client, offered) == "error"  # only once
    assert b"Utan lag" in client.get(money.get_absolute_url()).content


def test_decision_about_an_entry_is_not_taken_back_once_the_contest_is_decided(client_for):
    client = client_for(ADMINISTRATOR)
    competition, (team, rival) = contest("Åkeriet", "Bageriet")
    entry = make_entry(team)
    offered = press(client, "campaigns:entry_approve", entry.pk, {})
    give(rival, 10)
    confirm(team, rival)
    close_competition(competition)
    decide_competition(competition, by=client.user, comment="Klart.", on=AFTER)
    assert undo(client, offered) == "error"
    entry.refresh_from_db()
    assert entry.state == "approved"


def test_company_that_a_move_took_up_again_is_ended_again(client_for):
    client, company = client_for(ADMINISTRATOR), CompanyFactory()
    sponsorship = SponsorshipFactory(company=company)
    company.status = CompanyStatus.ENDED
    company.save()
    before = everything()
    offered = press(client, "crm:sponsorship_move", sponsorship.pk, {"stage": "meeting"})
    company.refresh_from_db()
    assert company.status == CompanyStatus.PROSPECT
    undo(client, offered)
    assert everything() == before


def test_part_that_returns_has_its_proofs_and_its_key(client_for):
    client, delivery = client_for(ADMINISTRATOR), delivered_in_parts()
    part = delivery.parts.last()
    offered = press(client, "crm:part_take_back", part.pk, {})
    assert Proof.objects.get(text="Andra").part is None
    undo(client, offered)
    assert Proof.objects.get(text="Andra").part == part
    assert list(delivery.parts.all()) == [delivery.parts.first(), part]


def test_card_that_was_moved_has_its_undo_on_the_board_that_answers(client_for):
    client, sponsorship = client_for(ADMINISTRATOR), SponsorshipFactory()
    moved = client.post(
        reverse("crm:pipeline_move", args=[sponsorship.pk]) + "?scope=all",
        {"stage": "meeting", "version": 1},
        HTTP_HX_REQUEST="true",
    )
    offered = moved.context["undo"]
    assert offered["message"] == moved.context["message"]
    back = client.post(offered["extra_tags"], {"next": moved.context["undo_back"]})
    assert back.url == f"{reverse('crm:pipeline')}?scope=all#kort-{sponsorship.pk}"
    sponsorship.refresh_from_db()
    assert sponsorship.stage == "lead"


def test_tag_that_was_taken_off_is_offered_back_beside_the_others(client_for):
    client, company = client_for(ADMINISTRATOR), CompanyFactory()
    tag = tag_company(company, name="Ger varor & tid")
    answer = client.post(reverse("crm:company_tag_remove", args=[company.pk, tag.pk]), HTTP_HX_REQUEST="true")
    assert (list(company.tags.all()), answer.context["message"]) == ([], "Etiketten Ger varor & tid är borttagen.")
    client.post(answer.context["undo_url"], HTTP_HX_REQUEST="true")
    assert list(company.tags.all()) == [tag]
