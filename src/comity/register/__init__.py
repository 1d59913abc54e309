"""What the world is called, as dated and sourced data, with a small library over it."""
