"""Who was erased, by ids that lead nowhere: a copy that is put back must forget them again.

The list lies in the clinic's folder, in every copy, and beside the copies: whoever loses the folder still has it as it was
when the last copy was made.
"""

import uuid
from pathlib import Path

ERASED_FILE = "erased.txt"


def remember_erased(folder: Path, *client_pks) -> None:
    """Added to the list in this folder, one a line; nobody stands there twice."""
    file = folder / ERASED_FILE
    new = [str(pk) for pk in client_pks if str(pk) not in erased_in(file)]
    if not new and file.exists():
        return
    file.touch(mode=0o600)
    with file.open("a") as lines:
        lines.writelines(f"{pk}\n" for pk in new)


def erased_in(file: Path) -> list[str]:
    """The ids in a list, as they were written; none where there is no such file. Raises ValueError where a line is no id."""
    return [str(uuid.UUID(line)) for line in file.read_text().split()] if file.exists() else []


def forget_again(home: Path, gone: list[str]) -> int:
    """Whoever was erased after the copy was made is erased from it; how many there were. The list goes on in the new folder."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import transaction

    from myosotis.clinic.keeping.actions import delete_all_of

    remember_erased(home, *gone)
    if not gone:
        return 0
    # The copy may be of an older version, without the tables that are looked through.
    call_command("migrate", verbosity=0, interactive=False)
    came_back = list(apps.get_model("care", "Client").objects.filter(pk__in=gone).values_list("pk", flat=True))
    for pk in came_back:
        with transaction.atomic():
            delete_all_of(pk)
    return len(came_back)
