"""The activities that workplaces choose among from the start, for the city mission to change and add to."""

from django.db import migrations
from django.utils import timezone

from core.text import search_key, sort_key

# name, points, how many of the kind count for a team, what it is
ACTIVITIES = [
    ("Kakförsäljning", 10, 2, "Baka och sälj till kollegor och besökare. Allt som kommer in går till målet."),
    ("Promenad", 5, 2, "Gå tillsammans på lunchen eller efter jobbet, gärna så att alla orkar med."),
    ("Klädinsamling", 10, 2, "Samla hela och rena kläder som kommer till nytta, och lämna dem till oss."),
    ("Lunchföreläsning", 10, 2, "Bjud in någon av oss, eller någon annan som kan målet, och låt många lyssna."),
    ("Volontärdag", 25, 1, "Kom till en av våra verksamheter och hjälp till en hel eller en halv dag."),
    ("Quiz", 10, 2, "Ordna en frågesport om målet eller om något helt annat, med en insats från var och en."),
    ("Auktion", 15, 1, "Ropa ut det som kollegorna skänker: saker, tjänster eller en timme av någons tid."),
    ("Loppis", 15, 1, "Sälj det som ligger oanvänt hemma, på arbetsplatsen eller tillsammans med grannföretaget."),
    ("Tävling mellan avdelningar", 10, 2, "Utmana korridoren intill i något som både är roligt och drar in pengar."),
    ("Konsert eller öppen scen", 15, 1, "Låt dem som spelar, sjunger eller berättar göra det för en god sak."),
    ("Utmana ett annat företag", 20, 1, "Få med en ny arbetsplats som vill göra något för samma mål."),
    ("Egen idé", 15, 2, "Det som ingen annan har kommit på. Berätta vad ni gjorde och hur det gick."),
]


def fill(apps, schema_editor):
    activity, historical = (apps.get_model("campaigns", name) for name in ("Activity", "HistoricalActivity"))
    for name, points, cap, description in ACTIVITIES:
        activity.objects.create(
            name=name,
            points=points,
            cap=cap,
            description=description,
            search_key=search_key(name),
            sort_key=sort_key(name),
        )
    begin_history(activity, historical)


def begin_history(model, historical):
    """Models in a migration keep no history by themselves; without a first row the first change shows nothing."""
    names = [field.attname for field in historical._meta.concrete_fields if hasattr(model, field.attname)]
    historical.objects.bulk_create(
        historical(history_date=timezone.now(), history_type="+", **dict(zip(names, values, strict=True)))
        for values in model.objects.values_list(*names)
    )


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_contributions_are_final")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
