resource "queue" "crates" {}
