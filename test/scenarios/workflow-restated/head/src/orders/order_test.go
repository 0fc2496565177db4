package orders

import "testing"

func TestFired(t *testing.T) {
	if Open(true) {
		t.Fatal("a fired order is open")
	}
}
