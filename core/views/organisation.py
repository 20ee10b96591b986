"""Whose installation this is: its page, its form, and its logo for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.forms import OrganisationForm
from core.models import Organisation, our_organisation
from core.services import save_organisation
from core.views.generic import UpdatePage
from core.views.pictures import picture_response
from core.views.records import DetailPage


class OrganisationPage(DetailPage):
    permission_required = "core.view_organisation"
    template_name = "core/organisation.html"
    context_object_name = "organisation"

    def get_object(self):
        return our_organisation()


class OrganisationEdit(UpdatePage):
    permission_required = "core.change_organisation"
    model = Organisation
    form_class = OrganisationForm
    title = _("Organisationen")
    success_message = _("Uppgifterna om organisationen är sparade.")

    def get_object(self):
        return our_organisation()

    def save(self, form):
        return save_organisation(form.instance)


@login_not_required
@require_safe
def organisation_logo(request):
    """Open to everybody: it stands on the public form and the boards."""
    organisation = our_organisation()
    if not organisation.logo:
        raise Http404
    return picture_response(request, organisation.logo)
