from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer, Serializer
from crm.models import Company, Contact, Direction
from crm.serializers.fields import NameField, PhoneField, UserWhoMayField
from inbox.mailreader import Mail
from inbox.models import Dismissal, Enquiry, InboundMail
from inbox.queries import Guess, recognise


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


class InboundMailSerializer(ModelSerializer):
    class Meta:
        model = InboundMail
        fields = [
            *("id", "state", "reason", "note", "sender", "sender_name", "subject", "sent_at", "received_at", "size"),
            *("interaction", "ended_at", "ended_by"),
        ]
        read_only_fields = fields


class RecognisedSerializer(serializers.Serializer):
    """Whom we take the message to be about."""

    direction = serializers.CharField()
    companies = serializers.ListField(child=serializers.IntegerField())
    contacts = serializers.ListField(child=serializers.IntegerField())


class InboundMailDetailSerializer(InboundMailSerializer):
    """One message with what it says. `recognised` is null unless it waits and could be read."""

    text = serializers.SerializerMethodField()
    attachments = serializers.SerializerMethodField()
    recognised = serializers.SerializerMethodField()

    class Meta(InboundMailSerializer.Meta):
        fields = [*InboundMailSerializer.Meta.fields, "text", "attachments", "recognised"]
        read_only_fields = fields

    def to_representation(self, instance):
        self.mail = Mail.from_json(instance.parsed) if instance.parsed else None
        return super().to_representation(instance)

    def get_text(self, row) -> str:
        return self.mail.text if self.mail else ""

    def get_attachments(self, row) -> list[str]:
        return [each.name for each in self.mail.attachments] if self.mail else []

    @extend_schema_field(RecognisedSerializer(allow_null=True))
    def get_recognised(self, row):
        if not row.can_be_logged:
            return None
        guess: Guess = recognise(self.mail)
        return {
            "direction": guess.direction,
            "companies": [company.pk for company in guess.companies],
            "contacts": [contact.pk for contact in guess.contacts],
        }


class LogMailSerializer(Serializer):
    companies = serializers.PrimaryKeyRelatedField(queryset=Company.objects.all(), many=True, allow_empty=False)
    contacts = serializers.PrimaryKeyRelatedField(queryset=Contact.objects.all(), many=True, required=False)
    direction = serializers.ChoiceField(choices=Direction.choices, default=Direction.INCOMING)
    with_attachments = serializers.BooleanField(default=False)
