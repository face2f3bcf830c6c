# Alembic: a model of SQLAlchemy and a database (alembic.py). Not SQLite, where it prints no SQL for a changed type. https://alembic.sqlalchemy.org
program_of() { [ "$engine" = sqlite ] || echo alembic; }

# The Python that has it, with psycopg2 and pymysql.
python() { sed -n '1s/^#! *//p' "$program"; }

version() { "$program" --version; }

call() {
  local changed=0
  [ "$wanted" != new ] || changed=1
  command=("$(python)" "$home/bench/tools/alembic.py" "$engine" "$host" "$port" "$user" "$(database "$live")" "$n" "$changed")
}

sql() { grep -v '^--' || :; }
