from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.response import Response

from campaigns.filters import CompetitionFilterSet, ContributionFilterSet, EntryFilterSet, TeamFilterSet
from campaigns.models import Competition, Contribution, Entry, Match, Team
from campaigns.queries.results import result_of
from campaigns.serializers.competitions import (
    AmendHeadsSerializer,
    AmendTermsSerializer,
    BoardReasonSerializer,
    CommentSerializer,
    CompetitionSerializer,
    ConfirmParticipantsSerializer,
    ConfirmSerializer,
    ReasonSerializer,
    ReverseSerializer,
    StillOpenSerializer,
    TeamSerializer,
)
from campaigns.serializers.contributions import AssignSerializer, ContributionSerializer, MatchSerializer
from campaigns.serializers.entries import EntrySerializer
from campaigns.serializers.standings import StandingsSerializer
from campaigns.services.activities import approve_entry, decline_entry
from campaigns.services.competitions import amend_terms
from campaigns.services.contributions import assign_contribution, correct_contribution
from campaigns.services.lifecycle import (
    StillOpen,
    close_competition,
    decide_competition,
    freeze_board,
    open_competition,
    reveal_result,
    thaw_board,
)
from campaigns.services.teams import amend_heads, confirm_heads, confirm_participants, reinstate_team, withdraw_team
from core.api import EnteredViewSet, RecordViewSet
from crm.api.discarding import DiscardMixin

AMEND = "campaigns.amend_competition"
RUN = "campaigns.run_competition"
LIFE = ("open", "freeze", "thaw", "close", "decide", "reveal")


class ActingMixin:
    """Mixin, placed before the viewset class: run an action on a row and return it as lists show it."""

    def act(self, service, serializer_class=None, **more) -> Response:
        row = self.get_object()
        asked = {}
        if serializer_class:
            serializer = serializer_class(data=self.request.data)
            serializer.is_valid(raise_exception=True)
            asked = serializer.validated_data
        service(row, **asked, **more)
        return Response(self.get_serializer(self.get_queryset().get(pk=row.pk)).data)

    def perform_create(self, serializer):
        super().perform_create(serializer)
        serializer.instance = self.get_queryset().get(pk=serializer.instance.pk)


class CompetitionViewSet(ActingMixin, DiscardMixin, RecordViewSet):
    """Competitions from draft to archive. Everything that affects the result is locked from the opening."""

    queryset = Competition.objects.for_table()
    serializer_class = CompetitionSerializer
    filterset_class = CompetitionFilterSet
    versioned_actions = RecordViewSet.versioned_actions | {*LIFE, "amend_terms"}
    action_permissions = dict.fromkeys(LIFE, RUN) | {"amend_terms": AMEND}

    def get_queryset(self):
        # Lists do not use these, which may be large.
        competitions = super().get_queryset()
        return competitions.defer("snapshot", "frozen_board", "catalogue") if self.action == "list" else competitions

    @extend_schema(responses=StandingsSerializer)
    @action(detail=True)
    def standings(self, request, pk):
        """Places with every component and its reason: the decided ones, else the current ones, also while frozen."""
        return Response(StandingsSerializer(result_of(self.get_object())).data)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def open(self, request, pk):
        """Open a draft: rules, weights, head counts and the catalogue of activities are locked."""
        return self.act(open_competition)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def freeze(self, request, pk):
        """Freeze the public board."""
        return self.act(freeze_board)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def thaw(self, request, pk):
        """Make the public board live again."""
        return self.act(thaw_board)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def close(self, request, pk):
        """End the contest. Late money and the last marks are still accepted, hidden from the public."""
        return self.act(close_competition)

    @extend_schema(
        request=CommentSerializer,
        responses={
            200: CompetitionSerializer,
            409: OpenApiResponse(StillOpenSerializer, description="Something is open; `obstacles` says what."),
        },
    )
    @action(detail=True, methods=["post"])
    def decide(self, request, pk):
        """Decide the result. Refused while there are obstacles."""
        try:
            return self.act(decide_competition, CommentSerializer, by=request.user)
        except StillOpen as refusal:
            told = {"detail": str(refusal), "code": "still_open", "obstacles": refusal.context["obstacles"]}
            return Response(StillOpenSerializer(told).data, status=status.HTTP_409_CONFLICT)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def reveal(self, request, pk):
        """Publish the decided result."""
        return self.act(reveal_result)

    @extend_schema(request=AmendTermsSerializer)
    @action(detail=True, methods=["post"], url_path="amend-terms")
    def amend_terms(self, request, pk):
        """Change dates, late days or target after the opening. The board shows what and why."""
        return self.act(amend_terms, AmendTermsSerializer, by=request.user)


