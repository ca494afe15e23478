-- grain: this release, one row
-- key: run_id
-- caveat: the versions are digests of the reference files and of the SQL; notes tell which inputs were not there; the manifest beside the release says more
select
    run_id,
    reference_version,
    sql_version,
    previous_run_id,
    notes
from source_release
