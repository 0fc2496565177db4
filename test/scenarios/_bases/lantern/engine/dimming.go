package engine

const floor = 40
