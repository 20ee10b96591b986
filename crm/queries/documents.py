from django.db.models import QuerySet

from core.kept_queries import KeptQuery
from core.models import User
from crm.models import Company, Document, Sponsorship

SHOWN = 6


def documents_shown(owner: Company | Sponsorship, *, user: User) -> dict:
    """The newest documents of a company or a sponsorship, and whether there are more. One query.

    Without permission to see documents: an empty list and no query.
    """
    if not user.has_perm("crm.view_document"):
        return {"documents": [], "more_documents": False}
    about = owner._meta.model_name
    documents = list(_newest(owner.pk, known={about: owner}, about=about))
    return {"documents": documents[:SHOWN], "more_documents": len(documents) > SHOWN}


@KeptQuery
def _newest(owner: int, *, about: str) -> QuerySet[Document]:
    return Document.objects.filter(**{about: owner}).kept()[: SHOWN + 1]
