"""From readings to facts: numbers, proof by the form's identities, whose report it is. Knows no file formats."""
