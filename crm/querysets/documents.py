from django.db.models import Q

from core.querysets import SearchableQuerySet


class DocumentQuerySet(SearchableQuerySet):
    def kept(self):
        return self.filter(removed_at__isnull=True)

    def removed(self):
        return self.filter(removed_at__isnull=False)

    def mentioning(self, text: str):
        """Documents whose title, file name or note holds every word, and those of matching companies."""
        company = self.model.company.field.related_model
        return self.filter(Q(pk__in=self.model.objects.matching(text)) | Q(company__in=company.objects.matching(text)))

    def for_table(self):
        return self.select_related("company", "sponsorship__company", "sponsorship__goal", "added_by", "removed_by")
