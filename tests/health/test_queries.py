"""What is asked of the database: SQL takes what people typed as parameters only, and no query asks for more than one clinic's rows.

Both are read off the source, so that a new page cannot forget it. Each exception stands here with its reason.
"""

import ast

import pytest
from django.apps import apps

from tests.conftest import ROOT

CODE = ROOT / "src" / "myosotis"
RAW = {"execute", "executemany", "executescript", "callproc", "raw", "extra", "RawSQL", "stream", "copy"}
# file → what may stand inside a statement: names of tables and the like, all from our own code or the database's catalogue.
NAMES = {
    "clinic/fence/building.py": {
        "ROLE", "FUNCTION", "POLICY", "NAMED", "schema", "rows", "table", "quoted", "body",
        "connection.ops.quote_name(column)", "connection.ops.quote_name(login)",
    },
    "clinic/keeping/actions.py": {"table", "column", "', '.join(['%s'] * len(part))"},
    "clinic/keeping/backup.py": {"table", "connection.ops.quote_name(table)"},
    "clinic/people/append_only.py": {"statement"},
    "clinic/people/guards.py": {"statement"},
    "clinic/people/misses.py": {"table"},
    # DuckDB beside us in the bench: a query made from our own cards, over files of the folder that it works in.
    "population/bench/ways.py": {"folder", "found", "to", "file", "self.sql.replace('~source', 'six')"},
}  # fmt: skip
MANAGERS = {"objects", "_base_manager", "_default_manager"}
# A query begins from one of these, each of which came through the door.
FROM_HERE = {"clinic", "clinic_id", "treatment", "agreement__treatment", "checkin__treatment", "treatment__in", "link", "complaint", "client", "done", "treatment__complaint__client"}
ONE_ROW = {"pk", "id"}
# file::function → why it may ask for more.
KNOWN = {
    "clinic/care/actions/standing.py::stand_all": "at the start, for every clinic, as the owner",
    "clinic/care/models/link.py::of_token": "a token is the proof; its clinic is named by it",
    "clinic/care/models/link.py::of_session": "the id of a link that was proved in this browser",
    "clinic/care/models/link.py::_with_treatment": "each who calls it narrows it to a token, a client or a treatment",
    "clinic/keeping/erased.py::forget_again": "a command for whoever keeps the machine",
    "clinic/keeping/everything.py::everything_of": "follows foreign keys from one client",
    "clinic/keeping/backup.py::_gone": "a command for whoever keeps the machine",
    "clinic/refusals.py::refuse_a_second_without_a_fence": "asks only whether there is one",
    "clinic/keeping/log.py::check_log": "a command for whoever keeps the machine",
    "clinic/notices/actions.py::write_digests": "goes from clinic to clinic",
    "clinic/notices/actions.py::take_next": "the worker's, which goes from clinic to clinic",
    "clinic/notices/worker.py::_send_all": "goes from clinic to clinic",
    "clinic/people/models.py::signed_in": "what the door asks: who is signed in",
    "clinic/presence/reach.py::the_only_clinic": "gives nothing where there are several clinics",
    "clinic/presence/models.py::own": "gives nothing where there are several clinics",
}


def modules():
    return [path for path in sorted(CODE.rglob("*.py")) if "migrations" not in path.parts]


def raw_sql(source: str, file: str) -> list[str]:
    """Every statement into which something is put that is not known to be a name of ours."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called not in RAW or (called == "copy" and not _is_text(node)):
            continue
        if called in ("extra", "raw", "RawSQL"):
            found.append(f"{file}:{node.lineno}: {called}")
        elif node.args and (put_in := _put_in(node.args[0]) - NAMES.get(file, set())):
            found.append(f"{file}:{node.lineno}: {', '.join(sorted(put_in))} in a statement")
    return found


def _is_text(node) -> bool:
    return bool(node.args) and isinstance(node.args[0], ast.Constant | ast.JoinedStr)


def _put_in(statement) -> set[str]:
    """What a statement is made of besides text that stands in the source."""
    if isinstance(statement, ast.Constant):
        return set()
    if isinstance(statement, ast.JoinedStr):
        return {ast.unparse(part.value) for part in statement.values if isinstance(part, ast.FormattedValue)}
    if isinstance(statement, ast.BinOp) and isinstance(statement.op, ast.Add):
        return _put_in(statement.left) | _put_in(statement.right)
    return {ast.unparse(statement)}


def of_no_clinic() -> set[str]:
    """Names of models whose rows belong to no clinic."""
    names = {model.__name__: {field.name for field in model._meta.fields} for model in apps.get_models()}
    return {name for name, fields in names.items() if "clinic" not in fields and name != "Clinic"}


def unscoped(source: str, file: str) -> list[str]:
    """Every query of a clinic's rows that does not begin from something that came through the door."""
    found, tree = [], ast.parse(source)
    above = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Attribute) and node.attr in MANAGERS and isinstance(above.get(node), ast.Attribute)):
            continue
        function, of = _around(node, above)
        model = of if (asked := ast.unparse(node.value)) in ("cls", "type(self)", "self.__class__") else asked
        chain, begins_here = node, False
        while isinstance(above.get(chain), ast.Attribute | ast.Call) and chain in (getattr(above[chain], "value", None), getattr(above[chain], "func", None)):
            chain = above[chain]
            begins_here = begins_here or (isinstance(chain, ast.Call) and _narrows(chain))
        prefetched = isinstance(above.get(chain), ast.Call) and ast.unparse(above[chain].func) == "Prefetch"
        if model not in of_no_clinic() and not begins_here and not prefetched and f"{file}::{function}" not in KNOWN:
            found.append(f"{file}:{node.lineno}: {ast.unparse(chain)[:80]}")
    return found


