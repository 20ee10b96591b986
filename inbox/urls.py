from django.urls import path

from inbox.views import enquiries, enquiry_form, mail

app_name = "inbox"
urlpatterns = [
    path("kontakter/mejl/", mail.MailCreate.as_view(), name="mail_create"),
    path("kontakter/mejl/<uuid:pk>/", mail.MailDraftPage.as_view(), name="mail_draft"),
    path("kontakter/mejl/<uuid:pk>/foretag/", mail.MailCompany.as_view(), name="mail_company"),
    path("kontakter/mejl/<uuid:pk>/personer/", mail.MailPeople.as_view(), name="mail_people"),
    path("kontakter/mejl/<uuid:pk>/kasta/", mail.MailDiscard.as_view(), name="mail_discard"),
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
