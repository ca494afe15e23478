"""What a night came to, in plain words: read, proved, set aside, and where the results lie."""

from flows import releases
from flows.home import Home

MOST = 200  # problems
SHOWN = 12  # rows of a list in the summary; the exports hold all


def night(home: Home, outcome) -> str:
    """The night as Markdown, for the terminal and for Prefect."""
    lines = [f"# gongkai · {outcome.run_id}", ""]
    if problems := [*outcome.alarms, *outcome.problems]:
        lines += [f"- {problem}" for problem in problems[:MOST]] + [""]
        lines += [f"- and {len(problems) - MOST} more; `gongkai status` lists addresses that wait", ""] \
            if len(problems) > MOST else []
    for check in outcome.checks:
        if check.rows:
            word = "FORBIDS PUBLICATION" if check.stops else "warns"
            lines.append(f"- check `{check.name}` {word}: {check.message} ({check.rows} rows)")
    if not outcome.published:
        return "\n".join([*lines, "", "**No release was published**; the last one stands. Mend what the checks name."])
    lines += figures(home)
    lines += ["", "## Where it lies", "", f"- warehouse: `{home.current}` → `{outcome.release.name}`"]
    if outcome.exports:
        lines.append(f"- exports: `{home.exports}` ({len(outcome.exports)} CSV files)")
    lines.append('- ask it: `gongkai sql "from mart_township_comparison"`')
    if outcome.state == "unchanged":
        lines += ["", "Nothing has changed since the last run: its release stands."]
    return "\n".join(lines)


def figures(home: Home) -> list[str]:
    """Counts of the current release: documents by state, cells by proof, mismatches, and what was set aside."""
    with releases.connect(home) as con:
        states = dict(con.execute("select state, count(*) from dim_document group by all").fetchall())
        cells, numbers, proven = con.execute(
            "select count(*), count(*) filter (where status = 'reported'), count(*) filter (where proof = 'proven') "
            "from fct_value where is_current").fetchone()
        failing = con.execute(
            "select count(*), count(distinct document_id) from fct_identity_check where result = 'fails' and is_current"
        ).fetchone()
        loaded = con.execute(
            "select coalesce(report_year::varchar, '?') as year, coalesce(agency_name, '?') as agency, "
            "coalesce(region_code, '?') as region, edition as form, cells_reported as numbers, "
            "cells_proven as proven, source_file as file, reason as \"to look at\" from dim_document "
            f"where state = 'loaded' order by reason is null, document_id limit {SHOWN}").to_arrow_table().to_pylist()
        aside = con.execute(
            "select source_file as file, reason as why, remedy as \"what to do\" from dim_document "
            f"where state = 'set_aside' order by document_id limit {SHOWN}").to_arrow_table().to_pylist()
        notes = [note for (note,) in con.execute("select notes from release where notes <> ''").fetchall()]
    total = sum(states.values())
    lines = [f"- {total} documents: " + ", ".join(f"{count} {state}" for state, count in sorted(states.items())),
             f"- {cells} cells in the reports that count: {numbers} hold a number, {proven} are proven by the form's "
             f"own arithmetic, {100 * proven / max(cells, 1):.1f} % of all",
             f"- {failing[0]} sums of the form do not hold, in {failing[1]} documents (export `identity_mismatches`)",
             *(f"- {note}" for note in notes)]
    for head, rows, state in (("Read", loaded, "loaded"), ("Set aside", aside, "set_aside")):
        if rows:
            lines += ["", f"## {head}", "", *table(rows), *more(states[state])]
    return lines


def table(rows: list[dict]) -> list[str]:
    """Rows as the lines of a Markdown table; none without rows. A bar in a text is no border of its cell."""
    if not rows:
        return []
    written = [["" if value is None else str(value).replace("|", "\\|") for value in row.values()] for row in rows]
    return ["| " + " | ".join(cells) + " |" for cells in ([*rows[0]], ["---"] * len(rows[0]), *written)]


def more(count: int) -> list[str]:
    return [f"\n… and {count - SHOWN} more (export `documents`)"] if count > SHOWN else []
