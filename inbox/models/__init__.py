from inbox.models.enquiries import ENQUIRY_TRANSITIONS, Dismissal, Enquiry, EnquiryState
from inbox.models.mail import MailDraft

__all__ = ["ENQUIRY_TRANSITIONS", "Dismissal", "Enquiry", "EnquiryState", "MailDraft"]
