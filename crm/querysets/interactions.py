import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef

from core.querysets import USER_SHOWN, SearchableQuerySet, fields_of, listed
from goals.querysets import GOAL_SHOWN, TIER_SHOWN


class InteractionQuerySet(SearchableQuerySet):
    def mentioning(self, text: str):
        """Contacts whose text holds every word, and those with matching companies."""
        company = self.model.companies.rel.model
        linked = self.model.companies.through.objects.filter(company__in=company.objects.matching(text).order_by())
        # UNION instead of OR, because PostgreSQL uses no index for an OR across the two tables.
        found = self.model.objects.order_by().matching(text).values("pk").union(linked.values("interaction"))
        return self.filter(pk__in=found)

    def reached(self):
        """Exclude unanswered calls."""
        return self.exclude(outcome="no_answer")

    def of_mail(self, *, message_id: str, fingerprint: str):
        """Contacts that log this e-mail, the oldest first: by Message-ID, else by fingerprint.

        Different Message-IDs mean different e-mails, even if the fingerprints are equal.
        """
        rows = self.model.objects.order_by()
        alike = rows.filter(mail_fingerprint=fingerprint).exclude(mail_fingerprint="")
        if not message_id:
            return self.filter(pk__in=alike).order_by("pk")
        # UNION instead of OR, because an OR uses no index here.
        numbered = rows.filter(message_id=message_id).exclude(message_id="")
        found = numbered.values("pk").union(alike.filter(message_id="").values("pk"))
        return self.filter(pk__in=found).order_by("pk")

    def for_row(self):
        """What a row of the list shows, and no more: to read a person's phone takes longer than to show the row."""
        company, contact = self.model.companies.rel.model, self.model.contacts.rel.model
        shown = "kind direction outcome happened_at text".split()
        return (
            self.select_related("goal", "logged_by")
            .only(*shown, *fields_of("goal", GOAL_SHOWN), *fields_of("logged_by", USER_SHOWN))
            .prefetch_related(
                listed("companies", company.objects.only("name")),
                listed("contacts", contact.objects.only("first_name", "last_name")),
            )
        )

    def for_stream(self):
        """What the timeline of a company shows, and no more."""
        shown = "kind direction outcome happened_at subject text".split()
        names = [*fields_of("goal", GOAL_SHOWN), *fields_of("logged_by", USER_SHOWN)]
        return self.select_related("goal", "logged_by").only(*shown, *names)

    def for_timeline(self):
        return self.select_related("goal", "logged_by").prefetch_related("companies", "contacts")


class PauseQuerySet(models.QuerySet):
    def current_on(self, day: dt.date):
        return self.filter(until__gte=day)

    def for_company(self):
        """What the page of their company shows of them."""
        return self.select_related("made_by", "sponsorship__tier", "sponsorship__goal").only(
            *"until reason made_at company sponsorship__agreement_no sponsorship__tier_name".split(),
            *fields_of("made_by", USER_SHOWN),
            *fields_of("sponsorship__goal", GOAL_SHOWN),
            *fields_of("sponsorship__tier", TIER_SHOWN),
        )


class NextStepQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def due_by(self, day: dt.date):
        return self.filter(due_on__lte=day)

    def assigned_to(self, user):
        return self.filter(assignee=user)

    def for_company(self, day: dt.date):
        """What the page of their company shows of them."""
        rows = self.select_related("contact", "assignee").with_who_left(day)
        return rows.only(
            *"what due_on due_at company contact__first_name contact__last_name".split(),
            *fields_of("assignee", USER_SHOWN),
        )

    def with_people(self):
        return self.select_related("company", "contact", "assignee", "sponsorship__goal")

    def with_who_left(self, day: dt.date):
        """Add `contact_has_left`: the step's contact had a role at the company and has no current or future one."""
        roles = self.model.contact.field.related_model.affiliations.rel.related_model.objects
        there = roles.filter(contact=OuterRef("contact"), company=OuterRef("company")).order_by()
        return self.annotate(contact_has_left=Exists(there.former_on(day)) & ~Exists(there.not_over_on(day)))
