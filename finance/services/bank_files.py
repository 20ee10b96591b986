"""Read a bank file in, as it was previewed: each row becomes a payment, or says why it does not."""

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.errors import Refusal
from core.models import Sequence, User
from core.services import save_record
from finance.bankfiles.formats import read_bank_file
from finance.bankfiles.rows import LONGEST_ACCOUNT, BankFileContent, clean, sum_of
from finance.models import BankFile, BankFileDraft, BankStatement, Payment, PaymentKind, RefusedRow
from finance.services.bank_lists import read_list
from finance.services.bank_previews import Preview, PreviewRow, RowState, preview_of
from finance.services.payments import NotAlike, NotStanding, replace_payment

DRAFT_AGE = dt.timedelta(days=1)


class AlreadyRead(Refusal):
    message = _("Filen är redan inläst.")


class PreviewMoved(Refusal):
    message = _("Något har ändrats sedan du förhandsgranskade filen. Titta igenom raderna igen.")


class NothingToRead(Refusal):
    message = _("Alla rader i filen är redan inlästa, eller tas inte. Det finns inget att läsa in.")


def keep_draft(content: bytes, *, name: str, by: User) -> BankFileDraft:
    """Keep a file until it has been looked through. Those of yesterday are thrown away."""
    forget_drafts()
    draft = BankFileDraft(content=content, made_by=by)
    return save_record(draft, name=name[:200])


def discard_draft(draft: BankFileDraft) -> None:
    draft.delete()


def forget_drafts(*, before: dt.datetime | None = None) -> int:
    """Throw away files that were begun DRAFT_AGE ago and left: they name who has paid. Returns how many."""
    _deleted, by_model = BankFileDraft.objects.filter(made_at__lt=before or timezone.now() - DRAFT_AGE).delete()
    return by_model.get(BankFileDraft._meta.label, 0)


def read_draft(draft: BankFileDraft, *, as_cells: bool = False) -> BankFileContent | list[list[str]]:
    """What a kept file holds. The cells of a list until its columns are pointed out, or when asked for.

    Raises BrokenFile.
    """
    read = read_bank_file(bytes(draft.content))
    if isinstance(read, list) and draft.columns and not as_cells:
        return read_list(read, draft.columns, account=draft.account)
    return read


def read_in(
    content: BankFileContent,
    *,
    name: str,
    sha256: str,
    by: User,
    digest: str = "",
    anyway: Collection[int] = (),
    keeping: Collection[int] = (),
) -> BankFile:
    """Write the payments of a file, and the rows that become none, in one transaction.

    `digest` is that of the preview that was shown. `anyway` are positions of rows that are taken although they are
    likely to be in already, or are money out; `keeping` those whose payment does not take the place of what was entered
    by hand. One file is read in at a time: each takes a number.

    Raises AlreadyRead, NothingToRead, and PreviewMoved when rows would now come to something else.
    """
    try:
        with transaction.atomic():
            number = Sequence.next("bank files")
            preview = preview_of(content, sha256=sha256)
            if preview.is_done and not _to_take(preview, anyway):
                raise AlreadyRead
            if digest and digest != preview.digest:
                raise PreviewMoved
            if preview.already:
                return _take_rest(preview, by=by, anyway=anyway, keeping=keeping)
            return _write(preview, number=number, name=name, sha256=sha256, by=by, anyway=anyway, keeping=keeping)
    except IntegrityError:
        # Somebody has entered the same money by another way since the preview was made above.
        if BankFile.objects.filter(sha256=sha256).exists():
            raise AlreadyRead from None
        raise PreviewMoved from None


def _write(
    preview: Preview,
    *,
    number: int,
    name: str,
    sha256: str,
    by: User,
    anyway: Collection[int],
    keeping: Collection[int],
) -> BankFile:
    content = preview.content
    taken = _to_take(preview, anyway)
    if not taken:
        raise NothingToRead
    positions = {each.position for each in taken}
    left = [each for each in preview.rows if each.position not in positions]
    file = BankFile(
        number=number,
        format=content.format,
        sha256=sha256,
        from_on=content.from_on,
        to_on=content.to_on,
        entries=len(preview.rows),
        credit=content.credit,
        debit=content.debit,
        taken=sum_of(each.row for each in taken),
        refused=sum_of(each.row for each in left),
        warnings=preview.warnings,
        read_by=by,
    )
    save_record(file, name=name[:200])
    BankStatement.objects.bulk_create(
        BankStatement(
            file=file,
            account_no=clean(each.account_no, LONGEST_ACCOUNT),
            from_on=each.from_on,
            to_on=each.to_on,
            opening=each.opening,
            closing=each.closing,
            booked=each.booked,
        )
        for each in content.statements
    )
    RefusedRow.objects.bulk_create(_refused(each, file) for each in left)
    _pay(taken, file, by=by, keeping=keeping)
    return file


def _to_take(preview: Preview, anyway: Collection[int]) -> list[PreviewRow]:
    """New rows, and of those that are likely in already or are money out the ones that somebody asks for."""
    return [
        each for each in preview.rows if each.state == RowState.NEW or (each.may_be_taken and each.position in anyway)
    ]


def _take_rest(preview: Preview, *, by: User, anyway: Collection[int], keeping: Collection[int]) -> BankFile:
    """Of a file that is in, the rows left that may be taken now: what is taken and what is not sum as before."""
    file = BankFile.objects.select_for_update().get(pk=preview.already.pk)
    asked = _to_take(preview, anyway)
    refused = file.refused_rows.filter(position__in=[each.position for each in asked])
    waiting = set(refused.values_list("position", flat=True))
    taken = [each for each in asked if each.position in waiting]
    if not taken:
        raise NothingToRead
    amount = sum_of(each.row for each in taken)
    refused.delete()
    save_record(file, taken=file.taken + amount, refused=file.refused - amount)
    _pay(taken, file, by=by, keeping=keeping)
    return file


def _pay(taken: Collection[PreviewRow], file: BankFile, *, by: User, keeping: Collection[int]):
    payments = {each.position: _payment(each, file, by) for each in taken}
    Payment.objects.bulk_create(payments.values())
    for each in taken:
        if each.by_hand and each.position not in keeping:
            _replace(each, payments[each.position], by)


def _payment(each: PreviewRow, file: BankFile, by: User) -> Payment:
    row = each.row
    payment = Payment(
        account=row.account,
        kind=PaymentKind.BANK,
        booked_on=row.booked_on,
        value_on=row.value_on,
        transaction_on=row.transaction_on,
        amount=row.amount,
        payer=row.payer,
        payer_account=row.payer_account,
        payer_orgnr=row.payer_orgnr,
        text=row.text,
        reference=row.reference,
        bank_id=each.bank_id,
        file=file,
        position=row.position,
        entered_by=by,
    )
    payment.fill_keys()
    return payment


def _refused(each: PreviewRow, file: BankFile) -> RefusedRow:
    row = each.row
    return RefusedRow(
        file=file,
        position=row.position,
        amount=row.amount,
        booked_on=row.booked_on,
        payer=row.payer,
        text=row.text or row.reference,
        why=each.why[:200],
        same=each.same,
    )


def _replace(each: PreviewRow, payment: Payment, by: User):
    for target, _amount in each.by_hand.parts:
        try:
            replace_payment(Payment.objects.get(pk=target.pk), bank=payment, by=by)
        except (NotStanding, NotAlike, ValidationError):
            # Somebody has taken it back or matched it meanwhile: the row stays, to be matched by hand.
            continue
