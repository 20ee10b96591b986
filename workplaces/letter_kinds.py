"""Letters to people at workplaces."""

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.letter_kinds import FIRST_NAME, ORGANISATION, log_letter
from mailing.kinds import Basis, Example, LetterKind, MergeField, register
from workplaces.models import LinkKind, Start, WorkplaceLink

WHAT = {
    LinkKind.COORDINATOR: _("Där rapporterar du, berättar vad ni gör och bjuder in kollegorna."),
    LinkKind.EMPLOYER: _("Där anmäler ni månaden för gåvor via lön, och ser vad som har kommit."),
    LinkKind.SPONSOR: _("Där ser ni vad vi har lovat och levererat, rättar uppgifter och laddar upp er logotyp."),
}
SHOWN_LINK = f"{settings.SITE_URL}/l/…"


def link_values(link: WorkplaceLink) -> dict[str, str]:
    return {
        "förnamn": link.holder.first_name if link.holder else "",
        "om": about(link),
        "vad": str(WHAT[LinkKind(link.kind)]),
        "sista dag": link.last_day.isoformat(),
    }


def about(link: WorkplaceLink) -> str:
    if link.team:
        return gettext("%(team)s i %(competition)s") % {"team": link.team, "competition": link.team.competition}
    return str(link.workplace)


def start_values(start: Start) -> dict[str, str]:
    return {"vad": start.get_kind_display(), "nummer": str(start.enquiry.number)}


def _a_link() -> Example | None:
    link = WorkplaceLink.objects.with_subjects().order_by("-pk").first()
    return link and Example(str(link), link_values(link) | {"länk": SHOWN_LINK})


def _a_start() -> Example | None:
    start = Start.objects.with_enquiry().order_by("-pk").first()
    return start and Example(str(start), start_values(start) | {"länk": SHOWN_LINK})


LINK = register(
    LetterKind(
        name="workplace-link",
        title=_("Personlig länk till någon på en arbetsplats"),
        when=_("När du gör eller förnyar en personlig länk åt en samordnare, en arbetsgivare eller en sponsor."),
        basis=Basis.ERRAND,
        fields=(
            FIRST_NAME,
            MergeField("om", _("Laget, företaget eller avtalet")),
            MergeField("vad", _("Vad sidan är till för")),
            MergeField("länk", _("Personlig länk")),
            MergeField("sista dag", _("Sista dagen")),
            ORGANISATION,
        ),
        secret=frozenset({"länk"}),
        example=_a_link,
        sent=log_letter,
    )
)

CONFIRM = register(
    LetterKind(
        name="start-confirm",
        title=_("Bekräfta en anmälan"),
        when=_("När någon har anmält en arbetsplats, till den adress som skrevs."),
        basis=Basis.ANSWER,
        fields=(MergeField("länk", _("Länk som bekräftar")), ORGANISATION),
        secret=frozenset({"länk"}),
        example=_a_start,
    )
)

RECEIPT = register(
    LetterKind(
        name="start-receipt",
        title=_("Kvitto på en anmälan"),
        when=_("När adressen i en anmälan är bekräftad."),
        basis=Basis.ANSWER,
        fields=(MergeField("vad", _("Vad de vill")), MergeField("nummer", _("Anmälans nummer")), ORGANISATION),
        example=_a_start,
    )
)
