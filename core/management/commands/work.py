import os
import secrets
import time
from collections.abc import Callable
from functools import partial

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules
from django_tasks_db.management.commands.db_worker import Worker

from core.heartbeat import BEAT_SECONDS, WORKER, beat, beating
from core.job_queue import recover_lost_jobs, remove_old_jobs
from core.schedule import remove_old_runs, run_next_due
from core.view_loading import load_views
from core.worker_duties import do, duties

PAUSE_SECONDS = 1
SCHEDULE_SECONDS = 5
RECOVER_SECONDS = 15
REMOVE_SECONDS = 3600


class Command(BaseCommand):
    help = (
        "Run the jobs that people order, large workbooks and the like, and the recurring ones. Keep one running; more "
        "than one may run."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="run what people have ordered, then stop")
        parser.add_argument("--parent", type=int, help="stop when this process is no longer the parent")

    def handle(self, *, once, parent, **options):
        autodiscover_modules("jobs")
        self.worker = worker = Worker(
            queue_names=["*"],
            interval=PAUSE_SECONDS,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{os.uname().nodename[:30]}-{os.getpid()}-{secrets.token_hex(4)}",
            excluded_queue_names=[],
        )
        pauses = {recover_lost_jobs: RECOVER_SECONDS, remove_old_jobs: REMOVE_SECONDS, remove_old_runs: REMOVE_SECONDS}
        if once:
            for duty in [*pauses, *duties()]:
                duty()
            worker.run()
            return
        load_views()
        worker.configure_signals()
        pauses[self.run_recurring] = SCHEDULE_SECONDS
        pauses |= {partial(self.finish, partial(do, duty)): pause for duty, pause in duties().items()}
        sign = partial(beat, f"{WORKER}{worker.worker_id}")
        sign()
        with beating(sign, seconds=BEAT_SECONDS):  # beside the work: a job may take longer than a sign may be late
            self.work_on(pauses, parent=parent)

    def work_on(self, pauses: dict[Callable[[], object], int], *, parent: int | None):
        worker, next_time = self.worker, dict.fromkeys(pauses, 0.0)
        while worker.running and parent in {None, os.getppid()}:
            for duty, pause in pauses.items():
                if worker.running and time.monotonic() >= next_time[duty]:
                    duty()
                    next_time[duty] = time.monotonic() + pause
            worker.run()
            if worker.running:
                time.sleep(PAUSE_SECONDS)

    def run_recurring(self):
        """Run one; the jobs of users come in between."""
        self.finish(run_next_due)

    def finish(self, work):
        """Do it so that a signal to stop waits for its end."""
        self.worker.running_task = True
        try:
            work()
        finally:
            self.worker.running_task = False
