"""From bytes to grids to readings: what could be printed where. Knows no numbers, files or databases."""
