"""What a card can say: typed nodes, how text becomes nodes, and how nodes become words again."""
