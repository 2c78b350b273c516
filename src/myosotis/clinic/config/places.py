"""Where the clinic keeps things on this machine: its folder, its secret, its database."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

# FULL: with NORMAL an answer already acknowledged can be lost when the power goes.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}


def checkout() -> Path | None:
    """The working copy this package runs from, or None when it was installed."""
    root = Path(__file__).resolve().parents[4]
    return root if (root / "go.py").exists() else None


def home(name: str = "clinic") -> Path:
    """The folder for database, secret and static files."""
    if chosen := os.environ.get("MYOSOTIS_HOME"):
        return Path(chosen)
    if root := checkout():
        return root / "var" / name
    share = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(share) / "myosotis" / name


def secret(folder: Path) -> str:
    """The key that signs sessions and links; empty when there is none yet, and then nothing is served."""
    if key := os.environ.get("MYOSOTIS_SECRET_KEY"):
        return key
    file = folder / "secret"
    try:
        return file.read_text().strip()
    except OSError:
        return ""


def database(folder: Path) -> dict:
    """DATABASE_URL as Django wants it: sqlite:///file or postgresql://user:password@host:port/name."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return _sqlite(str(folder / "myosotis.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path[1:]) or ":memory:")
    if parts.scheme in ("postgres", "postgresql"):
        query = dict(parse_qsl(parts.query))
        if not parts.path.strip("/"):
            raise ValueError("DATABASE_URL names no database; write postgresql://user:password@host:port/name")
        try:
            port = str(parts.port or "")
        except ValueError:
            raise ValueError("DATABASE_URL has no number for a port; write postgresql://user:password@host:port/name") from None
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
            "PORT": port,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": query,
        }
    raise ValueError(f"DATABASE_URL begins with {parts.scheme!r}; it must begin with sqlite: or postgresql:")


def _sqlite(name: str) -> dict:
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": name, "OPTIONS": dict(SQLITE_OPTIONS)}
