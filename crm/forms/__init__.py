from crm.forms.companies import AffiliationForm, CompanyForm, ContactForm, MoveContactForm, NewContactForm
from crm.forms.interactions import InteractionForm, NextStepForm, QuickLogForm
from crm.forms.pipeline import StageRuleForm
from crm.forms.sponsorships import (
    DeclineForm,
    EndForm,
    SignedSponsorshipForm,
    SignForm,
    SponsorshipForm,
    UnsignForm,
)

__all__ = [
    "AffiliationForm",
    "CompanyForm",
    "ContactForm",
    "DeclineForm",
    "EndForm",
    "InteractionForm",
    "MoveContactForm",
    "NewContactForm",
    "NextStepForm",
    "QuickLogForm",
    "SignForm",
    "SignedSponsorshipForm",
    "SponsorshipForm",
    "StageRuleForm",
    "UnsignForm",
]
