"""The ways of doing the work, each to be timed in a process of its own, where only its own engine is imported.

A way reads what `race.prepare` left in the folder: `work.json` with the sentences as its engine reads them, one client,
and rows as files, as rows or as courses in memory.
"""

import json
from dataclasses import dataclass
from pathlib import Path

OUTCOME = {True: "1", False: "0", None: "?"}


@dataclass(frozen=True)
class Way:
    """One engine doing one kind of work; `needs` says which package it takes."""

    key: str
    title: str
    work: str  # "read", "cards", "book"
    needs: str | None = None


WAYS = {
    way.key: way
    for way in (
        Way("floor", "read and write only (the floor)", "read"),
        Way("frame", "Myosotis, at once (Polars)", "cards"),
        Way("duckdb", "DuckDB, SQL made from the cards", "cards", "duckdb"),
        Way("plain", "Myosotis, by course (plain Python)", "cards"),
        Way("zen", "zen-engine (Rust, called from Python)", "cards", "zen-engine"),
        Way("rules", "rule-engine (Python)", "cards", "rule-engine"),
        Way("replay", "Myosotis, replay: whole book, at once", "book"),
        Way("outcomes", "Myosotis, whole book, by course, outcomes", "book"),
        Way("assess", "Myosotis, whole book, by course, findings", "book"),
    )
}


def book_of(work: dict):
    from myosotis.knowledge import load_book

    return load_book(work["book"] and Path(work["book"]))


