"""An index by company: SQLite went through all sponsorships for each of many companies."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0013_mail"),
        ("goals", "0006_yearly_aims"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["company", "stage", "ends"], name="crm_sponsorship_company"),
        ),
    ]
