from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from core.serializers import LineSerializerField, ModelSerializer
from crm.models import Interaction, NextStep, Outcome, Pause
from crm.serializers.fields import NameField, UserWhoMayField
from crm.services.interactions import (
    NextUp,
    log_interaction,
    pause,
    plan_next_step,
    save_interaction,
    update_next_step,
)


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
            "subject",
            "text",
            "quoted",
            "message_id",
            "outcome",
            "logged_by",
            "logged_by_name",
            "version",
        ]
        read_only_fields = ["logged_by", "message_id"]

    def write(self, instance, validated_data):
        links = {name: validated_data.pop(name, getattr(instance, name).all()) for name in ("companies", "contacts")}
        return save_interaction(instance, **links, **validated_data)


class NewInteractionSerializer(InteractionSerializer):
    """A new interaction is logged together with the steps it completes and the next one."""

    completes = serializers.PrimaryKeyRelatedField(
        queryset=NextStep.objects.all(), many=True, required=False, write_only=True
    )
    what_next = LineSerializerField(max_length=200, required=False, allow_blank=True, write_only=True)
    due_on = serializers.DateField(required=False, allow_null=True, write_only=True)
    due_at = serializers.TimeField(required=False, allow_null=True, write_only=True, help_text=_("Svensk tid."))
    assignee = UserWhoMayField(may="crm.change_nextstep", required=False, allow_null=True, write_only=True)

    class Meta(InteractionSerializer.Meta):
        fields = [*InteractionSerializer.Meta.fields, "completes", "what_next", "due_on", "due_at", "assignee"]

    def validate(self, attrs):
        if any(step.company not in attrs["companies"] for step in attrs.get("completes", ())):
            raise serializers.ValidationError({"completes": _("Steget hör till ett annat företag.")})
        if attrs.get("completes") and attrs.get("outcome") == Outcome.NO_ANSWER:
            raise serializers.ValidationError({"completes": _("Den som inte nådde någon har inte avklarat steget.")})
        if attrs.get("what_next") and not attrs.get("due_on"):
            raise serializers.ValidationError({"due_on": _("Välj när nästa steg ska ske.")})
        if any(attrs.get(name) for name in ("due_on", "due_at", "assignee")) and not attrs.get("what_next"):
            raise serializers.ValidationError({"what_next": _("Skriv vad som ska ske.")})
        return attrs

    def write(self, instance, validated_data):
        step = {name: validated_data.pop(name, None) for name in ("what_next", "due_on", "due_at", "assignee")}
        next_up = NextUp(what=step["what_next"], on=step["due_on"], at=step["due_at"], assignee=step["assignee"])
        return log_interaction(
            by=self.context["request"].user, next_up=next_up if next_up.what else None, **validated_data
        )


class NextStepSerializer(ModelSerializer):
    company_name = NameField(source="company")
    assignee = UserWhoMayField(may="crm.change_nextstep", required=False, help_text=_("Du själv, om inget annat sägs."))
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
            "due_at",
            "assignee",
            "assignee_name",
            "done_at",
            "done_by",
            "version",
        ]

    def create(self, validated_data):
        user = self.context["request"].user
        return plan_next_step(by=user, **{"assignee": user} | validated_data)

    def update(self, instance, validated_data):
        return update_next_step(instance, by=self.context["request"].user, **validated_data)


class PauseSerializer(ModelSerializer):
    company_name = NameField(source="company")
    made_by_name = NameField(source="made_by")

    class Meta:
        model = Pause
        fields = [
            "id",
            "company",
            "company_name",
            "sponsorship",
            "until",
            "reason",
            "made_by",
            "made_by_name",
            "made_at",
            "version",
        ]
        read_only_fields = ["made_by", "made_at"]

    def create(self, validated_data):
        return pause(by=self.context["request"].user, **validated_data)
