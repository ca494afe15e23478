"""Made reports with known figures, set in every style the real ones come in, with their damage on record."""

# Counts how often what a seed gives was changed: figures of corpora of one number alone compare. 2: what sites show.
MAKER = 2
