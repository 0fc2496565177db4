# Carriers are chosen by the load balancer.
