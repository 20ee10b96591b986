"""The picture of a row, for programs: fetched, replaced and taken away at `picture/`."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response

from core.serializers import LineSerializerField, Serializer
from core.views.pictures import picture_response

WRITES = frozenset({"put_picture", "drop_picture"})


@extend_schema_field({"type": "string", "format": "uri", "nullable": True, "readOnly": True})
class PictureLinkField(serializers.Field):
    """Where the row's picture is; null without one."""

    def __init__(self, route: str):
        self.route = route
        super().__init__(source="*", read_only=True)

    def to_representation(self, value) -> str | None:
        if not value.picture:
            return None
        return self.context["request"].build_absolute_uri(reverse(self.route, args=[value.pk]))


class PictureSerializer(Serializer):
    """Sent as multipart/form-data. Who is seen in the picture must have agreed to it."""

    file = serializers.FileField()
    alt = LineSerializerField(max_length=200)
    alt_en = LineSerializerField(max_length=200, required=False, allow_blank=True, default="")


class PictureMixin:
    """Mixin, before the viewset class, for rows with `picture`, `picture_alt` and `picture_alt_en`.

    List WRITES among its versioned actions, each with the permission to change a row among its action permissions.
    """

    def save_picture(self, row: Model, *, picture: File | str, alt: str, alt_en: str):
        """Save the row with that picture, empty for none. Raises ValidationError by field of the row."""
        raise NotImplementedError

    @extend_schema(responses={(200, "image/*"): OpenApiTypes.BINARY})
    @action(detail=True, parser_classes=[MultiPartParser])
    def picture(self, request, pk):
        """The picture, as JPEG without metadata."""
        row = self.get_object()
        if not row.picture:
            raise Http404
        return picture_response(request, row.picture)

    @extend_schema(request={"multipart/form-data": PictureSerializer})
    @picture.mapping.put
    def put_picture(self, request, pk):
        """Give the row this picture: PNG, JPEG or WebP, at most 8 MB, with what it shows in words."""
        row = self.get_object()
        asked = PictureSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        try:
            self.save_picture(row, picture=data["file"], alt=data["alt"], alt_en=data["alt_en"])
        except ValidationError as error:
            names = {"picture": "file", "picture_alt": "alt", "picture_alt_en": "alt_en"}
            told = error.update_error_dict({})
            raise ValidationError({names.get(name, name): words for name, words in told.items()}) from error
        return self._shown(row)

    @extend_schema(request=None)
    @picture.mapping.delete
    def drop_picture(self, request, pk):
        """Take the picture and its words away."""
        row = self.get_object()
        self.save_picture(row, picture="", alt="", alt_en="")
        return self._shown(row)

    def _shown(self, row: Model) -> Response:
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)
