"""Prefect flows, the command line, and the only code that opens files, sockets and databases."""
