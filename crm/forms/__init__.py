from crm.forms.companies import AffiliationForm, CompanyForm, ContactForm, MoveContactForm, NewContactForm
from crm.forms.interactions import InteractionForm, InteractionRemoveForm, QuickLogForm
from crm.forms.next_steps import DecideNextForm, MoveStepForm, NextStepForm
from crm.forms.pipeline import StageRuleForm
from crm.forms.renewals import AmendmentForm, AmendmentRemoveForm, LapseForm, RenewalForm, TierChangeForm
from crm.forms.sponsorships import (
    CorrectEndForm,
    CorrectionForm,
    DeclineForm,
    EndForm,
    SignedSponsorshipForm,
    SignForm,
    SponsorshipForm,
    TakeBackEndForm,
    UnsignForm,
)

__all__ = [
    "AffiliationForm",
    "AmendmentForm",
    "AmendmentRemoveForm",
    "CompanyForm",
    "ContactForm",
    "CorrectEndForm",
    "CorrectionForm",
    "DecideNextForm",
    "DeclineForm",
    "EndForm",
    "InteractionForm",
    "InteractionRemoveForm",
    "LapseForm",
    "MoveContactForm",
    "MoveStepForm",
    "NewContactForm",
    "NextStepForm",
    "QuickLogForm",
    "RenewalForm",
    "SignForm",
    "SignedSponsorshipForm",
    "SponsorshipForm",
    "StageRuleForm",
    "TakeBackEndForm",
    "TierChangeForm",
    "UnsignForm",
]
