"""What the mail provider tells of letters that left. Only who has the secret of MAIL_WEBHOOK_SECRET is heard."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

# The view of each provider that anymail can hear.
VIEWS = {
    "brevo": "brevo.BrevoTrackingWebhookView",
    "mailersend": "mailersend.MailerSendTrackingWebhookView",
    "mailgun": "mailgun.MailgunTrackingWebhookView",
    "mailjet": "mailjet.MailjetTrackingWebhookView",
    "mailtrap": "mailtrap.MailtrapTrackingWebhookView",
    "postmark": "postmark.PostmarkTrackingWebhookView",
    "resend": "resend.ResendTrackingWebhookView",
    "sendgrid": "sendgrid.SendGridTrackingWebhookView",
    "sparkpost": "sparkpost.SparkPostTrackingWebhookView",
}


@login_not_required
@csrf_exempt
@require_POST
def events(request):
    """404 without the settings; anymail's view asks for the secret, and for a signature where the provider has one."""
    path = VIEWS.get(settings.MAIL_PROVIDER)
    if not path or not settings.MAIL_WEBHOOK_SECRET:
        raise Http404
    return import_string(f"anymail.webhooks.{path}").as_view()(request)
