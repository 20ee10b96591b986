from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer, Serializer
from crm.models import Company, Contact
from crm.serializers.fields import NameField, PhoneField, UserWhoMayField
from inbox.models import Dismissal, Enquiry


class EnquirySerializer(ModelSerializer):
    phone = PhoneField(read_only=True)
    assignee_name = NameField(source="assignee", allow_null=True)

    class Meta:
        model = Enquiry
        fields = [
            "id",
            "number",
            "received_at",
            "company_name",
            "orgnr",
            "person_name",
            "email",
            "phone",
            "message",
            "language",
            "goals",
            "state",
            "assignee",
            "assignee_name",
            "dismissal",
            "dismissal_note",
            "company",
            "contact",
            "interaction",
            "closed_at",
            "closed_by",
            "erased_at",
            "version",
        ]

    def to_representation(self, instance):
        """Hide a sole trader's number, which is personal data, from users without permission."""
        shown = super().to_representation(instance)
        user = self.context["request"].user
        if instance.orgnr_is_personal and not user.has_perm("crm.view_sole_trader_orgnr"):
            shown["orgnr"] = ""
        return shown


class AssignEnquirySerializer(Serializer):
    assignee = UserWhoMayField(may="inbox.change_enquiry", allow_null=True, source="to")


class AcceptEnquirySerializer(Serializer):
    company = serializers.PrimaryKeyRelatedField(queryset=Company.objects.all())
    contact = serializers.PrimaryKeyRelatedField(
        queryset=Contact.objects.all(), source="person", required=False, allow_null=True
    )
    log = serializers.BooleanField(default=True)


class DismissEnquirySerializer(Serializer):
    reason = serializers.ChoiceField(choices=Dismissal.choices)
    note = LineSerializerField(max_length=200, required=False, allow_blank=True)
