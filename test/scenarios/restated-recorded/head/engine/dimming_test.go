package engine

var floors = []int{30}
