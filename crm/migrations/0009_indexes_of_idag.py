import core.ordering
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("crm", "0008_goals_as_they_were_called"),
        ("goals", "0003_public_pages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="company",
            name="crm_company_last_contact",
        ),
        migrations.RemoveIndex(
            model_name="sponsorship",
            name="crm_sponsorship_ending",
        ),
        migrations.AddIndex(
            model_name="company",
            index=core.ordering.EmptyFirst(
                fields=["last_contact_at", "sort_key", "id"], name="crm_company_last_contact"
            ),
        ),
        migrations.AddIndex(
            model_name="company",
            index=core.ordering.EmptyFirst(
                fields=["owner", "last_contact_at", "sort_key", "id"], name="crm_company_owners_contact"
            ),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(
                fields=["stage", "ends", "starts", "ended_on", "company", "amount"], name="crm_sponsorship_ending"
            ),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["owner", "ends"], name="crm_sponsorship_owners_ending"),
        ),
        migrations.AddIndex(
            model_name="sponsorship",
            index=models.Index(fields=["owner", "created_at", "id"], name="crm_sponsorship_owners_oldest"),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["state", "due_on", "id"], name="crm_delivery_due"),
        ),
    ]
