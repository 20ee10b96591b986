from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.models import User
from crm.models import Company, Contact
from crm.serializers.fields import PhoneField
from duplicates.queries import number_told
from duplicates.similarity import Likelihood


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
        return Company(**self.validated_data | {"orgnr": number_told(self.validated_data["orgnr"], user=user)})


class ContactTypedSerializer(serializers.Serializer):
    first_name = serializers.CharField(required=False, default="")
    last_name = serializers.CharField(required=False, default="")
    email = serializers.CharField(required=False, default="")
    phone = PhoneField(required=False, default="")
    company = serializers.IntegerField(required=False, default=None)

    def as_contact(self) -> Contact:
        return Contact(**{name: value for name, value in self.validated_data.items() if name != "company"})
