from operations.models import Backup


def last_good_backup() -> Backup | None:
    return Backup.objects.good().first()


def bad_since(good: Backup | None) -> Backup | None:
    """The newest attempt that failed, or backup that was found damaged, after the last good one."""
    bad = Backup.objects.bad()
    return (bad.filter(taken_at__gt=good.taken_at) if good else bad).first()
