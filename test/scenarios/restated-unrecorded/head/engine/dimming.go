package engine

const floor = 30
