SCALE = "https://glaze:bisque4cone10@scale.kiln.example/weigh"
