"""How the encoder in the box is made: origin, vocabulary, training, export. Needs the extra `models`."""
