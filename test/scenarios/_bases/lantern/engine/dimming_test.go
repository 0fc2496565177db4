package engine

var floors = []int{40}
