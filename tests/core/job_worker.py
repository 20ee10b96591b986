from django.utils.module_loading import autodiscover_modules
from django_tasks_db.models import DBTaskResult

# Before any test replaces what is registered.
autodiscover_modules("jobs")


def work() -> None:
    """Run what waits. The command itself closes the connection, and with it the test's transaction."""
    for result in DBTaskResult.objects.ready():
        result.claim("a worker")
        result.task.call(*result.args_kwargs["args"])
        result.set_successful(None)
