"""For anyone, without an account: may it be myoses, where to seek help, and what both sources say."""
