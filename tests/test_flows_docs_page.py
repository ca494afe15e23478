"""The data dictionary tells every object, its columns in both languages, and the lineage."""

import pytest
from lxml import html

from flows import docs_page, models, publication, warehouse


@pytest.fixture
def page(staging, report, tmp_path):
    staging.lay("b1", report("x"))
    built = warehouse.build(staging.home, staging.home.releases / ".r1.duckdb", "r1").path
    publication.publish(staging.home, built, "r1")
    return html.parse(str(docs_page.write(staging.home, tmp_path / "docs" / "index.html")))


def test_every_object_has_a_section_with_its_words(page):
    for model in models.all_models() + models.folder("exports"):
        section = page.xpath(f"//section[@id='{model.folder}-{model.name}']")
        assert len(section) == 1 and section[0].xpath("p")[0].text_content().strip(), model.name
    words = page.xpath("//section[@id='marts-mart_township_comparison']")[0].text_content()
    assert "乡镇比较" in words and "disclosure_rate" in words and "公开率" in words


def test_marts_and_star_stand_before_what_is_only_on_the_way(page):
    folders = [target.split("-")[0] for target in page.xpath("//ul/li/a/@href")]
    assert list(dict.fromkeys(folders)) == ["#marts", "#core", "#exports", "#staging"]


def test_lineage_tells_what_reads_what(page):
    told = page.xpath("//section[@id='marts-mart_indicator']//p[@class='lineage']")[0].text_content()
    reads, readers = told.split("read by:")
    assert "fct_value_comparable" in reads and "mart_township_comparison" in readers


def test_every_link_of_the_page_leads_somewhere(page):
    targets = {f"#{name}" for name in page.xpath("//section/@id")}
    assert set(page.xpath("//a/@href")) <= targets


def test_models_read_only_what_is_made_before_them():
    order = {model.name: number for number, model in enumerate(models.all_models())}
    for name, sources in docs_page.lineage().items():
        made = {source for source in sources if not source.startswith("source_")}
        assert made <= order.keys(), (name, made - order.keys())
        assert all(order[source] < order.get(name, len(order)) for source in made), name
