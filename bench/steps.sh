# Sourced by bench/run: what a step of a saved migration costs beside the statement itself.

# steps TABLES:STEPS…: a database of so many tables, so many of which get a column in a step of its own: by the database's
# shell, which runs up.sql and down.sql, and by Underpin, which looks at what each step has done.
steps() {
  local each
  [ $# -gt 0 ] || set -- 1000:1000 10000:3
  postgresql
  echo
  echo "| engine | tables | steps | shell, ms | apply, ms | with nothing to do, ms | a step beside its statement, ms | rollback: shell, ms | rollback, ms | a step, ms |"
  echo "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
  for each in "$@"; do
    small_steps sqlite "${each%:*}" "${each#*:}"
    small_steps postgresql "${each%:*}" "${each#*:}"
  done
}

small_steps() {
  local engine=$1 tables=$2 count=$3 url copy nothing shell run shell_back back
  rm -rf "$work/steps"
  mkdir "$work/steps"
  cd "$work/steps"
  case $engine in
    sqlite)
      url=sqlite:$work/steps/bench.db
      copy=sqlite:$work/steps/copy.db
      ;;
    *)
      psql -X -q "$postgresql" -c "DROP DATABASE IF EXISTS underpin_bench_copy" -c "DROP DATABASE IF EXISTS underpin_bench_1" \
        -c "CREATE DATABASE underpin_bench_1" 2> /dev/null
      url=$(with_database underpin_bench_1)
      copy=$(with_database underpin_bench_copy)
      ;;
  esac
  tables_with_a_column "$tables" 0 > schema.yaml
  [ "$engine" != sqlite ] || touch bench.db
  "$home/underpin" plan --format sql --url "$url" > create.sql 2> err || fail "$(tail -n 3 err)"
  create "$url" create.sql > /dev/null
  "$home/underpin" baseline --url "$url" > out 2>&1 || fail "$(tail -n 3 out)"
  case $engine in
    sqlite) cp bench.db copy.db ;;
    *) psql -X -q "$postgresql" -c "CREATE DATABASE underpin_bench_copy TEMPLATE underpin_bench_1" ;;
  esac
  nothing=$(milliseconds "$home/underpin" apply --yes -q --url "$url")
  tables_with_a_column "$tables" "$count" > schema.yaml
  "$home/underpin" plan --save change --url "$url" > out 2>&1 || fail "$(tail -n 3 out)"
  shell=$(milliseconds in_shell "$copy" migrations/*_change/up.sql)
  run=$(milliseconds "$home/underpin" apply --yes -q --url "$url")
  "$home/underpin" diff "$url" "$copy" > out 2>&1 || fail "the shell and Underpin do not agree: $(head -n 5 out)"
  shell_back=$(milliseconds in_shell "$copy" migrations/*_change/down.sql)
  back=$(milliseconds "$home/underpin" rollback --yes -q --url "$url")
  "$home/underpin" diff "$url" "$copy" > out 2>&1 || fail "the shell and Underpin do not agree: $(head -n 5 out)"
  awk -v OFS=' | ' -v n="$count" -v nothing="$nothing" -v head="| $engine | $tables | $count" -v shell="$shell" -v run="$run" \
    -v shell_back="$shell_back" -v back="$back" 'BEGIN {
      print head, shell, run, nothing, beside(run, shell), shell_back, back, beside(back, shell_back) " |" }
    function beside(all, statement) { return sprintf("%.1f", (all - nothing - statement) / n) }'
  if [ "$engine" = postgresql ]; then
    psql -X -q "$postgresql" -c "DROP DATABASE underpin_bench_copy" -c "DROP DATABASE underpin_bench_1"
  fi
  cd "$home"
}

in_shell() {
  case $1 in
    sqlite:*) sqlite3 -bail "${1#sqlite:}" < "$2" ;;
    *) psql -X -q -v ON_ERROR_STOP=1 -f "$2" "$1" ;;
  esac
}

# tables_with_a_column N K: YAML of N tables, K of which have one more column.
tables_with_a_column() {
  awk -v n="$1" -v k="$2" 'BEGIN {
    print "tables:"
    for (i = 1; i <= n; i++) {
      printf "  table_%05d:\n    columns:\n      id: bigint not null\n      code: varchar(40)\n", i
      if (i <= k) print "      more: integer"
      print "    primary_key: [id]"
    }
  }'
}
