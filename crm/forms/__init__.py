from crm.forms.companies import AffiliationForm, CompanyForm, ContactForm, MoveContactForm, NewContactForm
from crm.forms.interactions import InteractionForm, InteractionRemoveForm, QuickLogForm
from crm.forms.next_steps import DecideNextForm, MoveStepForm, NextStepForm
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
    "DecideNextForm",
    "DeclineForm",
    "EndForm",
    "InteractionForm",
    "InteractionRemoveForm",
    "MoveContactForm",
    "MoveStepForm",
    "NewContactForm",
    "NextStepForm",
    "QuickLogForm",
    "SignForm",
    "SignedSponsorshipForm",
    "SponsorshipForm",
    "StageRuleForm",
    "UnsignForm",
]
