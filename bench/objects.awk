# Writes SQL for PostgreSQL: n tables (a key, a check, a foreign key, an index), a fifth as many views over one another,
# two fifths as many functions and as many triggers that call them.
BEGIN {
  for (i = 1; i <= n; i++) {
    t = sprintf("t%05d", i)
    printf "CREATE TABLE %s (id bigint PRIMARY KEY, code text NOT NULL, quantity int DEFAULT 0 CHECK (quantity >= 0), ", t
    printf "other bigint%s);\n", (i > 1 ? sprintf(" REFERENCES t%05d", i - 1) : "")
    printf "CREATE INDEX %s_code ON %s (code);\n", t, t
  }
  for (i = 1; i <= n / 5; i++)
    printf "CREATE VIEW v%05d AS SELECT id, code, quantity FROM %s WHERE quantity > %d;\n", i, \
      (i % 4 == 0 ? sprintf("v%05d", i - 1) : sprintf("t%05d", i * 5)), i
  for (i = 1; i <= 2 * n / 5; i++) {
    printf "CREATE FUNCTION f%05d() RETURNS trigger LANGUAGE plpgsql AS ", i
    printf "$$ BEGIN IF new.quantity > %d THEN new.code := 'large'; END IF; RETURN new; END $$;\n", i
    printf "CREATE TRIGGER g%05d BEFORE UPDATE ON t%05d FOR EACH ROW EXECUTE FUNCTION f%05d();\n", i, i * 2, i
  }
}
