# The databases of a comparison, on one engine: old and same have the schema, new has the changed one, empty has nothing.
# Sourced by run. Uses engine, work; sets host, port, user, and the password in the environment only.

client=

# connect URL: takes the URL of a server apart.
connect() {
  local rest=${1#*://} credentials=
  rest=${rest%%\?*}
  rest=${rest%%/*}
  case $rest in *@*) credentials=${rest%@*} rest=${rest##*@} ;; esac
  user=${credentials%%:*}
  host=${rest%%:*}
  port=${rest#"$host"}
  port=${port#:}
  case $engine in
    postgresql)
      user=${user:-postgres} port=${port:-5432}
      case $credentials in *:*) PGPASSWORD=$(decoded "${credentials#*:}") && export PGPASSWORD ;; esac
      export PGSSLMODE=${PGSSLMODE:-disable}
      ;;
    mariadb)
      user=${user:-root} port=${port:-3306}
      case $credentials in *:*) MYSQL_PWD=$(decoded "${credentials#*:}") && export MYSQL_PWD ;; esac
      client=$(command -v mariadb || command -v mysql) || fail "needs mariadb or mysql (on Debian: apt-get install mariadb-client)"
      ;;
  esac
}

# A part of a URL, where %40 is the letter @.
decoded() { printf '%b' "${1//%/\\x}"; }

# The name of the database that plays a part (old, same, new, empty, scratch or copy); of SQLite, its file.
database() {
  if [ "$engine" = sqlite ]; then echo "$work/databases/$1.db"; else echo "underpin_bench_tools_$1"; fi
}

# The URL for Underpin, without a password.
url_of() {
  if [ "$engine" = sqlite ]; then echo "sqlite:$(database "$1")"; else echo "$engine://$user@$host:$port/$(database "$1")"; fi
}

# shell_of PART: runs the SQL of standard input in the engine's own shell, and stops at the first error.
shell_of() {
  case $engine in
    # Not to wait for the disk at each of the many tables: nobody measures this part.
    sqlite) { echo "PRAGMA synchronous = OFF;" && cat; } | sqlite3 -init /dev/null -bail "$(database "$1")" ;;
    postgresql) psql -X -q -v ON_ERROR_STOP=1 -h "$host" -p "$port" -U "$user" -d "$(database "$1")" ;;
    mariadb) "$client" --protocol=TCP -h "$host" -P "$port" -u "$user" "$(database "$1")" ;;
  esac
}

# Runs the SQL of standard input in no database of ours.
administer() {
  case $engine in
    postgresql) PGOPTIONS='-c client_min_messages=error' psql -X -q -h "$host" -p "$port" -U "$user" -d postgres -v ON_ERROR_STOP=1 ;;
    mariadb) "$client" --protocol=TCP -h "$host" -P "$port" -u "$user" ;;
  esac
}

drop() {
  case $engine in
    sqlite) rm -f "$(database "$1")"* ;;
    postgresql) echo "DROP DATABASE IF EXISTS $(database "$1") WITH (FORCE)" | administer ;;
    mariadb) echo "DROP DATABASE IF EXISTS $(database "$1")" | administer ;;
  esac
}

# create PART [FILE]: an empty database, or one in which the SQL of the file ran.
create_database() {
  drop "$1"
  case $engine in
    sqlite) mkdir -p "$work/databases" && sqlite3 -init /dev/null "$(database "$1")" "VACUUM" ;;
    *) echo "CREATE DATABASE $(database "$1")" | administer ;;
  esac
  [ -z "${2:-}" ] || shell_of "$1" < "$2" > "$work/create.log" 2>&1 || fail "$(tail -n 3 "$work/create.log")"
}

# copy FROM FILE: a database named copy, like FROM, which the SQL of the file made.
copy_database() {
  case $engine in
    sqlite) drop copy && cp "$(database "$1")" "$(database copy)" ;;
    postgresql)
      drop copy
      end_sessions
      echo "CREATE DATABASE $(database copy) TEMPLATE $(database "$1")" | administer
      ;;
    mariadb) create_database copy "$2" ;;
  esac
}

# A client that was stopped leaves a statement behind that keeps the server busy.
end_sessions() {
  case $engine in
    postgresql)
      echo "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname LIKE 'underpin\_bench\_tools\_%' OR datname LIKE 'pgschemadiff\_tmp\_%'" |
        administer > /dev/null
      ;;
    mariadb)
      echo "SELECT concat('KILL ', id, ';') FROM information_schema.processlist WHERE db LIKE 'underpin\_bench\_tools\_%' OR db = '_skeema_tmp'" |
        administer | tail -n +2 | administer 2> /dev/null || :
      ;;
  esac
}

drop_databases() {
  local part
  end_sessions
  for part in old same new empty scratch copy; do drop "$part"; done
}
