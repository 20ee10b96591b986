"""Saved views of lists for programs: one's own, and what others share."""

from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from core.api import VersionedViewSet
from core.models import SavedView
from core.serializers import LineSerializerField, ModelSerializer, Serializer
from core.services import choose_default_view, save_view
from core.views.liststate import SavedViewsMixin, state_of


class SavedViewSerializer(ModelSerializer):
    owner_name = serializers.CharField(source="owner", read_only=True)
    is_default = serializers.BooleanField(read_only=True, default=False)
    list_name = LineSerializerField(
        max_length=80, help_text=_("Listans namn, till exempel crm:company_list. Kan inte ändras efteråt.")
    )
    query = LineSerializerField(
        required=False,
        allow_blank=True,
        help_text=_("Filter, ordning och kolumner som i listans adress, till exempel status=active&sort=name."),
    )

    class Meta:
        model = SavedView
        fields = ["id", "list_name", "name", "query", "shared", "owner", "owner_name", "is_default", "version"]
        read_only_fields = ["owner"]

    def validate_list_name(self, name):
        if self.instance:
            return self.instance.list_name
        try:
            view = resolve(reverse(name)).func
        except NoReverseMatch:
            view = None
        if not issubclass(getattr(view, "view_class", object), SavedViewsMixin):
            raise serializers.ValidationError(_("Det finns ingen lista som heter så."))
        return name

    def validate_query(self, query):
        return state_of(QueryDict(query))

    def validate_shared(self, shared):
        was = bool(self.instance and self.instance.shared)
        if shared != was and not self.context["request"].user.has_perm("core.share_savedview"):
            raise exceptions.PermissionDenied
        return shared

    def create(self, validated_data):
        return save_view(SavedView(owner=self.context["request"].user), **validated_data)

    def write(self, instance, validated_data):
        return save_view(instance, **validated_data)


class ChosenSerializer(Serializer):
    chosen = serializers.BooleanField(default=True)


class SavedViewViewSet(VersionedViewSet, viewsets.ModelViewSet):
    """How lists are seen: one's own views, and those that others share. A list is asked for them by `list_name`."""

    queryset = SavedView.objects.none()
    serializer_class = SavedViewSerializer
    filterset_fields = ["list_name", "shared"]
    permission_classes = [IsAuthenticated]  # everybody keeps views of their own

    def get_queryset(self):
        return SavedView.objects.selectable_by(self.request.user).select_related("owner")

    def get_object(self):
        view = super().get_object()
        if self.action in self.versioned_actions and not view.may_be_changed_by(self.request.user):
            raise exceptions.PermissionDenied
        return view

    @extend_schema(request=ChosenSerializer, responses=SavedViewSerializer, filters=False)
    @action(detail=True, methods=["post"])
    def default(self, request, pk):
        """One's own list opens with this view from now on; with `chosen` false, with everything again."""
        view = self.get_object()
        asked = ChosenSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        choose_default_view(view, user=request.user, **asked.validated_data)
        return Response(self.get_serializer(self.get_queryset().get(pk=view.pk)).data)
