"""The star schema, the marts, the checks and the exports: one object a file."""
