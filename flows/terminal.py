"""What every command shares: its options, and how it speaks on the terminal."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from flows import phrases

HomeOption = Annotated[Path, Parameter(name="--home", help="root of everything produced 产出的根目录")]
LanguageOption = Annotated[Literal[phrases.LANGUAGES], Parameter(
    env_var=phrases.LANGUAGE, help="zh Chinese, en English 语言")]
CHINESE = phrases.LANGUAGES[0]
DEFAULT_HOME = Path("data")


def complain(text: str) -> None:
    """Say in red what could not be done; in Chinese too, where there are words for it."""
    from rich.console import Console

    Console(stderr=True).print(complaint(text), soft_wrap=True)  # unbroken, so that paths can be copied


def complaint(problem: object):
    """What could not be done, in English and Chinese, as a Text: brackets in a name or message are no markup."""
    from rich.text import Text

    chinese = phrases.translated(str(problem))
    return Text.assemble(("gongkai", "bold red"), ": ", str(problem), f"\n{chinese}" if chinese else "")


def show(markdown: str) -> None:
    """Markdown as it looks best: laid out for a person, as it is for a file."""
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    if console.is_terminal:
        console.print(Markdown(markdown))
    else:
        print(markdown)


def missing(*paths: Path) -> bool:
    """Complain of paths that are not there."""
    absent = [path for path in paths if not path.exists()]
    for path in absent:
        complain(f"{path} does not exist")
    return bool(absent)
