"""Made reports with known figures, set in every style the real ones come in, with their damage on record."""
