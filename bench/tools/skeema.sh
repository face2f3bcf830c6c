# Skeema, community edition: a folder with a file of SQL for each table, and a database. https://www.skeema.io
program_of() { [ "$engine" != mariadb ] || echo skeema; }

version() { "$program" version | head -n 1; }

# 1: there are changes.
accepted="0 1"

prepare() {
  printf 'schema=%s\n[production]\nhost=%s\nport=%s\nuser=%s\n' "$(database "$live")" "$host" "$port" "$user" > "$folder/.skeema"
  (cd "$folder" && awk '/^CREATE TABLE/ { file = $3 ".sql" } { print > file } /^\);/ { close(file) }' "$declared")
}

call() {
  command=("$program" diff production)
}

# Tables come in no order of their references; `skeema push` runs them without looking at these either.
sql() { grep -v '^--\|^USE ' | sed '1i SET foreign_key_checks = 0;' || :; }

# The schema in which it runs the files stays when it is stopped.
clean() { echo 'DROP DATABASE IF EXISTS _skeema_tmp' | administer; }
