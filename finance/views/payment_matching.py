"""Say what payments are for: proposals to confirm one by one or all that are certain, and sharing of one payment."""

import hashlib
import re

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView, View

from core.errors import Refusal, passes, said_by
from core.numbers import whole_number
from core.views import ButtonView
from core.views.submit_once import SavesOnce
from finance.forms.payment_matching import SplitForm, read_choice
from finance.models import BankFile, Payment
from finance.queries.targets import kronor_by_target
from finance.services.allocations import allocate_to_account, require_reversible
from finance.services.payment_matching import (
    Queued,
    candidates,
    confirm,
    confirm_certain,
    payments_of,
    queue_of,
    undo_matching,
)

A_PAGE = 50
MOST_AT_ONCE = 200  # certain payments that one press confirms
MOST_CANDIDATES = 30
PLACE = re.compile(r"(-?\d{1,2})\.(\d{1,7})\.(\d{1,18})")


class OfQueue(PermissionRequiredMixin):
    permission_required = "finance.add_allocation"

    @cached_property
    def file(self) -> BankFile | None:
        """The file whose payments are matched; all payments without it."""
        key = whole_number(self.request.GET.get("file"))
        return get_object_or_404(BankFile, pk=key) if key else None

    @property
    def home(self) -> str:
        query = f"?file={self.file.pk}" if self.file else ""
        return f"{reverse('finance:matching')}{query}"

    @cached_property
    def queue(self) -> list[Queued]:
        return queue_of(payments_of(self.file))

    @property
    def certain(self) -> dict[str, Queued]:
        """What is certain, by a digest of each as it is shown."""
        certain = [each for each in self.queue if each.is_certain][:MOST_AT_ONCE]
        return {_digest(each): each for each in certain}


def _digest(each: Queued) -> str:
    return hashlib.sha256(f"{each.payment.pk} {each.best.value}".encode()).hexdigest()[:16]


class Matching(OfQueue, TemplateView):
    template_name = "finance/matching/page.html"

    def get_context_data(self, **kwargs):
        # By place, not by number of page: what is confirmed leaves the queue, and nothing must be passed over.
        after = self.after
        waiting = [each for each in self.queue if after is None or each.place > after]
        shown = waiting[:A_PAGE]
        return super().get_context_data(
            title=_("Koppla inbetalningar"),
            rows=shown,
            passed=len(self.queue) - len(waiting),
            next_after=".".join(map(str, shown[-1].place)) if len(waiting) > len(shown) else "",
            file=self.file,
            query=f"&file={self.file.pk}" if self.file else "",
            number=len(self.queue),
            left=sum(each.payment.unallocated for each in self.queue),
            certain=list(self.certain),
            **kwargs,
        )

    @property
    def after(self) -> tuple[int, ...] | None:
        """The place of the last row that has been passed; None from the start, and of what cannot be read."""
        found = PLACE.fullmatch(self.request.GET.get("after", ""))
        return tuple(map(int, found.groups())) if found else None


class MatchConfirm(PermissionRequiredMixin, SavesOnce, View):
    """Confirm what one payment is for. With htmx its row says what became of it."""

    permission_required = "finance.add_allocation"
    http_method_names = ["post"]

    def post(self, request, pk):
        payment = get_object_or_404(Payment.objects.with_allocated(), pk=pk)
        wrong = ""
        try:
            with self.saving_once() as sent:
                confirm(payment, parts=read_choice(request.POST.get("choice", "")), by=request.user)
                if sent:
                    sent.remember(url="")
        except (Refusal, ValidationError) as error:
            wrong = said_by(error)
        if request.htmx:
            return self.row(payment, wrong)
        if wrong:
            messages.error(request, gettext("%(payment)s: %(why)s") % {"payment": payment, "why": wrong})
        else:
            messages.success(request, gettext("%(payment)s är kopplad.") % {"payment": payment})
        key = whole_number(request.POST.get("file"))
        return HttpResponseRedirect(f"{reverse('finance:matching')}{f'?file={key}' if key else ''}")

    def row(self, payment: Payment, wrong: str) -> HttpResponse:
        [payment] = Payment.objects.with_allocated().filter(pk=payment.pk)
        lines = payment.allocations.effective().with_target().order_by("pk")
        context = {"payment": payment, "wrong": wrong, "allocations": kronor_by_target(lines)}
        return render(self.request, "finance/matching/done.html", context)


class MatchCertain(OfQueue, View):
    """Confirm all that is certain, as it was shown."""

    http_method_names = ["post"]

    def post(self, request):
        shown, certain = request.POST.getlist("certain"), self.certain
        chosen = [certain[each] for each in shown if each in certain]
        if not chosen:
            messages.warning(request, gettext("Något har ändrats sedan sidan visades. Titta igenom förslagen igen."))
            return HttpResponseRedirect(self.home)
        number, failed = confirm_certain(chosen, by=request.user)
        words = ngettext("%(number)s inbetalning är kopplad.", "%(number)s inbetalningar är kopplade.", number)
        messages.success(request, words % {"number": number})
        for why in failed:
            messages.error(request, why)
        return HttpResponseRedirect(self.home)


class MatchUndo(ButtonView):
    """Take back what a payment was said to be for, by opposite rows."""

    permission_required = "finance.reverse_allocation"
    message = _("Kopplingen är ångrad.")

    def press(self, request, pk):
        undo_matching(get_object_or_404(Payment, pk=pk), by=request.user)

    def get_home_url(self):
        return reverse("finance:matching")


class PaymentSplit(PermissionRequiredMixin, SavesOnce, FormView):
    """Share one payment over several, and book the rest on accounts."""

    permission_required = "finance.add_allocation"
    template_name = "finance/matching/split.html"
    form_class = SplitForm

    @cached_property
    def payment(self) -> Payment:
        return get_object_or_404(Payment.objects.with_allocated(), pk=self.kwargs["pk"])

    @property
    def words(self) -> str:
        return self.request.GET.get("q", "").strip()[:100]

    @cached_property
    def found(self):
        return candidates(self.payment, words=self.words, most=MOST_CANDIDATES)

    def get_form_kwargs(self):
        targets, _proposals = self.found
        return super().get_form_kwargs() | {"payment": self.payment, "targets": targets}

    def get_initial(self):
        """The likeliest proposal, filled in."""
        _targets, proposals = self.found
        return {part.target.key: abs(part.amount) for each in proposals[:1] for part in each.parts}

    def get_context_data(self, **kwargs):
        lines = self.payment.allocations.effective().with_target().order_by("pk")
        return super().get_context_data(
            title=_("Fördela inbetalning"),
            payment=self.payment,
            words=self.words,
            allocations=kronor_by_target(lines),
            may_undo=bool(lines) and all(passes(require_reversible, line) for line in lines),
            **kwargs,
        )

    def form_valid(self, form):
        data, by = form.cleaned_data, self.request.user
        try:
            with self.saving_once() as sent, transaction.atomic():
                if parts := form.parts():
                    confirm(self.payment, parts=parts, by=by, reason=data["reason"])
                for account_no, flow, amount in form.rests():
                    allocate_to_account(
                        self.payment, amount=amount, account_no=account_no, flow=flow, by=by, goal=data["goal"]
                    )
                if sent:
                    sent.remember(url=reverse("finance:matching"))
        except (Refusal, ValidationError) as error:
            form.add_error(None, said_by(error))
            return self.form_invalid(form)
        messages.success(self.request, gettext("%(payment)s är kopplad.") % {"payment": self.payment})
        return self.saved(reverse("finance:matching"))
