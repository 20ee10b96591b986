import datetime as dt
from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from core.querysets import SearchableQuerySet


class DataRequestQuerySet(SearchableQuerySet):
    def open(self):
        return self.filter(state="open")

    def of(self, party):
        """Of the person, or with nobody chosen: then only who sent it says whose it is."""
        return self.filter(Q(contact=None, company=None) | Q(**{party._meta.model_name: party.pk}))

    def of_person(self, party):
        return self.filter(**{party._meta.model_name: party.pk})

    def due_by(self, day: dt.date):
        return self.open().filter(due_on__lte=day)

    def mentioning(self, text: str):
        """Requests whose own words match, or whose person or sole trader does: by today's name, a former one, or that
        of the person's company."""
        own, contacts, companies = (
            self.model.objects.order_by(),
            self.model._meta.get_field("contact").related_model.objects.mentioning(text).order_by(),
            self.model._meta.get_field("company").related_model.objects.matching(text).order_by(),
        )
        found = (
            own.matching(text)
            .values("pk")
            .union(own.filter(contact__in=contacts).values("pk"), own.filter(company__in=companies).values("pk"))
        )
        return self.filter(pk__in=found)

    def for_table(self):
        return self.select_related("contact", "company", "assignee", "answered_by")


class ErasureQuerySet(models.QuerySet):
    def unscrubbed(self):
        return self.filter(scrubbed_at__isnull=True)

    def for_table(self):
        return self.select_related("request", "erased_by")


class LegalHoldQuerySet(models.QuerySet):
    def in_force(self):
        return self.filter(lifted_at__isnull=True)

    def held(self, field: str) -> models.QuerySet:
        """Keys of what is held now: of each `contact`, or each `company`."""
        return self.in_force().filter(**{f"{field}__isnull": False}).values(field)

    def on_contacts(self, contacts: Iterable):
        """In force on any of the people, or on a company where one of them has or had a role."""
        companies = self.model._meta.get_field("company").related_model
        keys = [contact.pk for contact in contacts]
        roles = companies.contacts.through.history.filter(contact__in=keys)  # also those that were thrown away
        theirs = companies.objects.filter(pk__in=roles.values("company"))
        return self.in_force().filter(Q(contact__in=contacts) | Q(company__in=theirs))

    def on_companies(self, companies):
        return self.in_force().filter(company__in=companies)

    def for_table(self):
        return self.select_related("contact", "company", "made_by", "lifted_by")
