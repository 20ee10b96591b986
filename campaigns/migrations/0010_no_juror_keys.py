from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0009_hashed_juror_links")]

    operations = [
        migrations.RemoveField(
            model_name="historicaljuror",
            name="link_key",
        ),
        migrations.RemoveField(
            model_name="juror",
            name="link_key",
        ),
    ]
