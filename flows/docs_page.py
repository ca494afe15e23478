"""The data dictionary as one page: every table and column in both languages, and which model reads which."""

from html import escape
from pathlib import Path

import duckdb

from flows import export_words, models, releases
from flows.home import Home

FOLDERS = ("marts", "core", "exports", "staging")  # as an analyst asks for them, not as they are built
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td { border: 1px solid #ccc; padding: .2rem .5rem }
section { margin-top: 2.5rem } code { font-size: 90% } .lineage { color: #555 }
"""


def write(home: Home, out: Path) -> Path:
    """Write the dictionary of the current release to ``out`` as HTML; return ``out``.

    Raises LookupError where nothing has been published yet.
    """
    with releases.connect(home) as con:
        page = whole_page(con)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    return out


def lineage() -> dict[str, set[str]]:
    """For each model, export and check the objects it reads; ``source_…`` are inputs of the build."""
    return {model.name: model.reads
            for model in models.all_models() + models.folder("exports") + models.folder("checks")}


def whole_page(con: duckdb.DuckDBPyConnection) -> str:
    """The page: release, list of objects, a section for each."""
    reads = lineage()
    release = con.execute("select run_id from release").fetchone()[0]
    shown = [model for folder in FOLDERS for model in models.folder(folder)]
    listed = "".join(f'<li><a href="#{model.folder}-{model.name}"><code>{model.name}</code></a></li>'
                     for model in shown)
    sections = "".join(section(con, model, reads) for model in shown)
    return (f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>gongkai {escape(release)}</title>'
            f"<style>{STYLE}</style><h1>gongkai — {escape(release)}</h1><ul>{listed}</ul>{sections}</html>\n")


def section(con, model: models.Model, reads: dict[str, set[str]]) -> str:
    """One object: its comment or head, what it reads and what reads it, its columns."""
    readers = sorted(name for name, sources in reads.items() if model.name in sources)
    words = comment(con, model) or "; ".join(model.head.get(part, "") for part in ("grain", "caveat"))
    if model.folder == "exports":
        told = export_words.about(model.name)
        words = f"{told['zh']}：{told['note_zh']} — {told['en']}. {words}"
    return (f'<section id="{model.folder}-{model.name}"><h2><code>{model.name}</code> <small>{model.folder}</small>'
            f"</h2><p>{escape(words)}</p>"
            f'<p class="lineage">来自 reads: {linked(sorted(reads[model.name]))}<br>用于 read by: {linked(readers)}</p>'
            f"{columns_table(con, model)}</section>")


def linked(names: list[str]) -> str:
    folders = {model.name: model.folder for model in models.all_models()}
    return ", ".join(f'<a href="#{folders[name]}-{name}"><code>{name}</code></a>' if name in folders
                     else f"<code>{escape(name)}</code>" for name in names) or "—"


def comment(con, model: models.Model) -> str | None:
    """The comment in the database; None for what is not in the release."""
    found = con.execute("select comment from duckdb_tables() where table_name = $1 union all "
                        "select comment from duckdb_views() where view_name = $1 union all "
                        "select comment from duckdb_functions() where function_name = $1 and not internal",
                        [model.name]).fetchone()
    return found[0] if found and model.folder != "exports" else None


def columns_table(con, model: models.Model) -> str:
    rows = con.execute("select column_name, data_type, comment from duckdb_columns() where table_name = ? "
                       "order by column_index", [model.name]).fetchall()
    if not rows or model.folder == "exports":
        return ""
    cells = "".join(f"<tr><td><code>{escape(name)}</code></td><td>{escape(kind)}</td>"
                    f"<td>{escape(words or '')}</td></tr>" for name, kind, words in rows)
    return f"<table>{cells}</table>"
