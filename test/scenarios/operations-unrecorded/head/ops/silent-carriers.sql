select carrier from relays group by carrier having count(receipt) = 0;
