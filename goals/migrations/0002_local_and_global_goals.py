"""The 17 global goals, the five local ones with their figures, and tiers with example amounts.

All of it is data to be edited afterwards, and names no town. The global goals' names and colours are those of
Agenda 2030. The figures are of the whole country, as a city mission publishes them, read in November 2026.
"""

import datetime as dt
from decimal import Decimal

from django.db import migrations
from django.utils import timezone

from core.text import search_key, sort_key

GLOBAL_GOALS = [
    (1, "Ingen fattigdom", "No poverty", "#E5243B"),
    (2, "Ingen hunger", "Zero hunger", "#DDA63A"),
    (3, "God hälsa och välbefinnande", "Good health and well-being", "#4C9F38"),
    (4, "God utbildning för alla", "Quality education", "#C5192D"),
    (5, "Jämställdhet", "Gender equality", "#FF3A21"),
    (6, "Rent vatten och sanitet för alla", "Clean water and sanitation", "#26BDE2"),
    (7, "Hållbar energi för alla", "Affordable and clean energy", "#FCC30B"),
    (8, "Anständiga arbetsvillkor och ekonomisk tillväxt", "Decent work and economic growth", "#A21942"),
    (9, "Hållbar industri, innovationer och infrastruktur", "Industry, innovation and infrastructure", "#FD6925"),
    (10, "Minskad ojämlikhet", "Reduced inequalities", "#DD1367"),
    (11, "Hållbara städer och samhällen", "Sustainable cities and communities", "#FD9D24"),
    (12, "Hållbar konsumtion och produktion", "Responsible consumption and production", "#BF8B2E"),
    (13, "Bekämpa klimatförändringarna", "Climate action", "#3F7E44"),
    (14, "Hav och marina resurser", "Life below water", "#0A97D9"),
    (15, "Ekosystem och biologisk mångfald", "Life on land", "#56C02B"),
    (16, "Fredliga och inkluderande samhällen", "Peace, justice and strong institutions", "#00689D"),
    (17, "Genomförande och globalt partnerskap", "Partnerships for the goals", "#19486A"),
]

SOURCE = "Stadsmissionens egna uppgifter, lästa i november 2026"

GOALS = [
    {
        "number": 1,
        "name": "Ingen hemlöshet",
        "name_en": "No homelessness",
        "colour": "#B4232C",
        "problem": "Många människor saknar ett eget hem, och en del av dem har ingenstans att ta vägen i natt.",
        "today": (
            "Dagcentralen är öppen för den som behöver äta, bli varm och tvätta sig. Vi hjälper människor att hitta en "
            "hyresvärd, har egna träningslägenheter och ger stöd hemma, vilket också gör hyresvärden trygg."
        ),
        "ambition": (
            "Vi vill stoppa vräkningar innan de sker, särskilt av barnfamiljer, och att ingen ska behöva bo på gatan. "
            "Bostaden kommer först, stödet sedan."
        ),
        "share_text": "Alla behöver ett hem. Vi är med och arbetar för att ingen ska vara hemlös.",
        "global_goals": [2, 3, 11],
        "figures": [],
    },
    {
        "number": 2,
        "name": "Alla är trygga",
        "name_en": "Everyone is safe",
        "colour": "#1F5FBF",
        "problem": "Otryggheten drabbar ojämnt: värst utsatta är kvinnor som lever med både våld och beroende.",
        "today": "Vi finns på plats i centrum och ute i stadsdelarna, lär känna människor och förebygger innan något händer.",
        "ambition": "Vi vill nå fler kvinnor som lever i våld och beroende, och finnas på fler platser på fler tider.",
        "share_text": "Alla ska kunna känna sig trygga i sin stad. Vi är med och gör det möjligt.",
        "global_goals": [5, 11, 16],
        "figures": [],
    },
    {
        "number": 3,
        "name": "Ingen ensamhet",
        "name_en": "No loneliness",
        "colour": "#8A3FA0",
        "problem": "Redan före pandemin levde många människor utan umgänge med andra, och flest var de äldsta.",
        "today": "Vi öppnar rum där den som är ensam får sällskap, sysselsättning och någon som frågar efter en.",
        "ambition": "Vi vill ha fler mötesplatser, närmare där människor bor, och hitta dem som inte kommer av sig själva.",
        "share_text": "Ingen ska behöva vara ofrivilligt ensam. Vi är med och öppnar fler mötesplatser.",
        "global_goals": [3, 10],
        "figures": [
            ("Socialt isolerade av befolkningen", "%", [(dt.date(2019, 12, 31), "4")]),
            ("Socialt isolerade av dem som är 75 år och äldre", "%", [(dt.date(2019, 12, 31), "10")]),
        ],
    },
    {
        "number": 4,
        "name": "Ingen psykisk ohälsa",
        "name_en": "No mental ill-health",
        "colour": "#0B7A75",
        "problem": "Psykisk ohälsa är vår tids folkhälsoproblem, och unga får ofta vänta länge på någon att prata med.",
        "today": "Vi erbjuder unga stödjande samtal med någon som har tid att lyssna.",
        "ambition": "Vi vill korta vägen till första samtalet, så att stödet kommer innan det lilla har blivit stort.",
        "share_text": "Alla unga ska ha någon att prata med. Vi är med och ser till att det finns.",
        "global_goals": [3],
        "figures": [],
    },
    {
        "number": 5,
        "name": "Alla kan arbeta",
        "name_en": "Everyone can work",
        "colour": "#8F5A00",
        "problem": "Många vill arbeta men står långt från ett vanligt jobb och får sällan chansen att börja.",
        "today": "Vi tränar människor som ännu inte är redo för ordinarie arbete, i riktiga verksamheter och i egen takt.",
        "ambition": "Vi vill att fler arbetsgivare öppnar dörren, så att träningen leder till en anställning.",
        "share_text": "Alla har något att bidra med. Vi är med och öppnar vägar till arbete.",
        "global_goals": [1, 4, 8],
        "figures": [],
    },
]

