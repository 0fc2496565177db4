resource "flow" "camera" {
  port = 443
}
