-- LINT.IfChange
INSERT INTO limits VALUES ('per_day', 10000);
-- LINT.ThenChange(//src/limits.go)
