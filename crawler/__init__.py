"""Goes and looks: a school and its last visit in, a visit out."""