class TeamViewSet(ActingMixin, RecordViewSet):
    """Teams, the money they have raised, and their confirmed head counts and participants."""

    queryset = Team.objects.for_table()
    serializer_class = TeamSerializer
    filterset_class = TeamFilterSet
    action_permissions = {
        "confirm_heads": "campaigns.change_team",
        "confirm_participants": "campaigns.change_team",
        "amend_heads": AMEND,
        "withdraw": RUN,
        "reinstate": RUN,
    }
    versioned_actions = RecordViewSet.versioned_actions | action_permissions.keys()

    @extend_schema(request=ConfirmSerializer, responses=TeamSerializer)
    @action(detail=True, methods=["post"], url_path="confirm-heads")
    def confirm_heads(self, request, pk):
        """Record who confirmed the head count, and when."""
        return self.act(confirm_heads, ConfirmSerializer)

    @extend_schema(request=ConfirmParticipantsSerializer, responses=TeamSerializer)
    @action(detail=True, methods=["post"], url_path="confirm-participants")
    def confirm_participants(self, request, pk):
        """Record how many different people took part, and who confirmed it."""
        return self.act(confirm_participants, ConfirmParticipantsSerializer)

    @extend_schema(request=AmendHeadsSerializer, responses=TeamSerializer)
    @action(detail=True, methods=["post"], url_path="amend-heads")
    def amend_heads(self, request, pk):
        """Change the head count after the opening. Unconfirmed, unless a confirmation is given."""
        return self.act(amend_heads, AmendHeadsSerializer, by=request.user)

    @extend_schema(request=BoardReasonSerializer, responses=TeamSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk):
        """Withdraw the team from a running contest: it has no place, and its money stays in the total."""
        return self.act(withdraw_team, BoardReasonSerializer, by=request.user)

    @extend_schema(request=BoardReasonSerializer, responses=TeamSerializer)
    @action(detail=True, methods=["post"])
    def reinstate(self, request, pk):
        """Undo a withdrawal."""
        return self.act(reinstate_team, BoardReasonSerializer, by=request.user)


class ContributionViewSet(ActingMixin, EnteredViewSet):
    """Money received. Never edited: a correction is a reversal with a reason. Without a team it is unassigned."""

    queryset = Contribution.objects.select_related("competition", "team", "reversal", "moved_to").order_by(
        "-received_on", "-pk"
    )
    serializer_class = ContributionSerializer
    filterset_class = ContributionFilterSet
    versioned_actions = frozenset({"reverse", "assign"})
    action_permissions = {
        "reverse": "campaigns.reverse_contribution",
        "assign": "campaigns.change_contribution",
    }

    @extend_schema(request=ReverseSerializer, responses=ContributionSerializer)
    @action(detail=True, methods=["post"])
    def reverse(self, request, pk):
        """Reverse it with a row of the same date, or with `team` move it to that team."""
        return self.act(correct_contribution, ReverseSerializer, by=request.user)

    @extend_schema(request=AssignSerializer, responses=ContributionSerializer)
    @action(detail=True, methods=["post"])
    def assign(self, request, pk):
        """Assign unassigned money to a team, or as the payment of a match."""
        return self.act(assign_contribution, AssignSerializer)


class EntryViewSet(ActingMixin, EnteredViewSet):
    """Teams' entries, which give points once approved."""

    queryset = Entry.objects.for_table()
    serializer_class = EntrySerializer
    filterset_class = EntryFilterSet
    versioned_actions = frozenset({"approve", "decline"})
    action_permissions = dict.fromkeys(["approve", "decline"], "campaigns.change_entry")

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def approve(self, request, pk):
        """Approve the entry, so that it counts."""
        return self.act(approve_entry, by=request.user)

    @extend_schema(request=ReasonSerializer, responses=EntrySerializer)
    @action(detail=True, methods=["post"])
    def decline(self, request, pk):
        """Decline the entry, with a reason."""
        return self.act(decline_entry, ReasonSerializer, by=request.user)


class MatchViewSet(ActingMixin, RecordViewSet):
    """Promises to match employees' gifts. Shown separately and never scored."""

    queryset = Match.objects.with_paid().select_related("competition", "company", "team").order_by("pk")
    serializer_class = MatchSerializer
    filterset_fields = ["competition", "company", "team"]
