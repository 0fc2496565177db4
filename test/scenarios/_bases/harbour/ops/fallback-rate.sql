select carrier, avg(fallback) from relays group by carrier;
