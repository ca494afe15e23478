"""What a night came to, in plain words: read, proved, set aside, and where the results lie."""

import re

from flows import phrases, releases
from flows.home import Home

MOST = 200  # problems
SHOWN = 12  # rows of a list in the summary; the exports hold all
CODES = re.compile(r"((?:\d+\|){5}\d+)((?:\|\d+)+)")  # more than six codes of divisions

DOCUMENTS = "select state, count(*) from dim_document group by all order by all"
CELLS = ("select count(*), count(*) filter (where status = 'reported'), count(*) filter (where proof = 'proven') "
         "from fct_value where is_current")
FAILING = ("select count(*), count(distinct document_id) from fct_identity_check "
           "where result = 'fails' and is_current")
LOADED = ("select coalesce(report_year::varchar, '?') as year, coalesce(agency_name, '?') as agency, "
          "coalesce(region_code, '?') as region, edition as form, cells_reported as numbers, cells_proven as proven, "
          "source_file as file, reason as look from dim_document where state = 'loaded' "
          f"order by reason is null, document_id limit {SHOWN}")
ASIDE = ("select source_file as file, reason as why, remedy from dim_document where state = 'set_aside' "
         f"order by document_id limit {SHOWN}")


def night(home: Home, outcome, language: str) -> str:
    """The night as Markdown, for the terminal and for Prefect, in ``zh`` or ``en``."""
    say = phrases.words(language)
    lines = [f"# gongkai · {outcome.run_id}", ""]
    if problems := [*outcome.alarms, *outcome.problems]:
        lines += [f"- {phrases.reason(problem, language)}" for problem in problems[:MOST]] + [""]
        if len(problems) > MOST:
            lines += ["- " + say["night_problems_more"].format(count=len(problems) - MOST), ""]
    for check in outcome.checks:
        if check.rows:
            lines.append("- " + say["check_stops" if check.stops else "check_warns"].format(
                name=check.name, message=check.message, rows=check.rows))
    if not outcome.published:
        return "\n".join([*lines, "", say["not_published"]])
    lines += figures(home, language)
    lines += ["", f"## {say['where']}", "",
              "- " + say["where_warehouse"].format(link=home.current, release=outcome.release.name)]
    if outcome.exports:
        lines.append("- " + say["where_exports"].format(folder=home.exports, count=len(outcome.exports)))
    lines.append("- " + say["where_ask"])
    return "\n".join([*lines, *(["", say["unchanged"]] if outcome.state == "unchanged" else [])])


def figures(home: Home, language: str) -> list[str]:
    """Counts of the current release: documents by state, cells by proof, mismatches, and what was set aside."""
    say = phrases.words(language)
    with releases.connect(home) as con:
        states = dict(con.execute(DOCUMENTS).fetchall())
        cells, numbers, proven = con.execute(CELLS).fetchone()
        sums, documents = con.execute(FAILING).fetchone()
        loaded, aside = (con.execute(query).to_arrow_table().to_pylist() for query in (LOADED, ASIDE))
        notes = [note for (note,) in con.execute("select notes from release where notes <> ''").fetchall()]
    counted = say["or"].join(say["state_count"].format(count=count, state=phrases.value("state", state, language))
                             for state, count in states.items())
    share = f"{100 * proven / max(cells, 1):.1f} %"
    lines = ["- " + say["documents"].format(total=sum(states.values()), states=counted),
             "- " + say["cells"].format(cells=cells, numbers=numbers, proven=proven, share=share),
             "- " + say["sums_fail" if sums else "sums_hold"].format(sums=sums, documents=documents),
             *(f"- {phrases.reason(note, language)}" for note in notes)]
    for state, rows in (("loaded", loaded), ("set_aside", aside)):
        if rows:
            lines += ["", f"## {say[state]}", "", *table([told(row, language) for row in rows], language)]
            if states[state] > SHOWN:
                lines.append("\n" + say["more_documents"].format(count=states[state] - SHOWN))
    return lines


def told(row: dict, language: str) -> dict:
    """A row with its reasons in this language, and of many candidates the first."""
    say = phrases.words(language)

    def short(text: str) -> str:
        return CODES.sub(lambda found: found[1] + say["among"].format(count=found[0].count("|") + 1), text)

    return row | {key: short(phrases.reason(row[key], language))
                  for key in ("look", "why", "remedy", "reason") if row.get(key)}


def table(rows: list[dict], language: str) -> list[str]:
    """Rows as the lines of a Markdown table, headed in this language; none without rows. A bar in a text is no border
    of its cell, and a line's end none of its row."""
    if not rows:
        return []
    say = phrases.words(language)
    written = [["" if value is None else str(value).replace("|", "\\|").replace("\n", "⏎") for value in row.values()]
               for row in rows]
    heads = [say[f"head.{key}"] for key in rows[0]]
    return ["| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *written)]
