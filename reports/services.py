from django.utils.translation import gettext as _

from core.errors import Refusal
from core.models import StartStep, User
from core.outgoing_mail import NOT_SENT, letter


def send_trial_mail(*, to: User):
    """Send the user a mail, and keep that it went. Raises Refusal that says why it did not."""
    if not to.email:
        raise Refusal(_("Du har ingen e-postadress. Be en administratör lägga in den."))
    body = _("Det här är ett prov från Medspel. Mejl kommer fram.")
    try:
        letter(_("Prov från Medspel"), body, to=to.email).send()
    except NOT_SENT as error:
        raise Refusal(_("Mejlet gick inte att skicka: %(error)s") % {"error": error}) from None
    StartStep.objects.update_or_create(key=StartStep.MAIL, defaults={"skipped": False, "by": to})


def take_step_up(key: str):
    """Show again a step that was skipped."""
    StartStep.objects.filter(key=key, skipped=True).delete()


def note_start_done(user: User):
    User.objects.filter(pk=user.pk).update(start_done=True)
    user.start_done = True
