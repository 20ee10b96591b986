from django.urls import path

from inbox.views import enquiries, enquiry_form, mail, mailbox

app_name = "inbox"
urlpatterns = [
    path("kontakter/mejl/", mail.MailCreate.as_view(), name="mail_create"),
    path("kontakter/mejl/<uuid:pk>/", mail.MailDraftPage.as_view(), name="mail_draft"),
    path("kontakter/mejl/<uuid:pk>/foretag/", mail.MailCompany.as_view(), name="mail_company"),
    path("kontakter/mejl/<uuid:pk>/personer/", mail.MailPeople.as_view(), name="mail_people"),
    path("kontakter/mejl/<uuid:pk>/kasta/", mail.MailDiscard.as_view(), name="mail_discard"),
    path("brevlada/", mailbox.InboundList.as_view(), name="inbound_list"),
    path("brevlada/<int:pk>/", mailbox.InboundDetail.as_view(), name="inbound_detail"),
    path("brevlada/<int:pk>/fil/", mailbox.InboundFile.as_view(), name="inbound_file"),
    path("brevlada/<int:pk>/logga/", mailbox.InboundLog.as_view(), name="inbound_log"),
    path("brevlada/<int:pk>/kontakt/", mailbox.InboundContact.as_view(), name="inbound_contact"),
    path("brevlada/<int:pk>/kasta/", mailbox.InboundThrow.as_view(), name="inbound_throw"),
    path("brevlada/<int:pk>/ta-tillbaka/", mailbox.InboundTakeBack.as_view(), name="inbound_take_back"),
    path("brevlada/<int:pk>/aldrig/", mailbox.InboundNever.as_view(), name="inbound_never"),
    path("brevlada/regler/", mailbox.RuleList.as_view(), name="rule_list"),
    path("brevlada/regler/ny/", mailbox.RuleCreate.as_view(), name="rule_create"),
    path("brevlada/regler/<int:pk>/", mailbox.RuleEdit.as_view(), name="rule_edit"),
    path("brevlada/regler/<int:pk>/ta-bort/", mailbox.RuleDelete.as_view(), name="rule_delete"),
    path("brevlada/lage/", mailbox.MailboxPage.as_view(), name="mailbox"),
    path("brevlada/las/", mailbox.MailboxRead.as_view(), name="mailbox_read"),
    path("forfragningar/", enquiries.EnquiryList.as_view(), name="enquiry_list"),
    path("forfragningar/<int:pk>/", enquiries.EnquiryDetail.as_view(), name="enquiry_detail"),
    path("forfragningar/<int:pk>/ta-hand-om/", enquiries.EnquiryAccept.as_view(), name="enquiry_accept"),
    path("forfragningar/<int:pk>/ansvarig/", enquiries.EnquiryAssign.as_view(), name="enquiry_assign"),
    path("forfragningar/<int:pk>/ta/", enquiries.EnquiryTake.as_view(), name="enquiry_take"),
    path("forfragningar/<int:pk>/avfarda/", enquiries.EnquiryDismiss.as_view(), name="enquiry_dismiss"),
    path("forfragningar/<int:pk>/oppna/", enquiries.EnquiryReopen.as_view(), name="enquiry_reopen"),
    path("forfragningar/avfarda-flera/", enquiries.EnquiryBulk.as_view(), name="enquiry_bulk"),
    # what visitors reach without logging in
    path("public/bli-partner/", enquiry_form.EnquiryPage.as_view(), name="enquiry"),
    path("public/bli-partner/tack/", enquiry_form.EnquiryThanks.as_view(), name="enquiry_thanks"),
]
