resource "cluster" "orchard" {
  nodes = 3
}
