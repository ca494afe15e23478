from extract import text


def test_lines_keep_tabs_blanks_and_empty_lines():
    (content,) = text.contents("一\t0\t\t 1 \r\n\r\n  二 |\n||\n".encode("gb18030"))
    assert [line.text for line in content.blocks] == ["一\t0\t\t 1 ", "", "  二 |", "||", ""]
    assert content.blocks[2].place == "line 3"
    assert content.metadata == {"encoding": "gb18030"}
