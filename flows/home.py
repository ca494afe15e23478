"""Where things lie: the home folder, the root of everything produced, and the reference data kept in git."""

import csv
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """Where everything produced lies.

    ``raw`` the bytes of documents by hash, never changed · ``staged`` Parquet, one folder per batch ·
    ``releases`` warehouses, one file per release · ``current`` the link to the one that counts ·
    ``exports`` CSV and workbooks · ``prefect`` Prefect's own files · ``ledger`` what arrived when ·
    ``lock`` held by the one run that may write.
    """

    root: Path

    @classmethod
    def at(cls, root: str | Path) -> "Home":
        """The home at ``root``, made if it is not there."""
        path = Path(root).expanduser().resolve()
        path.mkdir(parents=True, exist_ok=True)
        return cls(path)

    @classmethod
    def there(cls, root: str | Path) -> "Home":
        """The home at ``root`` to look at, whether it is there or not: nothing is made."""
        return cls(Path(root).expanduser().resolve())

    @property
    def raw(self) -> Path:
        return self.root / "raw"

    @property
    def staged(self) -> Path:
        return self.root / "staged"

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def current(self) -> Path:
        return self.root / "current.duckdb"

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    @property
    def prefect(self) -> Path:
        return self.root / "prefect"

    @property
    def ledger(self) -> Path:
        return self.root / "ledger.sqlite"

    @property
    def lock(self) -> Path:
        return self.root / "run.lock"


def project_data() -> Path:
    """The folder ``data`` kept in git: beside the packages in a checkout, inside ``flows`` in a wheel."""
    here = Path(__file__).resolve().parent
    for folder in (here.parent / "data", here / "data"):
        if (folder / "forms").is_dir():
            return folder
    raise FileNotFoundError("data/forms lies neither beside nor inside the package flows")


def table_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file as dictionaries, for all that is small."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
