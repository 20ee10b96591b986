"""The ideas that workplaces can choose among from the start: what the first activities are, and how it is done."""

from django.db import migrations
from django.utils import timezone

from core.text import search_key, sort_key

HOUR, HALF_DAY, DAY, WEEKS = 1, 2, 3, 4
NOTHING, LITTLE, MORE = 1, 2, 3
FEW, TEN, FIFTY = 1, 2, 3

# name (of an activity), name in English, time, cost, size, in a sentence, in English, how to, in English
IDEAS = [
    (
        "Kakförsäljning", "Bake sale", HALF_DAY, LITTLE, FEW,
        "Baka och sälj till kollegor och besökare.",
        "Bake, and sell to colleagues and visitors.",
        ("- Fråga vilka som vill baka, och kom överens om en dag.\n- Skriv vad kakorna innehåller: mjöl, mjölk, ägg, "
        "nötter.\n- Ställ bordet där folk går förbi, med affischen och Swishkoden bredvid.\n- Låt var och en ge vad "
        "den vill. Det brukar bli mer än ett fast pris."),
        ("- Ask who wants to bake, and agree on a day.\n- Write what is in the cakes: flour, milk, eggs, nuts.\n- Put "
        "the table where people pass, with the poster and the Swish code beside it.\n- Let each give what they like. "
        "It is often more than a fixed price."),
    ),
    (
        "Promenad", "A walk together", HOUR, NOTHING, FEW,
        "Gå tillsammans på lunchen eller efter jobbet, och ge en slant för varje varv.",
        "Walk together at lunch or after work, and give a coin for each round.",
        ("- Välj en slinga som alla orkar, också den som går sakta.\n- Bestäm vad ett varv ger, till exempel 20 kr.\n"
        "- Ta en bild när ni kommer fram."),
        ("- Choose a round that all can manage, also those who walk slowly.\n- Decide what a round gives, for instance "
        "20 kronor.\n- Take a picture when you arrive."),
    ),
    (
        "Klädinsamling", "Clothes collection", WEEKS, NOTHING, TEN,
        "Samla hela och rena kläder som kommer till nytta.",
        "Collect whole, clean clothes that will be used.",
        ("- Fråga oss först vad som behövs just nu: ofta är det varma ytterplagg och skor.\n- Ställ fram en låda med "
        "lapp i två veckor.\n- Lämna kläderna i påsar märkta med plagg och storlek."),
        ("- Ask us first what is needed now: often it is warm coats and shoes.\n- Put out a box with a note for two "
        "weeks.\n- Bring the clothes in bags marked with garment and size."),
    ),
    (
        "Lunchföreläsning", "Lunch talk", HOUR, NOTHING, TEN,
        "Bjud in någon av oss, och låt många lyssna.",
        "Invite one of us, and let many listen.",
        ("- Hör av er tre veckor i förväg, med ett par dagar att välja mellan.\n- Boka ett rum där man hör, och säg till "
        "om någon behöver teckentolk eller hörslinga.\n- Låt den som vill ge en lunchs värde efteråt."),
        ("- Write to us three weeks before, with some days to choose among.\n- Book a room where one can hear, and tell "
        "us if somebody needs a sign interpreter or a hearing loop.\n- Let those who like give the price of a lunch "
        "afterwards."),
    ),
    (
        "Volontärdag", "Volunteer day", DAY, NOTHING, FEW,
        "Kom till en av våra verksamheter och hjälp till en hel eller en halv dag.",
        "Come to one of our places and help for half a day or a whole one.",
        ("- Hör av er en månad i förväg: vi behöver hinna hitta något som gör nytta.\n- Var högst åtta åt gången.\n"
        "- Ta kläder som tål att arbeta i. Vi börjar med att berätta vad man ska tänka på."),
        ("- Write to us a month before: we need time to find something that is of use.\n- Be eight at most at a time.\n"
        "- Wear clothes to work in. We begin by telling what to think of."),
    ),
    (
        "Quiz", "Quiz", HOUR, NOTHING, TEN,
        "Ordna en frågesport med en insats från var och en.",
        "Arrange a quiz with a stake from each.",
        ("- Skriv tjugo frågor, några av dem om målet ni samlar till.\n- Dela in er i lag över avdelningarna.\n- Insatsen "
        "går till målet, vinnarna får äran."),
        ("- Write twenty questions, some of them about the goal that you collect for.\n- Make teams across "
        "departments.\n- The stakes go to the goal, the winners get the glory."),
    ),
    (
        "Auktion", "Auction", HALF_DAY, NOTHING, TEN,
        "Ropa ut det som kollegorna skänker: saker, tjänster eller en timme av någons tid.",
        "Sell by auction what colleagues give: things, services or an hour of somebody's time.",
        ("- Samla in i två veckor, och visa allt på en lista.\n- Tjänster brukar ge mest: en hembakad tårta, en lektion, "
        "chefen som kaffebryggare en dag.\n- Ha en utropare som vågar, och räkna ihop efteråt."),
        ("- Collect for two weeks, and show all of it in a list.\n- Services often give most: a home-made cake, a "
        "lesson, the manager making coffee for a day.\n- Have a brave auctioneer, and sum it up afterwards."),
    ),
    (
        "Loppis", "Flea market", DAY, LITTLE, TEN,
        "Sälj det som ligger oanvänt hemma, på arbetsplatsen eller med grannföretaget.",
        "Sell what lies unused at home, at work or together with the company next door.",
        ("- Be om saker som är hela, och bestäm var de ska stå.\n- Sätt få och jämna priser: 20, 50 och 100 kr.\n- Lämna "
        "det som blir över till en secondhandbutik, så slipper ni bära hem det."),
        ("- Ask for things that are whole, and decide where they are to stand.\n- Have few, even prices: 20, 50 and 100 "
        "kronor.\n- Bring what is left to a second-hand shop, so that nobody has to carry it home."),
    ),
    (
        "Tävling mellan avdelningar", "Department against department", WEEKS, NOTHING, FIFTY,
        "Utmana korridoren intill i något som både är roligt och drar in pengar.",
        "Challenge the next corridor to something that is fun and brings in money.",
        ("- Välj något där storleken inte avgör: steg per person, flest som deltar, bästa affisch.\n- Ha en ställning "
        "som alla ser.\n- Bestäm ett pris som inte kostar: den andra avdelningen brygger kaffe i en vecka."),
        ("- Choose something where size does not decide: steps for each person, most who take part, the best poster.\n"
        "- Have a score that all can see.\n- Decide on a prize that costs nothing: the other department makes coffee "
        "for a week."),
    ),
    (
        "Konsert eller öppen scen", "Concert or open stage", HALF_DAY, MORE, FIFTY,
        "Låt dem som spelar, sjunger eller berättar göra det för en god sak.",
        "Let those who play, sing or tell stories do it for a good cause.",
        ("- Fråga vilka som vill stå på scen, och låt var och en ha tio minuter.\n- Låna ljud och lokal.\n- Ta inträde "
        "eller gå runt med Swishkoden i pausen."),
        ("- Ask who wants to be on stage, and let each have ten minutes.\n- Borrow sound and a room.\n- Take an entrance "
        "fee, or go round with the Swish code in the interval."),
    ),
    (
        "Utmana ett annat företag", "Challenge another company", WEEKS, NOTHING, FEW,
        "Få med en ny arbetsplats som vill göra något för samma mål.",
        "Bring in one more workplace that wants to do something for the same goal.",
        ("- Välj någon ni redan känner: en granne, en kund, en leverantör.\n- Skriv utmaningen kort och med glimten i "
        "ögat.\n- Storleken avgör inte vem som vinner: engagemang och kreativitet räknas."),
        ("- Choose somebody you know already: a neighbour, a customer, a supplier.\n- Write the challenge short and with "
        "a smile.\n- Size does not decide who wins: engagement and creativity count."),
    ),
]  # fmt: skip


def fill(apps, schema_editor):
    idea, historical, activity = (apps.get_model("campaigns", name) for name in ("Idea", "HistoricalIdea", "Activity"))
    activities = dict(activity.objects.values_list("name", "pk"))
    for name, name_en, time, cost, size, summary, summary_en, how_to, how_to_en in IDEAS:
        idea.objects.create(
            name=name,
            name_en=name_en,
            time=time,
            cost=cost,
            size=size,
            summary=summary,
            summary_en=summary_en,
            how_to=how_to,
            how_to_en=how_to_en,
            activity_id=activities.get(name),
            is_public=True,
            search_key=search_key(name, summary),
            sort_key=sort_key(name),
        )
    begin_history(idea, historical)


def begin_history(model, historical):
    """Models in a migration keep no history by themselves; without a first row the first change shows nothing."""
    names = [field.attname for field in historical._meta.concrete_fields if hasattr(model, field.attname)]
    historical.objects.bulk_create(
        historical(history_date=timezone.now(), history_type="+", **dict(zip(names, values, strict=True)))
        for values in model.objects.values_list(*names)
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0006_idea_bank")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
