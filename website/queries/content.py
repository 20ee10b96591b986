"""Read what website.queries.public_fields lists: the goals, ideas and competitions that visitors may see."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse

from campaigns.models import Competition, Idea
from campaigns.queries.board import BoardPhase, public_board
from campaigns.queries.ideas import brought_by
from core.colours import is_hex
from core.models import ContactPerson, Organisation
from core.models.organisation import BRAND
from core.two_languages import is_english, swedish, words_of
from crm.queries.partners import TierGroup, partners_by_tier
from goals.models import Audience, Goal, GoalPage, SectionKind, ShareChannel
from goals.queries import goals_with_figures, goals_with_pages, series_of
from website.queries.public_fields import (
    NOTHING,
    CompetitionShown,
    Contact,
    Figure,
    GlobalGoalShown,
    GoalInList,
    IdeaFilter,
    IdeaInList,
    Part,
    Partner,
    PartnerTier,
    PublicGoal,
    PublicIdea,
    TeamShown,
)

MOST_COMPETITIONS = 5
ALL_IDEAS = IdeaFilter()
MOST_IDEAS = 3  # on a goal's page, which leads to the others


def public_goals() -> list[GoalInList]:
    """The goals that are shown on the web. Four queries."""
    goals = goals_with_figures().select_related("page").filter(_SHOWN)
    return [
        GoalInList(
            number=goal.number,
            name=str(goal),
            colour=_colour(goal.colour),
            problem=goal.problem_words,
            headline=next(iter(_figures(goal)), None),
        )
        for goal in goals
    ]


def public_goal(number: int, *, ours: Organisation, day: dt.date) -> PublicGoal | None:
    """All that is public about a goal on `day`; None when there is none, or it is not shown on the web.

    Twelve queries, and at most eleven for each competition shown.
    """
    goal = goals_with_pages().filter(_SHOWN, number=number).first()
    if goal is None:
        return None
    page = _page(goal)
    why = {reason.global_goal_id: words_of(reason, "text") for reason in goal.globalgoalreason_set.all()}
    sections = list(goal.goalsection_set.all())
    return PublicGoal(
        number=goal.number,
        name=str(goal),
        colour=_colour(goal.colour),
        problem=goal.problem_words,
        vision=words_of(page, "vision"),
        background=words_of(page, "background"),
        does=[_section(each) for each in sections if each.kind == SectionKind.DOES] or _own_text(goal.today),
        wants=[_section(each) for each in sections if each.kind == SectionKind.WANTS] or _own_text(goal.ambition),
        figures=_figures(goal),
        global_goals=[
            GlobalGoalShown(each.number, str(each), _colour(each.colour), why.get(each.pk, NOTHING))
            for each in goal.global_goals.all()
        ],
        for_people=_ways(goal, Audience.PERSON),
        for_companies=_ways(goal, Audience.COMPANY),
        partners=[_tier(group) for group in partners_by_tier(goal, day)],
        competitions=public_competitions(goal),
        ideas=public_ideas(IdeaFilter(goal=goal.number))[:MOST_IDEAS],
        contact=_contact(page, ours),
        share_texts=_share_texts(goal, page),
    )


def public_competition(token: str) -> tuple[CompetitionShown, str] | None:
    """What the board of this link says, and the colour of its first goal; None when the link opens none."""
    found = Competition.objects.open_on_board(token).first()
    if found is None:
        return None
    goal = found.goals.first()
    return _competition(found), _colour(goal.colour) if goal else BRAND


def public_competitions(goal: Goal) -> list[CompetitionShown]:
    """Running competitions of the goal that are marked to be shown on the web, those that close first first."""
    shown = Competition.objects.on_website().filter(goals=goal).order_by("closes_on", "pk")
    return [_competition(each) for each in shown[:MOST_COMPETITIONS]]


def public_ideas(wanted: IdeaFilter = ALL_IDEAS) -> list[IdeaInList]:
    """The ideas that visitors may read and that suit what is wanted. One query."""
    return [IdeaInList(**_idea(each)) for each in _ideas(wanted)]


def told_ideas() -> list[PublicIdea]:
    """All ideas that visitors may read, whole. At most four queries."""
    return _whole(_ideas(ALL_IDEAS).prefetch_related(Prefetch("goals", Goal.objects.filter(_SHOWN))))


def public_idea(key: int) -> PublicIdea | None:
    """All that is public of an idea; None if there is none, or it is not shown on the web. At most four queries."""
    found = Idea.objects.public().filter(pk=key)
    return next(iter(_whole(found.prefetch_related(Prefetch("goals", Goal.objects.filter(_SHOWN))))), None)


def _ideas(wanted: IdeaFilter) -> QuerySet[Idea]:
    most = {"time": wanted.time, "cost": wanted.cost, "size": wanted.size}
    ideas = Idea.objects.public().filter(**{f"{name}__lte": value for name, value in most.items() if value})
    if wanted.goal is not None:
        ideas = ideas.filter(Q(goals__isnull=True) | Q(goals__number=wanted.goal))
    return ideas.order_by("sort_key", "pk")


def _whole(ideas: Iterable[Idea]) -> list[PublicIdea]:
    ideas = list(ideas)
    brought = brought_by([each.activity_id for each in ideas if each.activity_id])
    return [
        PublicIdea(
            **_idea(each),
            how_to=words_of(each, "how_to"),
            goals=[(goal.number, str(goal)) for goal in each.goals.all()],
            brought=brought.get(each.activity_id),
        )
        for each in ideas
    ]


def shown_idea(key: int) -> Idea | None:
    """The idea, for its picture; None when it is not shown on the web. One query."""
    return Idea.objects.public().filter(pk=key).first()


def _idea(idea: Idea) -> dict:
    picture = reverse("website:idea_picture", args=[idea.pk]) if idea.picture else ""
    return {
        "key": idea.pk,
        "name": words_of(idea, "name"),
        "summary": words_of(idea, "summary"),
        "time": idea.get_time_display(),
        "cost": idea.get_cost_display(),
        "size": idea.get_size_display(),
        "picture": f"{picture}?v={idea.version}" if picture else "",
        "alt": words_of(idea, "picture_alt"),
    }


_SHOWN = Q(page__isnull=True) | Q(page__is_public=True)


def shown_goal(number: int) -> Goal | None:
    """The goal, for its pictures; None when it is not shown on the web. One query."""
    return Goal.objects.select_related("page").filter(_SHOWN, number=number).first()


def _page(goal: Goal) -> GoalPage:
    return goal.page if hasattr(goal, "page") else GoalPage(goal=goal)


def _colour(colour: str) -> str:
    """A colour that may be written into a style sheet."""
    return colour if is_hex(colour) else BRAND


def _figures(goal: Goal) -> list[Figure]:
    return [
        Figure(
            name=words_of(series.figure, "name"),
            value=series.latest.value,
            unit=words_of(series.figure, "unit"),
            measured_on=series.latest.measured_on,
            source=series.latest.source,
            source_url=series.latest.source_url,
        )
        for series in series_of(goal)
        if series.latest
    ]


def _section(section) -> Part:
    picture = reverse("website:section_picture", args=[section.pk]) if section.picture else ""
    return Part(
        heading=words_of(section, "heading"),
        text=words_of(section, "text"),
        picture=f"{picture}?v={section.version}" if picture else "",
        alt=words_of(section, "picture_alt"),
    )


def _own_text(text: str) -> list[Part]:
    """The goal's own text, until its page has sections."""
    return [Part(heading=NOTHING, text=swedish(text))] if text else []


