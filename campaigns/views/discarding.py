from django.utils.translation import gettext_lazy as _

from campaigns.models import Competition
from crm.views.discarding import DiscardPage


class CompetitionDiscard(DiscardPage):
    model = Competition
    title = _("Ta bort utkastet")
    list_url_name = "campaigns:competition_list"
