from core.models import User
from crm.models import Company, Sponsorship

SHOWN = 6


def documents_shown(owner: Company | Sponsorship, *, user: User) -> dict:
    """The newest documents of a company or a sponsorship, and whether there are more. One query.

    Without permission to see documents: an empty list and no query.
    """
    if not user.has_perm("crm.view_document"):
        return {"documents": [], "more_documents": False}
    documents = list(owner.documents.kept()[: SHOWN + 1])
    return {"documents": documents[:SHOWN], "more_documents": len(documents) > SHOWN}
