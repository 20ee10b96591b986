"""Whose installation this is: its page, its form, and its logo for everybody."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from core.colours import text_on
from core.forms import OrganisationForm
from core.models import Organisation, our_organisation, public_organisation
from core.services import save_organisation
from core.views.generic import UpdatePage
from core.views.pictures import picture_response
from core.views.preview import PreviewMixin
from core.views.records import DetailPage


class OrganisationPage(DetailPage):
    permission_required = "core.view_organisation"
    template_name = "core/organisation.html"
    context_object_name = "organisation"

    def get_object(self):
        return our_organisation()


class OrganisationEdit(PreviewMixin, UpdatePage):
    permission_required = "core.change_organisation"
    model = Organisation
    form_class = OrganisationForm
    title = _("Organisationen")
    success_message = _("Uppgifterna om organisationen är sparade.")
    preview_template = "core/_organisation_preview.html"

    def get_object(self):
        return our_organisation()

    def preview(self, form):
        return {"on_brand": text_on(form.instance.brand)}

    def save(self, form):
        return save_organisation(form.instance)


@login_not_required
@require_safe
def organisation_logo(request):
    """Open to everybody: it stands on the public form and the boards."""
    organisation = our_organisation()
    if not organisation.logo:
        raise Http404
    return picture_response(request, organisation.logo, public=True)


@login_not_required
@require_safe
def organisation_logo_svg(request):
    """As `organisation_logo`."""
    organisation = our_organisation()
    if not organisation.logo_svg:
        raise Http404
    return picture_response(request, organisation.logo_svg, public=True)


@login_not_required
@require_safe
def partner_picture(request):
    """The contact about partnership: to everybody once anything is public, for public pages show it."""
    organisation = public_organisation()
    if not (organisation.partner_picture and organisation.has_partner_contact):
        raise Http404
    return picture_response(request, organisation.partner_picture, public=True)
