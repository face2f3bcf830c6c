# Liquibase: two databases. It writes the SQL to a file. Not SQLite, where it prints no SQL for a changed type. https://www.liquibase.com
program_of() { [ "$engine" = sqlite ] || echo liquibase; }

version() { "$program" --version 2>&1 | sed -n 's/^Liquibase Version: //p'; }

jdbc_url() { echo "jdbc:$engine://$host:$port/$(database "$1")"; }

# It never writes over a file, and it reports its use to its makers where that is not turned off.
prepare() {
  rm -f "$folder"/changes.*.sql
  export LIQUIBASE_ANALYTICS_ENABLED=false
  local password=${PGPASSWORD:-}
  [ "$engine" != mariadb ] || password=${MYSQL_PWD:-}
  [ -z "$password" ] || export LIQUIBASE_COMMAND_PASSWORD=$password LIQUIBASE_COMMAND_REFERENCE_PASSWORD=$password
}

call() {
  command=("$program" diff-changelog --reference-url "$(jdbc_url "$wanted")" --url "$(jdbc_url "$live")" --changelog-file "changes.$engine.sql"
    --reference-username "$user" --username "$user")
}

sql() {
  cat > /dev/null
  [ ! -e "$folder/changes.$engine.sql" ] || grep -v '^--' "$folder/changes.$engine.sql" || :
}