def _around(node, above) -> tuple[str, str]:
    function = of = ""
    while node := above.get(node):
        function = function or (node.name if isinstance(node, ast.FunctionDef) else "")
        of = of or (node.name if isinstance(node, ast.ClassDef) else "")
    return function, of


def _narrows(call) -> bool:
    if not isinstance(call.func, ast.Attribute):
        return False
    for given in call.keywords:
        if given.arg in FROM_HERE and not isinstance(given.value, ast.Constant):
            return True
        # The very row of a thing in hand; an id out of an address is none.
        if given.arg in ONE_ROW and isinstance(given.value, ast.Attribute) and given.value.attr == "pk":
            return True
    return False


@pytest.mark.item(1)
def test_what_was_typed_is_in_no_statement():
    assert [each for path in modules() for each in raw_sql(path.read_text(), str(path.relative_to(CODE)))] == []


@pytest.mark.item(1)
def test_no_query_asks_for_more_than_one_clinics_rows():
    assert [each for path in modules() for each in unscoped(path.read_text(), str(path.relative_to(CODE)))] == []


def test_every_exception_is_still_needed():
    functions = {
        f"{path.relative_to(CODE)}::{node.name}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and any(isinstance(part, ast.Attribute) and part.attr in MANAGERS for part in ast.walk(node))
    }
    assert set(KNOWN) - functions == set() and {file for file in NAMES if not (CODE / file).exists()} == set()


@pytest.mark.parametrize(
    "planted",
    [
        "cursor.execute(f'SELECT * FROM care_client WHERE name = {name}')",
        "cursor.execute('SELECT * FROM care_client WHERE name = %s' % name)",
        "cursor.execute('SELECT * FROM care_client WHERE name = ' + request.POST['name'])",
        "cursor.execute('SELECT {}'.format(name))",
        "cursor.execute(statement)",
        "Client.objects.raw('SELECT 1')",
        "Client.objects.filter(clinic=clinic).extra(where=['1=1'])",
        "clients.annotate(x=RawSQL('select 1', []))",
    ],
)
def test_the_scanner_finds_a_statement_that_was_put_together(planted):
    assert len(raw_sql(planted, "clinic/worklist/views.py")) == 1


@pytest.mark.parametrize(
    "planted",
    [
        "Client.objects.all()",
        "Client.objects.get(pk=client_id)",
        "Client.objects.filter(name=name).first()",
        "found = Event.objects.count()",
        "Assessment.objects.filter(level__gte=3).filter(made_at__gt=at)",
        "Client._base_manager.get(pk=request.POST['client'])",
        "get_object_or_404(Client.objects.select_related('clinic'), pk=client_id)",
    ],
)
def test_the_scanner_finds_a_query_that_begins_nowhere(planted):
    assert len(unscoped(planted, "clinic/worklist/views.py")) == 1


@pytest.mark.parametrize(
    "fine",
    [
        "Client.objects.create(clinic=clinic, name=name)",
        "Treatment.objects.select_for_update().get(pk=treatment.pk)",
        "BookVersion.objects.get(pk=version)",
        "cursor.execute('SELECT * FROM care_client WHERE name = %s', [name])",
    ],
)
def test_what_is_fine_is_left_alone(fine):
    assert raw_sql(fine, "clinic/worklist/views.py") == [] == unscoped(fine, "clinic/worklist/views.py")
