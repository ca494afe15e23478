"""Characters: traditional letters, mirrors' pinyin, Kangxi radicals, odd blanks, and the encodings of files."""

import random

import opencc

from .model import Report

RADICALS = {"一": "⼀", "二": "⼆", "十": "⼗", "人": "⼈", "大": "⼤", "无": "⽆", "止": "⽌", "行": "⾏", "自": "⾃",
            "金": "⾦", "方": "⽅", "工": "⼯", "用": "⽤", "文": "⽂", "日": "⽇", "月": "⽉", "非": "⾮"}
PINYIN = {"规": "規(guī)", "数": "數(shù)", "报": "報(bào)", "处": "處(chù)", "请": "請(qǐng)", "结": "結(jié)",
          "总": "總(zǒng)", "机": "機(jī)", "复": "復(fù)", "诉": "訴(sù)", "乡": "鄉(xiāng)", "镇": "鎮(zhèn)"}


def everywhere(report: Report, change, title: bool = True) -> None:
    """Apply a change of characters to all that is printed."""
    for block in report.blocks:
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row:
                    cell.text = change(cell.text)
        elif title or block.level != 1:
            block.text = change(block.text)


def kangxi(report: Report, rng: random.Random) -> None:
    table = str.maketrans(RADICALS)
    everywhere(report, lambda text: text.translate(table))
    report.damage("kangxi_radicals")


def traditional(report: Report, rng: random.Random) -> None:
    convert = opencc.OpenCC("s2t").convert
    everywhere(report, convert)
    report.title = convert(report.title)
    report.damage("traditional")


def mirror(report: Report, rng: random.Random) -> None:
    """Spam mirrors: traditional letters, some with their pinyin behind them."""
    kept = {letter: spelled for letter, spelled in PINYIN.items() if rng.random() < 0.7}
    convert = opencc.OpenCC("s2t").convert

    def change(text: str) -> str:
        return "".join(
            kept[letter] if letter in kept and rng.random() < 0.5 else convert(letter) for letter in text
        )

    everywhere(report, change)
    report.damage("mirror_pinyin")


def odd_blanks(report: Report, rng: random.Random) -> None:
    """No-break, ideographic and zero-width blanks inside labels."""
    odd = rng.choice(("\u00a0", "\u3000", "\u200b", "\ufeff"))
    for table in report.tables():
        for row in table.rows:
            for cell in row:
                if cell.address is None and len(cell.text) > 2 and rng.random() < 0.4:
                    at = rng.randrange(1, len(cell.text))
                    cell.text = cell.text[:at] + odd + cell.text[at:]
    report.damage("odd_blanks")


def encode(text: str, rng: random.Random, encoding: str) -> bytes:
    """The file's bytes; letters the encoding lacks are left out as a careless editor leaves them out."""
    if encoding == "utf-16":
        return text.encode("utf-16")
    if encoding == "wrong_declaration":
        return text.replace("charset=utf-8", "charset=gb2312").replace("'utf-8'", "'gb2312'").encode("utf-8")
    if encoding in ("gb18030", "gbk", "big5"):
        text = text.replace("charset=utf-8", f"charset={encoding}").replace("'utf-8'", f"'{encoding}'")
    return text.encode(encoding, errors="replace" if encoding in ("gbk", "big5") else "strict")
