"""Whose installation it is, for programs: one row without a number."""

from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets

from core.api import ActionPermissions, VersionedViewSet
from core.errors import StaleVersion
from core.models import Organisation, our_organisation
from core.serializers import LineSerializerField, ModelSerializer
from core.services import save_organisation


class OrganisationSerializer(ModelSerializer):
    # Longer than they are stored, to allow hyphens and spaces; answered as people write them.
    orgnr = LineSerializerField(required=False, allow_blank=True, max_length=20)
    may_be_public = serializers.BooleanField(read_only=True)

    class Meta:
        model = Organisation
        fields = [
            "name",
            "short_name",
            "orgnr",
            "bankgiro",
            "plusgiro",
            "swish",
            "street",
            "postal_code",
            "city",
            "website",
            "colour",
            "accent",
            "sender_name",
            "privacy_name",
            "privacy_phone",
            "privacy_email",
            "partner_name",
            "partner_title",
            "partner_title_en",
            "partner_phone",
            "partner_email",
            "may_be_public",
            "version",
        ]

    def write(self, instance, validated_data):
        for name, value in validated_data.items():
            setattr(instance, name, value)
        return save_organisation(instance)


@extend_schema(tags=["organisation"])
class OrganisationViewSet(
    VersionedViewSet, mixins.RetrieveModelMixin, mixins.UpdateModelMixin, viewsets.GenericViewSet
):
    """Name, numbers, colours and contacts of the organisation. Until it is written its version is 0.

    Nothing is shown to visitors while `may_be_public` is false: the name, or a way to ask about personal data, is
    missing. Pictures are uploaded on its page.
    """

    queryset = Organisation.objects.all()
    serializer_class = OrganisationSerializer
    permission_classes = [ActionPermissions]
    action_permissions: dict[str, str] = {}

    def get_object(self):
        organisation = our_organisation()
        if self.action in self.versioned_actions and self._version_seen() != organisation.version:
            raise StaleVersion(organisation)
        return organisation
