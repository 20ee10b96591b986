from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import exceptions, serializers

from core.serializers import LineSerializerField, ModelSerializer
from crm.models import Company
from crm.serializers.fields import NameField, PhoneField, TagNamesField, UserWhoMayField
from crm.services.companies import save_company


class CompanySerializer(ModelSerializer):
    # Longer than the stored form: hyphens, spaces and the prefix 16 are accepted.
    orgnr = LineSerializerField(
        max_length=20,
        required=False,
        allow_null=True,
        allow_blank=True,
        help_text=_("Tio siffror. Null när det saknas, och för en enskild firma när du inte får se numret."),
    )
    owner = UserWhoMayField(may="crm.change_nextstep", required=False, allow_null=True)
    owner_name = NameField(source="owner", allow_null=True)
    tags = TagNamesField(required=False)
    phone = PhoneField(required=False, allow_blank=True)
    logo = serializers.SerializerMethodField()
    end_anyway = serializers.BooleanField(
        write_only=True, required=False, help_text=_("Att företaget avslutas fast avtal, dialoger eller steg är kvar.")
    )

    class Meta:
        model = Company
        fields = [
            "id",
            "name",
            "other_names",
            "orgnr",
            "is_sole_trader",
            "status",
            "end_anyway",
            "owner",
            "owner_name",
            "trade",
            "employees",
            "street",
            "postal_code",
            "city",
            "phone",
            "website",
            "logo",
            "invoice_email",
            "invoice_reference",
            "bankgiro",
            "swish",
            "tags",
            "notes",
            "created_at",
            "last_contact_at",
            "version",
        ]
        read_only_fields = ["last_contact_at"]

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
        # A client that sends back the null it was shown leaves the number unchanged.
        if self.instance and self._masks_orgnr(self.instance) and attrs.pop("orgnr", None):
            raise exceptions.PermissionDenied(_("Du har inte behörighet till numret för en enskild firma."))
        return attrs

    def write(self, instance, validated_data):
        return save_company(instance, **validated_data)
