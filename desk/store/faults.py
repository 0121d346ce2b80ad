"""What a database's own errors mean for the person at the desk."""

import errno
import sqlite3

from desk.errors import EnvironmentFault

_SQLITE = {
    sqlite3.SQLITE_FULL: (
        "The disk is full, nothing more can be stored.",
        "Free some space; orders are taken again by themselves.",
    ),
    sqlite3.SQLITE_READONLY: (
        "The desk's data cannot be written, it is read-only.",
        "Allow this user to write to the data folder and everything in it.",
    ),
    sqlite3.SQLITE_PERM: (
        "The desk may not open its data.",
        "Allow this user to read and write the data folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "The desk's data cannot be opened.",
        "Check that the data folder exists and this user may write to it.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "The desk's data file is damaged.",
        "Keep a copy of the data folder, then restore the newest backup.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "The file is not a desk's data.",
        "Move it away, or restore the newest backup in its place.",
    ),
    sqlite3.SQLITE_BUSY: (
        "Another program holds the desk's data.",
        "Close database tools and other programs that use the data folder.",
    ),
    sqlite3.SQLITE_LOCKED: (
        "Another program holds the desk's data.",
        "Close database tools and other programs that use the data folder.",
    ),
    sqlite3.SQLITE_IOERR: (
        "The disk reports an error.",
        "Check the disk and its cable; nothing was acknowledged that is not stored.",
    ),
    sqlite3.SQLITE_PROTOCOL: (
        "Another program holds the desk's data.",
        "Close database tools and other programs that use the data folder.",
    ),
}

_ERRNO = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
    errno.EROFS: sqlite3.SQLITE_READONLY,
    errno.EACCES: sqlite3.SQLITE_PERM,
    errno.EPERM: sqlite3.SQLITE_PERM,
}
#: The last one is an InternalError to psycopg: the server ended a transaction that stood still.
_POSTGRES = frozenset({"OperationalError", "InterfaceError", "IdleInTransactionSessionTimeout"})


def environment_fault(error: BaseException, where: str = "") -> EnvironmentFault | None:
    """The fault of the machine behind `error`, or None when it is something else (a bug, a refusal).

    `where` names the file or the server and is added to the sentence.
    """
    if isinstance(error, EnvironmentFault):
        return error
    if isinstance(error, sqlite3.Error):
        code = getattr(error, "sqlite_errorcode", None)
        if not isinstance(code, int):
            return None
        words = _SQLITE.get(code & 0xFF)
    elif isinstance(error, OSError):
        words = _SQLITE[_ERRNO.get(error.errno or 0, sqlite3.SQLITE_IOERR)]
    elif _is_postgres_trouble(error):
        words = (
            "The shop's PostgreSQL database does not answer or refused.",
            "Check the server and the network; the desk goes on by itself when it is back.",
        )
        where = where or str(error).strip().partition("\n")[0]
    else:
        return None
    if words is None:
        return None
    what, remedy = words
    return EnvironmentFault(f"{what} ({where})" if where else what, remedy)


def _is_postgres_trouble(error: BaseException) -> bool:
    """By name, because psycopg is an extra: connection lost, server gone, disk full there, shutting down."""
    return any(
        kind.__module__.startswith("psycopg") and kind.__name__ in _POSTGRES for kind in type(error).__mro__
    )
