resource "role" "grading" {
  may = ["read"]
}
