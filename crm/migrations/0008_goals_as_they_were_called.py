"""Events keep what their goal was called; of those that are there, what it is called today."""

from django.db import migrations, models

from core import append_only


def lift(apps, schema_editor):
    append_only.remove(schema_editor.connection, apps.get_model("crm", "SponsorshipEvent"))


def install(apps, schema_editor):
    events = apps.get_model("crm", "SponsorshipEvent")
    append_only.install(schema_editor.connection, events, may_change=("reason", "company_name"))


def name_goals(apps, schema_editor):
    events = apps.get_model("crm", "SponsorshipEvent").objects
    for goal in apps.get_model("goals", "Goal").objects.order_by("pk"):
        events.filter(goal=goal.pk).update(goal_name=goal.name, goal_name_en=goal.name_en)


class Migration(migrations.Migration):
    dependencies = [("crm", "0007_vector_logos"), ("goals", "0003_public_pages")]

    operations = [
        migrations.RunPython(lift, install),
        migrations.AddField(
            model_name="sponsorshipevent",
            name="goal_name",
            field=models.CharField(default="", max_length=80, verbose_name="målets namn"),
        ),
        migrations.AddField(
            model_name="sponsorshipevent",
            name="goal_name_en",
            field=models.CharField(default="", max_length=80, verbose_name="målets namn på engelska"),
        ),
        migrations.RunPython(name_goals, migrations.RunPython.noop),
        migrations.RunPython(install, lift),
    ]
