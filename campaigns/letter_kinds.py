"""Letters of competitions: to jurors, and to the coordinators of teams."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.models import Entry, EntryState, Juror, Team
from crm.letter_kinds import FIRST_NAME, ORGANISATION, SENDER, log_letter
from mailing.kinds import Basis, Example, LetterKind, MergeField, register

COMPETITION = MergeField("tävling", _("Tävlingens namn"))
TEAM = MergeField("lag", _("Lagets namn"))


def jury_values(juror: Juror) -> dict[str, str]:
    return {
        "namn": juror.name,
        "tävling": juror.competition.name,
        "sista dag": juror.competition.takes_money_until.isoformat(),
    }


def team_values(team: Team) -> dict[str, str]:
    coordinator = team.coordinator
    return {
        "förnamn": coordinator.first_name if coordinator else "",
        "lag": team.name,
        "tävling": team.competition.name,
        "sista dag": team.competition.closes_on.isoformat(),
    }


def diploma_url(team: Team) -> str:
    """Where anybody with the board's link sees the team's diploma; empty while the board is closed."""
    token = team.competition.board_token
    return f"{settings.SITE_URL}{reverse('board:diploma', args=[token, team.code])}" if token else ""


def _a_juror() -> Example | None:
    juror = Juror.objects.select_related("competition").order_by("-pk").first()
    if juror is None:
        return None
    link = f"{settings.SITE_URL}/…"
    return Example(f"{juror}, {juror.competition}", jury_values(juror) | {"länk": link, "avsändare": "Kim Ek"})


def _a_team(**more: str) -> Example | None:
    team = Team.objects.select_related("competition", "coordinator").order_by("-pk").first()
    if team is None:
        return None
    return Example(f"{team}, {team.competition}", team_values(team) | {"avsändare": "Kim Ek"} | more)


def _thanked() -> Example | None:
    return _a_team(diplom=f"{settings.SITE_URL}/…")


def _a_declined_entry() -> Example | None:
    entry = Entry.objects.filter(state=EntryState.DECLINED).select_related("team__competition").order_by("-pk").first()
    if entry is None:
        return None
    return Example(str(entry), team_values(entry.team) | declined_values(entry) | {"avsändare": "Kim Ek"})


def declined_values(entry: Entry) -> dict[str, str]:
    return {"rubrik": entry.title, "skäl": entry.reason}


JUROR_FIELDS = (MergeField("namn", _("Jurymedlemmens namn")), COMPETITION, MergeField("sista dag", _("Sista dagen")))

JUROR_INVITATION = register(
    LetterKind(
        name="juror-invitation",
        title=_("Inbjudan till juryn"),
        when=_("När någon utifrån läggs till i en jury eller får en ny länk."),
        basis=Basis.ERRAND,
        fields=(*JUROR_FIELDS, MergeField("länk", _("Personlig länk")), SENDER, ORGANISATION),
        secret=frozenset({"länk"}),
        example=_a_juror,
    )
)

JUROR_REMINDER = register(
    LetterKind(
        name="juror-reminder",
        title=_("Påminnelse till juryn"),
        when=_("När du trycker på Påminn juryn, till dem som inte har lämnat in."),
        basis=Basis.ERRAND,
        fields=(*JUROR_FIELDS, MergeField("länk", _("Sidan att bedöma på, för en kollega")), SENDER, ORGANISATION),
        example=_a_juror,
    )
)

DECLINED = register(
    LetterKind(
        name="entry-declined",
        title=_("Ett tävlingsbidrag underkändes"),
        when=_("En stund efter att ett tävlingsbidrag har underkänts, till lagets samordnare."),
        basis=Basis.ERRAND,
        fields=(
            FIRST_NAME,
            TEAM,
            COMPETITION,
            MergeField("rubrik", _("Tävlingsbidragets rubrik")),
            MergeField("skäl", _("Varför det underkändes")),
            SENDER,
            ORGANISATION,
        ),
        example=_a_declined_entry,
        sent=log_letter,
    )
)

TEAM_REMINDER = register(
    LetterKind(
        name="team-reminder",
        title=_("Påminnelse till samordnare"),
        when=_("När du trycker på Påminn samordnarna, till dem vars lag inte har rapporterat hur många som deltagit."),
        basis=Basis.ERRAND,
        fields=(FIRST_NAME, TEAM, COMPETITION, MergeField("sista dag", _("Sista dagen")), SENDER, ORGANISATION),
        example=_a_team,
        sent=log_letter,
    )
)

THANKS = register(
    LetterKind(
        name="team-thanks",
        title=_("Tack med diplom"),
        when=_("När du trycker på Skicka tack, efter avslöjandet, till samordnaren för varje lag."),
        basis=Basis.ERRAND,
        fields=(FIRST_NAME, TEAM, COMPETITION, MergeField("diplom", _("Länk till diplomet")), SENDER, ORGANISATION),
        example=_thanked,
        sent=log_letter,
    )
)
