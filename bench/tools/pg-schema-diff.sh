# pg-schema-diff: a folder of SQL, which it runs in a temporary database, and a database. https://github.com/stripe/pg-schema-diff
# Without its validation, which runs the plan in one more temporary database and about doubles the time.
program_of() { [ "$engine" != postgresql ] || echo pg-schema-diff; }

version() { "$program" version | sed "s/^version=//"; }

prepare() {
  mkdir -p "$folder/desired"
  cp "$declared" "$folder/desired/schema.sql"
}

call() {
  command=("$program" plan --from-dsn "postgres://$user@$host:$port/$(database "$live")?sslmode=$PGSSLMODE" --to-dir "$folder/desired"
    --disable-plan-validation --data-pack-new-tables=false)
}

# What is not SQL are the words for "no difference".
sql() { grep -v -i '^--\|^schema matches expected' || :; }

# Its temporary databases stay when it is stopped.
clean() {
  echo "SELECT format('DROP DATABASE IF EXISTS %I WITH (FORCE);', datname) FROM pg_database WHERE datname LIKE 'pgschemadiff\_tmp\_%'" |
    administer | grep DROP | administer || :
}
