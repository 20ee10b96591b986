from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from campaigns.filters import ActivityFilterSet
from campaigns.forms.activities import ActivityForm
from campaigns.models import Activity
from campaigns.tables.activities import ActivityTable
from core.history import changes
from core.views import CreatePage, ListPage, UpdatePage


class ActivityList(ListPage):
    permission_required = "campaigns.view_activity"
    title = _("Aktiviteter")
    model = Activity
    table_class = ActivityTable
    filterset_class = ActivityFilterSet
    create_url_name = "campaigns:activity_create"
    create_permission = "campaigns.add_activity"
    create_label = _("Ny aktivitet")
    links = (("campaigns:idea_list", "campaigns.view_idea", _("Idéer")),)
    empty_title = _("Inga aktiviteter än")
    empty_text = _("Lägg upp det som ett lag kan göra, till exempel en promenad, och vad det är värt i poäng.")

    def get_queryset(self):
        return Activity.objects.all()


class ActivityPage:
    model = Activity
    form_class = ActivityForm
    template_name = "campaigns/entries/activity_form.html"
    success_message = _("Aktiviteten är sparad.")

    def get_success_url(self):
        return reverse("campaigns:activity_list")

    def get_cancel_url(self):
        return reverse("campaigns:activity_list")


class ActivityCreate(ActivityPage, CreatePage):
    permission_required = "campaigns.add_activity"
    title = _("Ny aktivitet")
    intro = _("Den går att välja i tävlingar som öppnar från och med nu.")


class ActivityEdit(ActivityPage, UpdatePage):
    permission_required = "campaigns.change_activity"
    title = _("Ändra aktivitet")
    intro = _("Tävlingar som redan är öppna behåller namnet, poängen och taket från den dag de öppnade.")

    def get_context_data(self, **kwargs):
        return super().get_context_data(changes=changes(self.object), **kwargs)
