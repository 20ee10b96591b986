"""What the goals say in public: goal 1 whole, in both languages, and the others by what they have already."""

import random

from core.services import save_record
from demo.competitions import drawing
from goals.models import Audience, GlobalGoalReason, Goal, GoalSection, SectionKind, ShareChannel, ShareText, WayToHelp
from goals.services import page_of, save_page, save_section

HOMELESS = 1

PAGE = {
    "problem_en": "Hundreds of people in Västerås have no home of their own, and many have nowhere to go tonight.",
    "vision": "Ingen i vår stad sover utomhus, och ingen familj mister sitt hem.",
    "vision_en": "Nobody in our town sleeps outdoors, and no family loses its home.",
    "background": (
        "Hemlöshet börjar sällan på gatan. Den börjar med en obetald hyra, en skilsmässa eller en vräkning, och "
        "staden är en av dem där flest barnfamiljer vräks.\n\n"
        "I juli 2022 fick landet en **nationell strategi** mot hemlöshet. Den säger fyra saker:\n\n"
        "- hemlöshet ska förebyggas\n"
        "- ingen ska leva på gatan\n"
        "- bostaden kommer först, sedan det andra stödet\n"
        "- den som planerar staden ska tänka på dem som saknar hem\n\n"
        "Det är också så vi arbetar."
    ),
    "background_en": (
        "Homelessness seldom begins in the street. It begins with an unpaid rent, a divorce or an eviction, and the "
        "town is one of those where most families with children are evicted.\n\n"
        "In July 2022 the country got a **national strategy** against homelessness. It says four things:\n\n"
        "- homelessness is to be prevented\n"
        "- nobody is to live in the street\n"
        "- the home comes first, and other support after it\n"
        "- those who plan the town are to think of people without a home\n\n"
        "That is how we work, too."
    ),
    "share_text_en": "Nobody should have to sleep outdoors in our town. We are with them who work for a home for all.",
}

# kind, heading, in English, text, in English, what the picture shows, in English
SECTIONS = [
    (
        SectionKind.DOES,
        "Dagcentralen: mat, värme och en dusch",
        "The day centre: food, warmth and a shower",
        (
            "Omkring 150 människor i månaden kommer hit för att äta, värma sig och tvätta sina kläder. Någon "
            "lyssnar, och härifrån går vägen vidare till läkare, myndigheter och ett eget hem."
        ),
        (
            "About 150 people a month come here to eat, get warm and wash their clothes. Somebody listens, and "
            "from here the way goes on to a doctor, to authorities and to a home of one's own."
        ),
        "Tecknad bild av ett hus bland kullar i kvällsljus",
        "Drawing of hills in evening light",
    ),
    (
        SectionKind.DOES,
        "Träningslägenheter och stöd hemma",
        "Training flats and support at home",
        (
            "Vi har egna lägenheter där man övar på att bo, och hjälper till att hitta en hyresvärd. Sedan kommer vi "
            "hem och stöttar. Det lugnar hyresvärden också: det finns alltid någon att ringa."
        ),
        (
            "We have flats of our own where people practise having a home, and help them find a landlord. Then we "
            "visit and support. It calms the landlord too: there is always somebody to call."
        ),
        "",
        "",
    ),
    (
        SectionKind.WANTS,
        "Stoppa vräkningen innan den sker",
        "Stop the eviction before it happens",
        (
            "Vi vill finnas där när den första räkningen inte går att betala:\n\n"
            "- samtal om pengar i tid\n- stöd i kontakten med hyresvärden\n- särskilt för familjer med barn"
        ),
        (
            "We want to be there when the first bill cannot be paid:\n\n"
            "- talks about money in time\n- support in contact with the landlord\n- above all for families"
        ),
        "",
        "",
    ),
    (
        SectionKind.WANTS,
        "Fler lägenheter, fler som hyr ut",
        "More flats, more landlords",
        "Varje lägenhet betyder en människa till med egen nyckel. Vi söker hyresvärdar som vill pröva med oss.",
        "Each flat means one more person with a key of their own. We look for landlords who will try it with us.",
        "",
        "",
    ),
]

