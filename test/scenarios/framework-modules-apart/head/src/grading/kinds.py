kinds = 6
