-- fail: a document of the last release is not in this one; look at the ledger and the staged batches, or begin anew by removing current.duckdb
select sha256
from dim_document_lost
