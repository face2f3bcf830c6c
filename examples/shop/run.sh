#!/bin/sh
# The story of a shop, from an empty database to a change that is made, looked at, and taken back.
#
#   examples/shop/run.sh                                          on SQLite, in a folder of its own
#   examples/shop/run.sh postgresql://postgres@localhost/shop     on an empty PostgreSQL database
#   examples/shop/run.sh mysql://root@localhost/shop              on an empty MySQL database
#   examples/shop/run.sh mariadb://root@localhost/shop            on an empty MariaDB database
#
# UNDERPIN names another underpin than ./underpin.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
underpin=${UNDERPIN:-$here/../../underpin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

url=${1:-sqlite:$work/shop.db}
migrations=$work/migrations
export UNDERPIN_URL="$url"

say() { if [ -t 1 ]; then printf '\n\033[1m# %s\033[0m\n' "$*"; else printf '\n# %s\n' "$*"; fi; }

# run EXPECTED-EXIT-CODE COMMAND…
run() {
  expected=$1
  shift
  printf '$ underpin %s\n' "$*"
  code=0
  "$underpin" "$@" || code=$?
  if [ "$code" -ne "$expected" ]; then
    echo "expected exit code $expected, got $code" >&2
    exit 1
  fi
}

# The server's own client, told what the URL says: scheme://user:password@host:port/database
client() {
  place=${url#*://}
  user=${place%@*}
  place=${place##*@}
  host=${place%%/*}
  case $user in *:*) export MYSQL_PWD="${user#*:}" ;; esac
  case $host in *:*) port=${host##*:} ;; *) port=3306 ;; esac
  database=${place#*/}
  "${url%%:*}" --no-defaults --protocol=tcp --default-character-set=utf8mb4 -N \
    --host="${host%%:*}" --port="$port" --user="${user%%:*}" "${database%%\?*}"
}

# What somebody might do by hand, behind everybody's back.
sql() {
  case $url in
    sqlite:*) sqlite3 -bail "${url#sqlite:}" ;;
    mysql:* | mariadb:*) client ;;
    *) psql -X -q -v ON_ERROR_STOP=1 "$url" ;;
  esac
}

# An empty file is an empty database.
case $url in sqlite:*) [ -e "${url#sqlite:}" ] || : >"${url#sqlite:}" ;; esac

say 'The plan for an empty database'
run 0 plan --schema "$here/schema.yaml"

say 'Make it so, and plan again: nothing is left to do'
run 0 apply --direct --yes --schema "$here/schema.yaml"
run 0 plan --exit-code --schema "$here/schema.yaml"

say 'A year of business'
sql < "$here/data.sql"

say 'The second version of the shop. A drop has to be allowed by name'
run 3 plan --save add_loyalty --schema "$here/schema.v2.yaml" --migrations "$migrations"
run 0 plan --save add_loyalty --allow drop-column,drop-table --schema "$here/schema.v2.yaml" --migrations "$migrations"
ls "$migrations"/*

say 'Run what was saved and reviewed'
run 2 status --migrations "$migrations"
run 0 apply --yes --migrations "$migrations"
run 0 status --migrations "$migrations"
run 0 drift
run 0 plan --exit-code --schema "$here/schema.v2.yaml" --migrations "$migrations"

say 'Somebody changes a table by hand'
echo 'ALTER TABLE products ADD COLUMN colour varchar(20);' | sql
run 2 drift
echo 'ALTER TABLE products DROP COLUMN colour;' | sql
run 0 drift

say 'Take the change back: the schema and the rows, the dropped column and table too'
run 0 rollback --yes --migrations "$migrations"
run 0 plan --exit-code --schema "$here/schema.yaml"
echo 'SELECT id, name, fax FROM customers ORDER BY id; SELECT email FROM newsletter_signups ORDER BY email;' | sql
