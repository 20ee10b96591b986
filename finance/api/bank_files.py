from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.api import EnteredViewSet
from core.api_defaults import JSONParser
from core.errors import Refusal
from finance.bankfiles.formats import read_bank_file
from finance.bankfiles.rows import MAX_FILE, BankFileTooLarge
from finance.filters.bank_files import BankFileFilterSet
from finance.models import BankFile
from finance.serializers.bank_files import BankFileSerializer, NewBankFileSerializer, RefusedRowSerializer
from finance.services.bank_files import read_in
from finance.services.bank_lists import NoColumns
from finance.services.bank_previews import sha256_of_content


class BankFileViewSet(EnteredViewSet):
    """Files from the bank that have been read in. A new one is sent as multipart/form-data, and read in at once.

    Each payment is taken once; what is not taken says why, at `refused-rows`.
    """

    queryset = BankFile.objects.for_table().order_by("-read_at", "-pk")
    serializer_class = BankFileSerializer
    create_serializer_class = NewBankFileSerializer
    parser_classes = [JSONParser, MultiPartParser]
    filterset_class = BankFileFilterSet

    @extend_schema(request={"multipart/form-data": NewBankFileSerializer}, responses={201: BankFileSerializer})
    def create(self, request, *args, **kwargs):
        asked = NewBankFileSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data["file"]
        try:
            if sent.size > MAX_FILE:
                raise BankFileTooLarge
            content = sent.read()
            read = read_bank_file(content)
            if isinstance(read, list):
                raise NoColumns
        except Refusal as refusal:
            raise ValidationError({"file": str(refusal)}) from None
        file = read_in(read, name=sent.name, sha256=sha256_of_content(content), by=request.user)
        return Response(
            BankFileSerializer(file, context=self.get_serializer_context()).data, status=status.HTTP_201_CREATED
        )

    @extend_schema(responses=RefusedRowSerializer(many=True), filters=False)
    @action(detail=True, url_path="refused-rows")
    def refused_rows(self, request, pk):
        """The rows of the file that became no payment, and why."""
        page = self.paginate_queryset(self.get_object().refused_rows.order_by("position"))
        return self.get_paginated_response(RefusedRowSerializer(page, many=True).data)
