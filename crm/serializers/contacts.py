from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer
from crm.models import Affiliation, Company, Contact
from crm.serializers.fields import LinesField, NameField, PhoneField
from crm.services.people import add_contact, save_affiliation


class RoleSerializer(ModelSerializer):
    company_name = NameField(source="company")

    class Meta:
        model = Affiliation
        fields = ["id", "company", "company_name", "role", "starts", "ends", "is_primary"]


class ContactSerializer(ModelSerializer):
    phone = PhoneField(required=False, allow_blank=True)
    other_emails = LinesField(required=False, help_text=_("Efter den första."))
    former_emails = LinesField(required=False, help_text=_("Vi skriver aldrig dit, men känner igen äldre mejl på dem."))
    other_phones = LinesField(required=False, help_text=_("Efter det första."))
    affiliations = RoleSerializer(many=True, read_only=True)

    class Meta:
        model = Contact
        fields = [
            "id",
            "first_name",
            "last_name",
            "other_names",
            "email",
            "phone",
            "other_emails",
            "former_emails",
            "other_phones",
            "legal_basis",
            "data_source",
            "do_not_contact",
            "notes",
            "affiliations",
            "version",
        ]


class NewContactSerializer(ContactSerializer):
    """A new person is created with a role at a company."""

    company = serializers.PrimaryKeyRelatedField(queryset=Company.objects.all(), write_only=True)
    role = LineSerializerField(max_length=80, required=False, allow_blank=True, write_only=True)
    starts = serializers.DateField(required=False, allow_null=True, write_only=True)

    class Meta(ContactSerializer.Meta):
        fields = [*ContactSerializer.Meta.fields, "company", "role", "starts"]

    def write(self, instance, validated_data):
        return add_contact(**validated_data)


class AffiliationSerializer(ModelSerializer):
    contact_name = NameField(source="contact")
    company_name = NameField(source="company")

    class Meta:
        model = Affiliation
        fields = [
            "id",
            "contact",
            "contact_name",
            "company",
            "company_name",
            "role",
            "starts",
            "ends",
            "is_primary",
            "version",
        ]

    def validate_contact(self, contact):
        if self.instance and contact != self.instance.contact:
            raise serializers.ValidationError(_("Ett uppdrag kan inte flyttas till en annan person."))
        return contact

    def write(self, instance, validated_data):
        return save_affiliation(instance, **validated_data)