TIERS = [
    {
        "rank": 1,
        "name": "Huvudpartner",
        "plural": "Huvudpartner",
        "name_en": "Main partner",
        "plural_en": "Main partners",
        "silent_after_days": 30,
    },
    {
        "rank": 2,
        "name": "Partner",
        "plural": "Partner",
        "name_en": "Partner",
        "plural_en": "Partners",
        "silent_after_days": 90,
    },
    {
        "rank": 3,
        "name": "Sponsor",
        "plural": "Sponsorer",
        "name_en": "Sponsor",
        "plural_en": "Sponsors",
        "silent_after_days": 90,
    },
    {
        "rank": 4,
        "name": "Vänföretag",
        "plural": "Vänföretag",
        "name_en": "Friend company",
        "plural_en": "Friend companies",
        "silent_after_days": 90,
    },
]

# Examples for the city mission to replace: rank, kronor a year, seats, benefits with their market value.
OFFERS = [
    (
        1,
        "250000",
        1,
        [
            ("Logotyp överst på målets sida", "15000"),
            ("Två inspirationstillfällen på arbetsplatsen", "20000"),
            ("Gemensamt pressmeddelande", "10000"),
        ],
    ),
    (2, "100000", 4, [("Logotyp på målets sida", "8000"), ("Ett inspirationstillfälle på arbetsplatsen", "10000")]),
    (3, "40000", None, [("Logotyp på målets sida", "4000"), ("Inbjudan till årets partnerträff", "1500")]),
    (4, "10000", None, [("Namn på målets sida", "1000"), ("Digitalt märke att visa på webbplatsen", "0")]),
]


def fill(apps, schema_editor):
    def model(name):
        return apps.get_model("goals", name)

    global_goals = {
        number: model("GlobalGoal").objects.create(number=number, name=name, name_en=name_en, colour=colour)
        for number, name, name_en, colour in GLOBAL_GOALS
    }
    tiers = {tier["rank"]: model("Tier").objects.create(**tier) for tier in TIERS}
    for facts in GOALS:
        words = {key: value for key, value in facts.items() if key not in {"global_goals", "figures"}}
        goal = model("Goal").objects.create(
            **words,
            search_key=search_key(facts["name"], facts["name_en"], facts["problem"], str(facts["number"])),
            sort_key=sort_key(facts["name"]),
        )
        goal.global_goals.set([global_goals[number] for number in facts["global_goals"]])
        for position, (name, unit, values) in enumerate(facts["figures"], start=1):
            figure = model("KeyFigure").objects.create(goal=goal, name=name, unit=unit, position=position)
            for measured_on, value in values:
                model("KeyFigureValue").objects.create(
                    key_figure=figure, measured_on=measured_on, value=Decimal(value), source=SOURCE
                )
        for rank, amount, seats, benefits in OFFERS:
            offer = model("TierOffer").objects.create(
                goal=goal, tier=tiers[rank], yearly_amount=Decimal(amount), seats=seats, is_example=True
            )
            for position, (text, market_value) in enumerate(benefits, start=1):
                model("Benefit").objects.create(
                    offer=offer, text=text, market_value=Decimal(market_value), position=position
                )
    for name in ("Goal", "KeyFigure", "KeyFigureValue", "Tier", "TierOffer", "Benefit"):
        begin_history(model(name), model(f"Historical{name}"))


def begin_history(model, historical):
    """Models in a migration keep no history by themselves; without a first row the first change shows nothing."""
    names = [field.attname for field in historical._meta.concrete_fields if hasattr(model, field.attname)]
    historical.objects.bulk_create(
        historical(history_date=timezone.now(), history_type="+", **dict(zip(names, values, strict=True)))
        for values in model.objects.values_list(*names)
    )


class Migration(migrations.Migration):
    dependencies = [("goals", "0001_initial")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
