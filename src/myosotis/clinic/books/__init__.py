"""Which book a clinic judges by: the one that came along, with its own stricter limits; and every version ever used."""
