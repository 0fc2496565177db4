package engine

func Dim(light int) int { return 100 - light }
