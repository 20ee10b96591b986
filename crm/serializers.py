from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from phonenumber_field.serializerfields import PhoneNumberField
from rest_framework import exceptions, serializers

from core.api import ModelSerializer, MoneySerializerField
from core.models import User
from crm.models import (
    OPEN,
    Affiliation,
    Company,
    Contact,
    Delivery,
    Interaction,
    NextStep,
    Phase,
    Sponsorship,
    Stage,
)
from crm.services.companies import add_contact, save_affiliation, save_company
from crm.services.interactions import log_interaction, plan_next_step, save_interaction
from crm.services.sponsorships import create_sponsorship, update_sponsorship


class ActiveUserField(serializers.PrimaryKeyRelatedField):
    def __init__(self, **kwargs):
        if not kwargs.get("read_only"):
            kwargs.setdefault("queryset", User.objects.filter(is_active=True))
        super().__init__(**kwargs)


class NameField(serializers.CharField):
    """The name of what the id beside it points to."""

    def __init__(self, **kwargs):
        super().__init__(read_only=True, **kwargs)


@extend_schema_field({"type": "string", "description": "E.164", "example": "+46701740605"})
class PhoneField(PhoneNumberField):
    def to_representation(self, value):
        return value.as_e164 if value else ""


class TagNamesField(serializers.ListField):
    """Names; those that do not exist yet are made."""

    child = serializers.CharField(max_length=40)

    def to_representation(self, tags):
        return [tag.name for tag in tags.all()]


# --- Companies and people -------------------------------------------------------------------------


class CompanySerializer(ModelSerializer):
    # As typed: hyphens, spaces and the prefix 16 make it longer than what is stored.
    orgnr = serializers.CharField(
        max_length=20,
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text=_("Tio siffror. Null när det saknas, och för en enskild firma när du inte får se numret."),
    )
    owner = ActiveUserField(required=False, allow_null=True)
    owner_name = NameField(source="owner", allow_null=True)
    tags = TagNamesField(required=False)
    logo = serializers.SerializerMethodField()

    field_permissions = {"notes": "crm.view_company_notes"}

    class Meta:
        model = Company
        fields = [
            "id",
            "name",
            "orgnr",
            "is_sole_trader",
            "status",
            "owner",
            "owner_name",
            "trade",
            "employees",
            "street",
            "postal_code",
            "city",
            "website",
            "logo",
            "invoice_email",
            "invoice_reference",
            "bankgiro",
            "swish",
            "tags",
            "notes",
            "created_at",
            "version",
        ]

    @extend_schema_field({"type": "string", "format": "uri", "nullable": True})
    def get_logo(self, company):
        if not company.logo:
            return None
        return self.context["request"].build_absolute_uri(reverse("public:company_logo", args=[company.pk]))

    def _masks_orgnr(self, company: Company) -> bool:
        return company.is_sole_trader and not self.context["request"].user.has_perm("crm.view_sole_trader_orgnr")

    def to_representation(self, instance):
        shown = super().to_representation(instance)
        if self._masks_orgnr(instance):
            shown["orgnr"] = None
        return shown

    def validate(self, attrs):
        # Whoever sends back the null they were shown leaves the number as it is.
        if self.instance and self._masks_orgnr(self.instance) and attrs.pop("orgnr", None):
            raise exceptions.PermissionDenied(_("Du har inte behörighet till numret för en enskild firma."))
        return attrs

    def write(self, instance, validated_data):
        return save_company(instance, **validated_data)


class RoleSerializer(ModelSerializer):
    company_name = NameField(source="company")

    class Meta:
        model = Affiliation
        fields = ["id", "company", "company_name", "role", "starts", "ends", "is_primary"]


class ContactSerializer(ModelSerializer):
    phone = PhoneField(required=False, allow_blank=True)
    affiliations = RoleSerializer(many=True, read_only=True)

    class Meta:
        model = Contact
        fields = [
            "id",
            "first_name",
            "last_name",
            "email",
            "phone",
            "legal_basis",
            "data_source",
            "do_not_contact",
            "notes",
            "affiliations",
            "version",
        ]


class NewContactSerializer(ContactSerializer):
    """A person is registered with a first role at a company."""

    company = serializers.PrimaryKeyRelatedField(queryset=Company.objects.all(), write_only=True)
    role = serializers.CharField(max_length=80, required=False, allow_blank=True, write_only=True)
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


# --- The contact log ------------------------------------------------------------------------------


class InteractionSerializer(ModelSerializer):
    logged_by_name = NameField(source="logged_by")

    class Meta:
        model = Interaction
        fields = [
            "id",
            "kind",
            "direction",
            "happened_at",
            "companies",
            "contacts",
            "goal",
            "text",
            "outcome",
            "logged_by",
            "logged_by_name",
            "version",
        ]
        read_only_fields = ["logged_by"]

    def write(self, instance, validated_data):
        links = {name: validated_data.pop(name, getattr(instance, name).all()) for name in ("companies", "contacts")}
        return save_interaction(instance, **links, **validated_data)


