"""Operations: from the paths of a normal form to what the methods of the client are made of."""
