"""When somebody is there: opening hours, absences with who takes over, and who is told at once. No page promises an absent person."""
