"""Companies and people, with a search for registered ones that may be the same."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from crm import api as crm
from duplicates.queries import similar_companies, similar_contacts
from duplicates.serializers import CompanyTypedSerializer, ContactTypedSerializer, SimilarSerializer


class CompanyViewSet(crm.CompanyViewSet):
    action_parameters = {"similar": CompanyTypedSerializer}
    action_permissions = crm.CompanyViewSet.action_permissions | {"similar": "crm.add_company"}

    @extend_schema(parameters=[CompanyTypedSerializer], responses=SimilarSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None)
    def similar(self, request):
        """Companies that are registered and may be the one that is about to be: ask before adding one."""
        typed = CompanyTypedSerializer(data=request.query_params)
        typed.is_valid(raise_exception=True)
        return Response(SimilarSerializer(similar_companies(typed.as_company(request.user)), many=True).data)


class ContactViewSet(crm.ContactViewSet):
    """People with all their roles. A new person needs a company; further roles are added as affiliations."""

    action_parameters = {"similar": ContactTypedSerializer}
    action_permissions = crm.ContactViewSet.action_permissions | {"similar": "crm.add_contact"}

    @extend_schema(parameters=[ContactTypedSerializer], responses=SimilarSerializer(many=True), filters=False)
    @action(detail=False, pagination_class=None)
    def similar(self, request):
        """People who are registered and may be the one who is about to be: ask before adding one."""
        typed = ContactTypedSerializer(data=request.query_params)
        typed.is_valid(raise_exception=True)
        found = similar_contacts(typed.as_contact(), company=typed.validated_data["company"])
        return Response(SimilarSerializer(found, many=True).data)