class Runner:
    """Made ready when it is built; `first` then judges one client, and `run` all there is."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.files = sorted((folder / "rows").glob("*.parquet"))

    def first(self):
        raise NotImplementedError

    def load(self) -> None:
        """Brings what is to be judged into memory, where the way begins there."""

    def run(self) -> int:
        """How many check-ins were judged."""
        raise NotImplementedError

    def leave(self, to: Path) -> None:
        """Writes what was found, for comparing: a line a check-in, a sign a card. Not timed."""

    def read(self, name: str):
        return json.loads((self.folder / name).read_text())


class Floor(Runner):
    def __init__(self, folder: Path):
        super().__init__(folder)
        work = self.read("work.json")
        self.columns, self.keys = work["columns"], work["keys"]

    def first(self):
        import polars as pl

        return pl.read_parquet(self.folder / "client.parquet", columns=self.columns)

    def run(self):
        import polars as pl

        done = 0
        for file in self.files:
            rows = pl.read_parquet(file, columns=self.columns)
            rows.select(self.keys).write_parquet(self.folder / "floor.parquet", compression="lz4", statistics=False)
            done += len(rows)
        return done


class Frame(Runner):
    def __init__(self, folder: Path):
        super().__init__(folder)
        import polars as pl

        from myosotis.engines.frame import Lowering
        from myosotis.population.rows import HOURS

        work = self.read("work.json")
        self.keys, self.columns, rules = work["keys"], work["columns"], book_of(work).rules
        self.cards = {card: rules[card].when for card in work["cards"]}
        self.lowering = Lowering(self.cards, begins="~begins", clock=HOURS, facts=work["facts"], longest=1)
        self.six = pl.read_parquet(folder / "client.parquet", columns=self.columns)

    def judged(self, rows):
        import polars as pl

        from myosotis.population.judge import rule_column, unsure_column
        from myosotis.population.rows import TREATMENT

        begins = pl.col(TREATMENT).ne_missing(pl.col(TREATMENT).shift(1)).alias("~begins")
        found = self.lowering.applied(rows.lazy().with_columns(begins)).select(
            *self.keys,
            *(pl.col(card).fill_null(False).alias(rule_column(card)) for card in self.cards),
            *(pl.col(card).is_null().alias(unsure_column(card)) for card in self.cards),
        )
        return found.collect(engine="in-memory")

    def first(self):
        return self.judged(self.six)

    def run(self):
        import polars as pl

        from myosotis.population.replay import ROWS_AT_A_TIME, keys_of, pieces

        done = 0
        for file in self.files:
            found = [self.judged(rows) for _, rows in pieces(file, keys_of(file), self.columns, ROWS_AT_A_TIME)]
            judged = pl.concat(found)
            judged.write_parquet(self.folder / "frame" / file.name, compression="lz4", statistics=False)
            done += len(judged)
        return done


class DuckDB(Runner):
    def __init__(self, folder: Path):
        super().__init__(folder)
        import duckdb

        self.base = duckdb.connect()
        self.base.execute("SET enable_progress_bar = false")  # it would be drawn into what the child says
        self.sql = self.read("work.json")["sql"]
        self.base.execute(f"CREATE TABLE six AS SELECT * FROM read_parquet('{folder}/client.parquet')")

    def first(self):
        return self.base.execute(self.sql.replace("~source", "six")).fetchall()

    def run(self):
        done = 0
        for file in self.files:
            found = self.sql.replace("~source", f"read_parquet('{file}')")
            to = self.folder / "duckdb" / file.name
            done += self.base.execute(f"COPY ({found}) TO '{to}' (FORMAT parquet, COMPRESSION lz4)").fetchone()[0]
        return done


class _RowByRow(Runner):
    """Rows as they lie in memory in; what each card says of each out."""

    def __init__(self, folder: Path):
        super().__init__(folder)
        self.cards = [f"card_{card}" for card in self.read("work.json")["cards"]]
        self.six = self.read("client.json")

    def first(self):
        return [self.judge(row) for row in self.six]

    def load(self):
        self.rows = self.read("rows.json")

    def run(self):
        self.found = [self.judge(row) for row in self.rows]
        return len(self.rows)

    def leave(self, to: Path) -> None:
        to.write_text("\n".join("".join(OUTCOME[found.get(card)] for card in self.cards) for found in self.found))


class Zen(_RowByRow):
    def __init__(self, folder: Path):
        super().__init__(folder)
        import zen

        texts = self.read("work.json")["zen"]
        content = {"expressions": [{"id": key, "key": key, "value": text} for key, text in texts.items()]}
        place = {"position": {"x": 0, "y": 0}}
        nodes = [
            {"id": "in", "type": "inputNode", "name": "in", **place},
            {"id": "cards", "type": "expressionNode", "name": "cards", "content": content, **place},
            {"id": "out", "type": "outputNode", "name": "out", **place},
        ]
        edges = [{"id": f"{a}-{b}", "sourceId": a, "targetId": b, "type": "edge"} for a, b in (("in", "cards"), ("cards", "out"))]
        document = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
        self.decision = zen.ZenEngine().create_decision(json.dumps(document))

    def judge(self, row):
        return self.decision.evaluate(row)["result"]


class Rules(_RowByRow):
    def __init__(self, folder: Path):
        super().__init__(folder)
        import rule_engine

        context = rule_engine.Context(resolver=rule_engine.resolve_item)
        texts = self.read("work.json")["rules"]
        self.rules = [(key, rule_engine.Rule(text, context=context)) for key, text in texts.items()]

    def judge(self, row):
        found = dict(row)
        for key, rule in self.rules:
            found[key] = rule.evaluate(found)
        return found


class _CourseByCourse(Runner):
    def __init__(self, folder: Path):
        super().__init__(folder)

        self.book = book_of(self.read("work.json"))
        self.six = self.read("course.json")

    def first(self):
        return self.judge(self.six)

    def load(self):
        self.courses = self.read("courses.json")

    def run(self):
        self.found = [self.judge(course) for course in self.courses]
        return sum(len(course["hours"]) for course in self.courses)


class Plain(_CourseByCourse):
    def __init__(self, folder: Path):
        super().__init__(folder)
        self.whens = [self.book.rules[card].when for card in self.read("work.json")["cards"]]

    def judge(self, course):
        from myosotis.engines.plain import Series

        series = Series(course, course["hours"])
        return [series.column(when) for when in self.whens]

    def leave(self, to):
        rows = [row for columns in self.found for row in zip(*columns, strict=True)]
        to.write_text("\n".join("".join(OUTCOME[value] for value in row) for row in rows))


class Outcomes(_CourseByCourse):
    def judge(self, course):
        from myosotis.engines.plain import Series
        from myosotis.judge import judge_rows
        from myosotis.terms import Scope

        return judge_rows(Series(course, course["hours"]), self.book.rules_of(Scope.checkin))

    def leave(self, to):
        signs = {"raised": "1", "silent": "0", "unsure": "?"}
        to.write_text("\n".join("".join(signs[one.outcome.value] for one in row) for rows in self.found for row in rows))


class _Course:
    """What `assess` asks of a course."""

    def __init__(self, columns: dict):
        self.held, self.clock = columns, columns["hours"]
        self.treatment = self

    @property
    def neck_treated(self):
        return self.held["neck_treated"][0]

    def columns(self):
        return self.held


class Assess(_CourseByCourse):
    def judge(self, course):
        from myosotis.judge import assess

        return assess(_Course(course), self.book)

    def leave(self, to):
        to.write_text("\n".join(f"{one.reading.value} {int(one.level)}" for found in self.found for one in found))


class Replay(Runner):
    def __init__(self, folder: Path):
        super().__init__(folder)
        import polars as pl

        from myosotis.population.judge import Judges, facts_asked
        from myosotis.population.rows import TREATMENT

        self.book = book_of(self.read("work.json"))
        self.six = pl.read_parquet(folder / "client.parquet")
        self.judge = Judges(self.book, facts_asked(self.book)).of(self.six[TREATMENT])

    def first(self):
        return self.judge.judged(self.six.lazy()).collect(engine="in-memory")

    def run(self):
        import shutil

        from myosotis.population.replay import replay

        shutil.rmtree(self.folder / "replay", ignore_errors=True)
        return replay(self.folder / "rows", self.folder / "replay", self.book).done


RUNNERS = {
    "floor": Floor, "frame": Frame, "duckdb": DuckDB, "plain": Plain, "zen": Zen, "rules": Rules, "replay": Replay,
    "outcomes": Outcomes, "assess": Assess,
}  # fmt: skip