class NewInteractionSerializer(InteractionSerializer):
    """A contact is logged together with the steps it completes and the one that follows."""

    completes = serializers.PrimaryKeyRelatedField(
        queryset=NextStep.objects.all(), many=True, required=False, write_only=True
    )
    what_next = serializers.CharField(max_length=200, required=False, allow_blank=True, write_only=True)
    due_on = serializers.DateField(required=False, allow_null=True, write_only=True)
    assignee = ActiveUserField(required=False, allow_null=True, write_only=True)

    class Meta(InteractionSerializer.Meta):
        fields = [*InteractionSerializer.Meta.fields, "completes", "what_next", "due_on", "assignee"]

    def validate(self, attrs):
        if any(step.company not in attrs["companies"] for step in attrs.get("completes", ())):
            raise serializers.ValidationError({"completes": _("Steget hör till ett annat företag.")})
        if attrs.get("what_next") and not attrs.get("due_on"):
            raise serializers.ValidationError({"due_on": _("Välj när nästa steg ska ske.")})
        if attrs.get("due_on") and not attrs.get("what_next"):
            raise serializers.ValidationError({"what_next": _("Skriv vad som ska ske.")})
        return attrs

    def write(self, instance, validated_data):
        return log_interaction(by=self.context["request"].user, **validated_data)


class NextStepSerializer(ModelSerializer):
    company_name = NameField(source="company")
    assignee = ActiveUserField(required=False, help_text=_("Du själv, om inget annat sägs."))
    assignee_name = NameField(source="assignee")

    class Meta:
        model = NextStep
        fields = [
            "id",
            "company",
            "company_name",
            "sponsorship",
            "contact",
            "origin",
            "what",
            "due_on",
            "assignee",
            "assignee_name",
            "done_at",
            "done_by",
            "version",
        ]

    def create(self, validated_data):
        return plan_next_step(**{"assignee": self.context["request"].user} | validated_data)


# --- Sponsorships ---------------------------------------------------------------------------------


class DeliverySerializer(ModelSerializer):
    class Meta:
        model = Delivery
        fields = ["text", "market_value"]


class SponsorshipSerializer(ModelSerializer):
    company_name = NameField(source="company")
    goal_name = NameField(source="goal.name")
    tier_name = serializers.SerializerMethodField(
        help_text=_("Som nivån hette vid tecknandet, annars som den heter i dag.")
    )
    owner = ActiveUserField(required=False, help_text=_("Du själv, om inget annat sägs."))
    owner_name = NameField(source="owner")
    phase = serializers.SerializerMethodField(help_text=_("I dag. Null innan sponsorskapet är tecknat."))
    difference = MoneySerializerField(read_only=True, help_text=_("Beloppet minus erbjudandets, per år."))
    deliveries = DeliverySerializer(many=True, read_only=True)

    class Meta:
        model = Sponsorship
        fields = [
            "id",
            "agreement_no",
            "company",
            "company_name",
            "goal",
            "goal_name",
            "tier",
            "tier_name",
            "starts",
            "ends",
            "amount",
            "payment_note",
            "owner",
            "owner_name",
            "stage",
            "phase",
            "signed_on",
            "signed_by",
            "ended_on",
            "closing_reason",
            "offer_amount",
            "difference",
            "deliveries",
            "created_at",
            "version",
        ]
        read_only_fields = ["signed_on", "signed_by"]

    def get_tier_name(self, sponsorship) -> str:
        return sponsorship.tier_name or sponsorship.tier.name

    @extend_schema_field(serializers.ChoiceField(choices=Phase.choices, allow_null=True))
    def get_phase(self, sponsorship):
        return sponsorship.phase_on(timezone.localdate())

    def create(self, validated_data):
        return create_sponsorship(**{"owner": self.context["request"].user} | validated_data)

    def update(self, instance, validated_data):
        return update_sponsorship(instance, **validated_data)


class MoveSerializer(serializers.Serializer):
    to = serializers.ChoiceField(choices=[(stage, Stage(stage).label) for stage in OPEN])


class SignSerializer(serializers.Serializer):
    """`instance` is the sponsorship to be signed."""

    signed_on = serializers.DateField()
    signed_by = serializers.PrimaryKeyRelatedField(queryset=Contact.objects.all(), required=False, allow_null=True)

    def validate_signed_by(self, contact):
        if contact and not contact.affiliations.filter(company=self.instance.company_id).exists():
            raise serializers.ValidationError(_("Personen har inget uppdrag på företaget."))
        return contact


class DeclineSerializer(serializers.Serializer):
    reason = serializers.CharField(max_length=200)


class EndSerializer(serializers.Serializer):
    on = serializers.DateField(help_text=_("Sista dagen det gäller."))
    reason = serializers.CharField(max_length=200)
