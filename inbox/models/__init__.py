from inbox.models.enquiries import ENQUIRY_TRANSITIONS, Dismissal, Enquiry, EnquiryState
from inbox.models.mail import MailDraft
from inbox.models.mailbox import (
    EVERYBODY,
    INBOUND_TRANSITIONS,
    InboundMail,
    InboundReason,
    InboundState,
    Mailbox,
    MailRule,
    MailRuleAction,
)

__all__ = [
    "ENQUIRY_TRANSITIONS",
    "EVERYBODY",
    "INBOUND_TRANSITIONS",
    "Dismissal",
    "Enquiry",
    "EnquiryState",
    "InboundMail",
    "InboundReason",
    "InboundState",
    "MailDraft",
    "MailRule",
    "MailRuleAction",
    "Mailbox",
]
