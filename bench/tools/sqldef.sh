# sqldef: a file of SQL and a database. https://github.com/sqldef/sqldef
program_of() {
  case $engine in
    postgresql) echo psqldef ;;
    mariadb) echo mysqldef ;;
    sqlite) echo sqlite3def ;;
  esac
}

version() { "$program" --version; }

call() {
  command=("$program" "$(database "$live")" --dry-run)
  case $engine in
    postgresql) command+=(-h "$host" -p "$port" -U "$user") ;;
    mariadb) command+=(-h "$host" -P "$port" -u "$user") ;;
  esac
  input=$declared
}

sql() { grep -v '^--' || :; }
