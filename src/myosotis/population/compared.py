"""A comparison of two books as one page: what changes for whom, by which card, with examples to read. It needs nothing else."""

from collections.abc import Iterator
from html import escape

from myosotis.population.compare import Change, Comparison, Example
from myosotis.terms import Level

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b2733;background:#fff}"
    "table{border-collapse:collapse;margin:.5rem 0 1.5rem}td,th{padding:.25rem .75rem;border-bottom:1px solid #ccc;text-align:left;vertical-align:top}"
    "td.n{text-align:right;font-variant-numeric:tabular-nums}.up{color:#a3262a;font-weight:600}.down{color:#25589c;font-weight:600}"
    "details{margin:.25rem 0}code{font-size:.9em}rect.a{fill:#9cb6d0}rect.b{fill:#25589c}svg text{font:13px system-ui,sans-serif;fill:currentColor}svg text.s{font-size:11px}"
    "@media(prefers-color-scheme:dark){body{color:#e8edf2;background:#12181f}td,th{border-color:#445}rect.b{fill:#7db8ec}.up{color:#ff9b94}.down{color:#9cc8ff}}"
    "@media print{details>*{display:block}}"
)
_MOST_CHANGES = 40
_WIDE, _HIGH, _LEFT = 640, 220, 60


def lines(found: Comparison) -> Iterator[str]:
    """The same for a terminal."""
    yield f"{found.checkins:,} check-ins; {found.changed:,} change ({_share(found.changed, found.checkins)}), of {len(found.clients):,} clients"
    yield f"more urgent: {found.more_urgent:,}; less urgent: {found.less_urgent:,}; another reading only: {found.changed - found.more_urgent - found.less_urgent:,}"
    for change, count in found.changes.most_common(_MOST_CHANGES):
        yield f"  {count:>9,}  {_said(change.before)} -> {_said(change.after)}"
    for card, counts in sorted(found.cards.items(), key=lambda each: -sum(each[1].values())):
        yield f"  card {card}: raised now {counts['raised']:,}, no longer {counts['no_longer']:,}, otherwise different {counts['otherwise']:,}"


def page(found: Comparison, before: str, after: str) -> str:
    """The report as HTML. `before` and `after` name the two books."""
    parts = [
        f"<h1>Two books over {found.checkins:,} check-ins</h1>",
        f"<p>Before: <code>{escape(before)}</code>. After: <code>{escape(after)}</code>.</p>",
        f"<p><strong>{found.changed:,} check-ins change</strong> ({_share(found.changed, found.checkins)}), of {len(found.clients):,} clients: "
        f'<span class="up">{found.more_urgent:,} more urgent</span>, <span class="down">{found.less_urgent:,} less urgent</span>, '
        f"{found.changed - found.more_urgent - found.less_urgent:,} with another reading at the same level.</p>",
        "<h2>Levels, before and after, in per cent</h2>",
        _bars(found),
        "<h2>From what to what</h2>",
        _changes(found),
        "<h2>By which card</h2>",
        _cards(found),
        "<h2>Examples to read</h2>",
        *(_examples(change, found.examples[change]) for change, _count in found.changes.most_common(_MOST_CHANGES)),
        "<p>The rows may be made up; what changes for them need not be what changes for people.</p>",
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>Two books compared</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>\n"
    )


def _bars(found: Comparison) -> str:
    """Two bars a level, as shares of all check-ins, each with its number."""
    step, inside = (_WIDE - _LEFT) / len(Level), ""
    for number, level in enumerate(sorted(Level)):
        for place, side in enumerate(("before", "after")):
            count = found.levels[side][int(level)]
            height = 150 * count / max(1, found.checkins)
            x = _LEFT + number * step + place * step / 3
            inside += f'<rect class="{"ab"[place]}" x="{x:.1f}" y="{180 - height:.1f}" width="{step / 3.5:.1f}" height="{height:.1f}"/>'
            inside += f'<text x="{x + step / 7:.1f}" y="{175 - height:.1f}" text-anchor="middle" class="s">{100 * count / max(1, found.checkins):.1f}</text>'
        inside += f'<text x="{_LEFT + number * step + step / 3:.1f}" y="200" text-anchor="middle">{escape(level.name)}</text>'
    return f'<svg viewBox="0 0 {_WIDE} {_HIGH}" role="img" aria-label="Levels before and after, in per cent of all check-ins">{inside}</svg>'


def _changes(found: Comparison) -> str:
    if not found.changes:
        return "<p>Nothing.</p>"
    rows = "".join(
        f'<tr><td class="n">{count:,}</td><td>{_said(change.before)}</td><td class="{_way(change)}">{_said(change.after)}</td></tr>'
        for change, count in found.changes.most_common(_MOST_CHANGES)
    )
    return f"<table><thead><tr><th>Check-ins</th><th>Before</th><th>After</th></tr></thead><tbody>{rows}</tbody></table>"


def _cards(found: Comparison) -> str:
    if not found.cards:
        return "<p>No card has another outcome where something changes.</p>"
    rows = "".join(
        f'<tr><td><code>{escape(card)}</code></td><td class="n">{counts["raised"]:,}</td><td class="n">{counts["no_longer"]:,}</td><td class="n">{counts["otherwise"]:,}</td></tr>'
        for card, counts in sorted(found.cards.items(), key=lambda each: -sum(each[1].values()))
    )
    return f"<table><thead><tr><th>Card</th><th>Raised now</th><th>No longer</th><th>Otherwise different</th></tr></thead><tbody>{rows}</tbody></table>"


def _examples(change: Change, examples: list[Example]) -> str:
    shown = "".join(
        f"<li>Client {each.client}, treatment {each.treatment}, {each.hours:g} h: "
        + ", ".join(f"<code>{escape(name)}</code> {escape(_value(value))}" for name, value in each.answers.items() if name != "hours")
        + f". Cards: {', '.join(map(escape, each.cards)) or 'none; held from an earlier answer'}.</li>"
        for each in examples
    )
    return f'<details><summary>{_said(change.before)} → <span class="{_way(change)}">{_said(change.after)}</span></summary><ul>{shown}</ul></details>'


def _way(change: Change) -> str:
    return "up" if change.urgency > 0 else "down" if change.urgency < 0 else ""


def _said(said) -> str:
    return f"{said.reading}, {Level(said.level).name}"


def _share(count: int, of: int) -> str:
    return f"{100 * count / of:.2f} %" if of else "–"


def _value(value) -> str:
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else str(value)
