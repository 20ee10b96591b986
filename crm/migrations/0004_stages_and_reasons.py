"""What is expected of the open stages, and the reasons for which an agreement is not renewed: data to be edited."""

from importlib import import_module

from django.db import migrations

facts = import_module("goals.migrations.0002_local_and_global_goals")

# Stage, expected days, days until the warning, probability in percent.
STAGES = [("lead", 14, 30, 10), ("contacted", 21, 45, 25), ("meeting", 21, 45, 50), ("proposal", 30, 60, 75)]

REASONS = [
    ("Ekonomin räckte inte", "Money was short"),
    ("Ny ledning eller ägare", "New management or owner"),
    ("Valde något annat att stödja", "Chose another cause"),
    ("Inte nöjda med samarbetet", "Not content with the partnership"),
    ("Vi frågade för sent", "We asked too late"),
    ("Företaget finns inte längre", "The company is gone"),
    ("Annat", "Other"),
]


def fill(apps, schema_editor):
    def model(name):
        return apps.get_model("crm", name)

    for stage, expected, warning, probability in STAGES:
        model("StageRule").objects.create(
            stage=stage, expected_days=expected, warning_days=warning, probability=probability
        )
    for position, (name, name_en) in enumerate(REASONS, start=1):
        model("LapseReason").objects.create(position=position, name=name, name_en=name_en)
    for name in ("StageRule", "LapseReason"):
        facts.begin_history(model(name), model(f"Historical{name}"))


class Migration(migrations.Migration):
    dependencies = [("crm", "0003_search"), ("goals", "0002_local_and_global_goals")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=False)]
