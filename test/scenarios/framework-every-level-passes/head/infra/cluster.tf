resource "cluster" "orchard" {
  nodes = 5
}
