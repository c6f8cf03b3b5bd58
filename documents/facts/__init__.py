"""The quantitative statements of a plan, found by general wording wherever they stand, as data."""
