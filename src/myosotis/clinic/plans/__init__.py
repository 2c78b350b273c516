"""From the answers to the next dose, to the decision after the third treatment, and to closing what was urgent."""