def _ways(goal: Goal, audience: Audience) -> list[Part]:
    return [
        Part(
            heading=words_of(way, "heading"),
            text=words_of(way, "text"),
            link=way.link,
            button=words_of(way, "button"),
        )
        for way in goal.waytohelp_set.all()
        if way.audience == audience
    ]


def _tier(group: TierGroup) -> PartnerTier:
    return PartnerTier(
        heading=group.heading,
        partners=[
            Partner(
                name=company.name,
                website=company.website,
                logo=reverse("public:company_logo", args=[company.pk]) if company.logo else "",
            )
            for company in group.companies
        ],
    )


def _contact(page: GoalPage, ours: Organisation) -> Contact | None:
    """The goal's own contact, or the organisation's; None without any."""
    person: ContactPerson = page if page.has_partner_contact else ours
    if not person.has_partner_contact:
        return None
    picture = ""
    if person.partner_picture:
        own = reverse("website:contact_picture", args=[page.goal.number]) if person is page else ""
        picture = f"{own or reverse('core:partner_picture')}?v={person.version}"
    return Contact(
        name=person.partner_name,
        title=words_of(person, "partner_title"),
        phone=str(person.partner_phone or ""),
        phone_link=person.partner_phone.as_rfc3966 if person.partner_phone else "",
        email=person.partner_email,
        picture=picture,
    )


def _share_texts(goal: Goal, page: GoalPage) -> dict[str, str]:
    texts = {each.channel: words_of(each, "text").text for each in goal.sharetext_set.all()}
    common = page.share_text_en if is_english() and page.share_text_en else goal.share_text
    return {channel: texts.get(channel, common) for channel in ShareChannel.values} | {"": common}


def _competition(competition: Competition) -> CompetitionShown:
    public = public_board(competition)
    board, thermometer = public.board, public.thermometer
    return CompetitionShown(
        name=competition.name,
        link=reverse("board:board", args=[competition.board_token]),
        opens_on=competition.opens_on,
        closes_on=competition.closes_on,
        has_begun=public.phase != BoardPhase.COMING,
        is_frozen=public.phase in {BoardPhase.FROZEN, BoardPhase.DECIDED},
        together=board.totals.together if board else Decimal(0),
        target=competition.target,
        percent=thermometer.percent if thermometer else None,
        bar=thermometer.parts if thermometer else [],
        teams=[TeamShown(row.placing.place, row.team.name, row.placing.score.text) for row in public.rows],
    )
