"""What comes by the links of people at workplaces, and by the public form: one case of each kind that waits."""

import datetime as dt

from django.utils import timezone

from campaigns.models import Team
from core.models import User
from crm.models import Sponsorship
from demo.competitions import Scene
from inbox.models import Enquiry
from mailing.models import SuppressionReason
from mailing.services.suppressions import suppress_address
from workplaces.models import Answer, LinkKind, Proposal, RenewalAnswer, StartKind
from workplaces.services.personal_links import make_link
from workplaces.services.proposals import decline_proposal, propose
from workplaces.services.sponsors import answer_renewal
from workplaces.services.starts import confirm_start, receive_start

# Days ago, what they want, fields of the enquiry.
STARTS = (
    (
        3,
        {"kind": StartKind.COLLECTION, "size": 34, "team_name": "Nattskiftet"},
        {
            "company_name": "Lavskrikans Tryckeri AB",
            "person_name": "Mirjam Ekvret",
            "email": "mirjam@lavskrikans-tryckeri.example",
            "message": "Vi vill samla in till jul.",
        },
    ),
    (
        1,
        {"kind": StartKind.PAYROLL, "size": 120},
        {
            "company_name": "Sädesärlans Städ AB",
            "person_name": "Ville Holmstråk",
            "email": "ville@sadesarlans-stad.example",
            "message": "",
        },
    ),
)
SUPPRESSED = (
    ("slutat@tegelnava.example", SuppressionReason.BOUNCED, ""),
    ("inga.utskick@kvarnrost.example", SuppressionReason.UNSUBSCRIBED, ""),
    ("reception@cafe.example", SuppressionReason.BY_HAND, "Ringde och bad om det."),
)


def hear_from_workplaces(scene: Scene):
    _want_to_begin(scene)
    _propose_changes(scene)
    for dealer in scene.colleagues:
        _answer_about_renewal(scene, dealer)
    for address, reason, note in SUPPRESSED:
        by = scene.colleagues[0] if reason == SuppressionReason.BY_HAND else None
        suppress_address(address, reason=reason, note=note, by=by)


def _want_to_begin(scene: Scene):
    for days, terms, fields in STARTS:
        moment = _come(scene, days, scene.colleagues[0])
        start, _secret = receive_start(address="", goals=[scene.goals[1]], terms=terms, **fields)
        confirm_start(start)
        Enquiry.objects.filter(pk=start.enquiry_id).update(received_at=moment)


def _propose_changes(scene: Scene):
    """A coordinator has counted again, and a sponsor's earlier wish was declined."""
    if team := Team.objects.running().competing().filter(heads__isnull=False).order_by("pk").first():
        moment = _come(scene, 2, scene.leader)
        link, _secret = make_link(LinkKind.COORDINATOR, team, by=scene.leader, holder=team.coordinator)
        proposal = propose(link, wanted={"heads": team.heads + 3}, reason="Tre har börjat sedan vi räknade.")
        Proposal.objects.filter(pk=proposal.pk).update(made_at=moment)
    sponsored = Sponsorship.objects.active_on(scene.today).select_related("company").order_by("pk").first()
    if sponsored:
        moment = _come(scene, 20, scene.colleagues[0])
        link, _secret = make_link(LinkKind.SPONSOR, sponsored.company, by=scene.colleagues[0])
        proposal = propose(link, wanted={"name": f"{sponsored.company.name} med vänner"})
        Proposal.objects.filter(pk=proposal.pk).update(made_at=moment)
        decline_proposal(proposal, by=scene.colleagues[0], answer="Namnet ska vara det registrerade.")


def _answer_about_renewal(scene: Scene, dealer: User):
    """The dealer's first agreement to end gets an answer by the sponsor's link."""
    renewable = Sponsorship.objects.to_renew(scene.today).active_on(scene.today).filter(owner=dealer)
    ending = renewable.select_related("company").order_by("ends", "pk").first()
    if ending is None:
        return
    moment = _come(scene, 4, dealer)
    link = ending.company.links.open().first() or make_link(LinkKind.SPONSOR, ending.company, by=dealer)[0]
    answer = answer_renewal(link, sponsorship=ending, answer=Answer.CALL, note="Vi vill gärna prata om nivån först.")
    RenewalAnswer.objects.filter(pk=answer.pk).update(answered_at=moment)


def _come(scene: Scene, days: int, by: User) -> dt.datetime:
    """Go to the day so many ago; the moment that rows are dated by."""
    day = scene.today - dt.timedelta(days=days)
    scene.at(day, by)
    return min(timezone.make_aware(dt.datetime.combine(day, dt.time(9, 20))), timezone.now())
