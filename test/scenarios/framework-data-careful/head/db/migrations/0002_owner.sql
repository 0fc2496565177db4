alter table grades add column owner text;