# audience, heading, in English, text, in English, link, button, in English
WAYS = [
    (
        Audience.PERSON,
        "Berätta för någon",
        "Tell somebody",
        "Dela sidan. Den som vet hur det är gör skillnad.",
        "Share the page. Whoever knows how it is makes a difference.",
        "",
        "",
        "",
    ),
    (
        Audience.PERSON,
        "Samla in på jobbet",
        "Collect at work",
        "Starta en insamling bland kollegorna, eller utmana grannföretaget i att hitta på det mest kreativa.",
        "Start a collection among colleagues, or challenge the company next door to be the most creative.",
        "/public/starta/?goal=1",
        "Kom i gång",
        "Get started",
    ),
    (
        Audience.PERSON,
        "Ge en slant av lönen",
        "Give a little of your pay",
        "Hundra kronor i månaden, en promille av lönen eller vad ni kommer överens om. Arbetsgivaren sköter det.",
        "A hundred kronor a month, one per mille of the pay or what you agree on. The employer handles it.",
        "",
        "",
        "",
    ),
    (
        Audience.COMPANY,
        "Bli partner eller huvudpartner",
        "Become a partner or main partner",
        "Ni bär målet tillsammans med oss, syns här på sidan och får möta dem det handlar om.",
        "You carry the goal with us, stand on this page and meet the people it is about.",
        "/public/bli-partner/?goal=1",
        "Bli partner",
        "Become a partner",
    ),
    (
        Audience.COMPANY,
        "Hyr ut en lägenhet",
        "Let a flat",
        "Har ni en ledig lägenhet? Vi står bredvid hela vägen.",
        "Do you have a vacant flat? We stand beside you all the way.",
        "mailto:partner@stadsmission.example",
        "Skriv till oss",
        "Write to us",
    ),
]

REASONS = {
    2: ("Den som inte har ett kök behöver ändå äta.", "Whoever has no kitchen has to eat all the same."),
    3: ("Utan ett hem går det knappt att bli frisk.", "Without a home it is hard to get well."),
    11: ("En stad är hållbar när alla får plats att bo.", "A town is sustainable when there is room for all to live."),
}
LINKEDIN = (
    (
        "På vår arbetsplats vill vi att ingen ska behöva sova utomhus. Stadsmissionen ger mat, värme och en väg till "
        "ett eget hem, och det går att vara med."
    ),
    (
        "At our workplace we want nobody to have to sleep outdoors. The city mission gives food, warmth and a way to a "
        "home of one's own, and you can join."
    ),
)
FIGURES_EN = {
    "Lever i hemlöshet i Västerås": "Live in homelessness in Västerås",
    "Akut hemlösa, utan någonstans att ta vägen": "Acutely homeless, with nowhere to go",
    "Besöker dagcentralen en vanlig månad": "Visit the day centre in a common month",
}


def show_goal_pages(goals: dict[int, Goal]):
    goal = goals[HOMELESS]
    page = page_of(goal)
    if page.pk:
        return
    for name, value in PAGE.items():
        setattr(page, name, value)
    save_page(page)
    for position, (kind, heading, heading_en, text, text_en, alt, alt_en) in enumerate(SECTIONS, start=1):
        section = GoalSection(goal=goal, kind=kind, heading=heading, heading_en=heading_en, position=position)
        section.text, section.text_en, section.picture_alt, section.picture_alt_en = text, text_en, alt, alt_en
        if alt:
            section.picture = drawing(random.Random(position))
        save_section(section)
    for position, (audience, heading, heading_en, text, text_en, link, button, button_en) in enumerate(WAYS, start=1):
        way = WayToHelp(goal=goal, audience=audience, position=position, link=link, button=button, button_en=button_en)
        save_record(way, heading=heading, heading_en=heading_en, text=text, text_en=text_en)
    for global_goal in goal.global_goals.all():
        if why := REASONS.get(global_goal.number):
            save_record(GlobalGoalReason(goal=goal, global_goal=global_goal), text=why[0], text_en=why[1])
    for figure in goal.key_figures.all():
        if name_en := FIGURES_EN.get(figure.name):
            save_record(figure, name_en=name_en, unit_en="people")
    text, text_en = LINKEDIN
    save_record(ShareText(goal=goal, channel=ShareChannel.LINKEDIN), text=text, text_en=text_en)
