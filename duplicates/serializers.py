from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.identity import parse_orgnr
from core.models import User
from crm.models import Company, Contact
from crm.serializers.fields import PhoneField
from duplicates.matching import Likelihood


class SimilarSerializer(serializers.Serializer):
    """A registered company or person that may be a duplicate."""

    id = serializers.IntegerField(source="record.pk")
    name = serializers.CharField(source="record")
    likelihood = serializers.ChoiceField(choices=Likelihood.choices)
    reasons = serializers.ListField(child=serializers.CharField(), help_text=_("Koder, det starkaste skälet först."))
    words = serializers.ListField(child=serializers.CharField(), help_text=_("Skälen i ord."))


class CompanyTypedSerializer(serializers.Serializer):
    """Values typed for a company before it is created; invalid numbers are ignored."""

    name = serializers.CharField(required=False, default="")
    orgnr = serializers.CharField(required=False, default="")
    city = serializers.CharField(required=False, default="")
    website = serializers.CharField(required=False, default="")
    invoice_email = serializers.CharField(required=False, default="")
    phone = PhoneField(required=False, default="")

    def as_company(self, user: User) -> Company:
        """By a number it is sought only if the user may know whose it is."""
        company = Company(**self.validated_data | {"orgnr": None})
        with suppress(ValidationError):
            number = parse_orgnr(self.validated_data["orgnr"])
            if Company.objects.told_by(number, user=user).exists():
                company.orgnr = number.digits
        return company


class ContactTypedSerializer(serializers.Serializer):
    first_name = serializers.CharField(required=False, default="")
    last_name = serializers.CharField(required=False, default="")
    email = serializers.CharField(required=False, default="")
    phone = PhoneField(required=False, default="")
    company = serializers.IntegerField(required=False, default=None)

    def as_contact(self) -> Contact:
        return Contact(**{name: value for name, value in self.validated_data.items() if name != "company"})
