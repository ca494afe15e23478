"""The statutory form filled in from a release: one agency's report, or the sums over an area, as a workbook.

Every figure is printed, or a sum of printed ones; totals are sums of printed totals, never computed over their parts.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import xlsxwriter

from flows import export, export_files, form_sheet, phrases, releases
from flows.form_sheet import FILLS, Figure, Form
from flows.home import Home

OWN = "own"
LEVELS = (OWN, "prefecture", "county", "township")  # the order of the sheets
WITHIN = "$area in (agency.region_code, agency.county_code, agency.prefecture_code, agency.province_code)"
COUNTED = f"""
    select count(*) filter (is_expected) as expected,
        count(*) filter (is_expected and census_status = 'loaded') as loaded,
        count(*) filter (is_expected and census_status = 'set_aside') as aside,
        count(*) filter (is_expected and census_status = 'not_received') as missing,
        count(*) filter (not is_expected and census_status = 'loaded') as others
    from mart_census as census join dim_agency as agency using (agency_id)
    where {WITHIN} and agency.agency_level = $basis and report_year = $year
"""
REPORTERS = f"""
    select agency.agency_name, agency.region_code, agency.prefecture_name, agency.county_name, agency.agency_level,
        census.census_status, census.timeliness, census.published_on, census.deadline, document.edition,
        census.set_aside_reason, document.source_file, document.url
    from mart_census as census join dim_agency as agency using (agency_id)
    left join dim_document as document on document.agency_id = census.agency_id
        and document.report_year = census.report_year and document.state = 'loaded'
    where census.report_year = $year and (is_expected or documents > 0)
        and case when $agency is null then {WITHIN} and agency.agency_level != 'department'
            else agency.agency_key = $agency end
    order by agency.region_code, agency.agency_key
"""
YEARS = """
    select distinct document.report_year from dim_document as document left join dim_agency as agency using (agency_id)
    where state = 'loaded' and document.report_year is not null and ($agency is null or agency.agency_key = $agency)
    order by document.report_year
"""
CELLS = f"""
    select agency_level, edition, form_table, row_label, column_label, agency_name, region_code, status, raw_text,
        value, unit, proof, implied_value, candidates, correction_id, place, source_file, url
    from mart_report_cell as agency
    where report_year = $year and case when $agency is null then {WITHIN} and agency_level != 'department'
            and (value_comparable is null or proof = 'contradicted' or correction_id is not null)
        else agency_key = $agency end
    order by section, position, region_code, agency_key
"""


def write(home: Home, out: Path, year: int, region: str | None = None, agency: str | None = None,
          language: str = "zh") -> int:
    """Write the form of a report year for ``region``, a division's name or code, or for one ``agency``, by name or key.

    One sheet for every level summed and every edition of the form, one with the cells behind the marks, one with who
    has reported and who has not. Returns how many sheets hold a form. Raises LookupError for a region or agency that
    is not known or of which nothing is known for that year, ValueError for another file type.
    """
    if out.suffix.lower() != ".xlsx":
        raise ValueError(f"{out.name}: a form is written as .xlsx")
    out.parent.mkdir(parents=True, exist_ok=True)
    scratch, say = out.with_name(f".{out.name}"), phrases.words(language)
    with releases.connect(home) as con:
        asked = {"area": region and export.region_code(con, region), "agency": agency and agency_key(con, agency),
                 "year": year}
        forms = list(filled(con, asked, language))
        if not forms and (agency or not con.execute(f"select 1 from ({REPORTERS}) limit 1", asked).fetchone()):
            years = con.execute(YEARS, {"agency": asked["agency"]}).fetchall()
            raise LookupError(f"there is no report of {agency or region} of {year}; there are of "
                              + ", ".join(str(known) for (known,) in years))
        with xlsxwriter.Workbook(str(scratch)) as book:
            book.set_properties({"created": export_files.PACKED_ON})
            for form in forms:
                form_sheet.add(book, form, language)
            for name, query in (("form_cells", CELLS), ("form_reporters", REPORTERS)):
                sheet = export.as_shown(con.execute(query, asked), name, language, [])
                export_files.add_rows(book, say[name], sheet)
    scratch.replace(out)
    return len(forms)


def agency_key(con, agency: str) -> str:
    """The key of an agency told by it, by its name, or by a part of its name that no other reporting agency has."""
    found = con.execute("select agency_key, agency_name from dim_agency where agency_key = $1 or agency_name = $1 "
                        "order by agency_id", [agency]).fetchall()
    found = found or con.execute("select agency_key, agency_name from dim_agency where contains(agency_name, $1) "
                                 "and has_documents order by agency_id", [agency]).fetchall()
    if not found:
        raise LookupError(f"no agency {agency!r} has a report here; dim_agency lists them")
    if len(found) > 1:
        raise LookupError(f"{len(found)} agencies are called {agency!r}; give one of their keys: "
                          + ", ".join(map(" ".join, found[:export.LISTED])))
    return found[0][0]


def filled(con, asked: dict, language: str) -> Iterator[Form]:
    """The forms, one for every level summed and edition printed."""
    say = phrases.words(language)
    cursor = con.execute("from summary_of($area, $year, agency := $agency)", asked)
    columns = [column[0] for column in cursor.description]
    rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    rows.sort(key=lambda row: LEVELS.index(row["basis"]))
    editions = {basis: {row["edition"] for row in cells} for basis, cells in groupby(rows, lambda row: row["basis"])}
    for (basis, edition), cells in groupby(rows, lambda row: (row["basis"], row["edition"])):
        cells = list(cells)
        reports = max(cell["reports"] for cell in cells)
        if basis == OWN and reports > 1:
            raise LookupError(f"{reports} agencies report for {asked['area']}: name one by --agency")
        level = say[f"form_basis.{basis}"]
        lines = [say["form_edition"].format(edition=edition)]
        if basis == OWN:
            lines += [say["form_as_printed"]]
        else:
            numbers = counted(con, asked, basis)
            lines += [say["form_expected"].format(reports=reports, **numbers)]
            lines += [say["form_not_expected"].format(**numbers)] if numbers["others"] else []
            lines += [say["form_other_editions"]] if len(editions[basis]) > 1 else []
            lines += [say["form_summed"]]
        lines += [released(con, say)]
        title = say["form_title" if basis == OWN else "form_title_sum"].format(
            name=name_of(con, asked), year=asked["year"], level=level)
        yield Form(say["form_sheet"].format(level=level, edition=edition), edition, title, lines, {
            (cell["form_table"], cell["row_key"], cell["column_key"]):
            Figure(cell["value"], tuple(mark for mark in FILLS if cell[f"reports_{mark}"])) for cell in cells})


def name_of(con, asked: dict) -> str:
    """The name of the area or agency."""
    return con.execute("select region_name from dim_region where region_code = $area and $agency is null "
                       "union all select agency_name from dim_agency where agency_key = $agency",
                       {"area": asked["area"], "agency": asked["agency"]}).fetchone()[0]


def counted(con, asked: dict, basis: str) -> dict[str, int]:
    """How many reports of a level are expected, loaded, set aside and missing; and loaded though not expected."""
    cursor = con.execute(COUNTED, {"area": asked["area"], "year": asked["year"], "basis": basis})
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def released(con, say: dict[str, str]) -> str:
    return say["form_release"].format(release=con.execute("select run_id from release").fetchone()[0])
