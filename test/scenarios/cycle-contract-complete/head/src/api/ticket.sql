create table ticket (broken text, urgent boolean, hours integer);
