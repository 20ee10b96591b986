"""Django's SQLite, made fit for connections that are kept between requests."""

import os
from weakref import WeakSet

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    def get_new_connection(self, conn_params):
        connection = super().get_new_connection(conn_params)
        self.opened_file, self.open_cursors = self._file(), WeakSet()
        return connection

    def create_cursor(self, name=None):
        cursor = super().create_cursor(name)
        self.open_cursors.add(cursor)
        return cursor

    def close_if_unusable_or_obsolete(self):
        """Django calls it when a request begins and when it ends, and the worker between jobs.

        Rows that an error left half read hold the connection to what there was then: it would read old rows, and write
        none. A file that was moved away or replaced takes writes that nobody sees again.
        """
        if self.connection is not None:
            for cursor in list(self.open_cursors):
                cursor.close()
            if self._file() != self.opened_file:
                self.close()
        super().close_if_unusable_or_obsolete()

    def _file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])  # noqa: PTH116  on each request; a Path costs more than it
        except OSError:
            return None
        return found.st_dev, found.st_ino
