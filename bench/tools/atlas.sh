# Atlas, community edition: a file of SQL, which it runs in an empty database, and a database. https://atlasgo.io
# The URLs are in its file of settings, which takes the password from the environment.
program_of() { echo atlas; }

version() { "$program" version | head -n 1; }

atlas_url() {
  local password=
  case $engine in
    postgresql)
      [ -z "${PGPASSWORD:-}" ] || password=':${urlescape(getenv("PGPASSWORD"))}'
      echo "postgres://$user$password@$host:$port/$(database "$1")?search_path=public&sslmode=$PGSSLMODE"
      ;;
    mariadb)
      [ -z "${MYSQL_PWD:-}" ] || password=':${urlescape(getenv("MYSQL_PWD"))}'
      echo "mariadb://$user$password@$host:$port/$(database "$1")"
      ;;
    sqlite) echo "sqlite://$(database "$1")" ;;
  esac
}

prepare() {
  local scratch="sqlite://scratch?mode=memory"
  [ "$engine" = sqlite ] || scratch=$(atlas_url scratch)
  printf 'env "bench" {\n  url = "%s"\n  src = "%s"\n  dev = "%s"\n}\n' "$(atlas_url "$live")" "$(atlas_desired)" "$scratch" > "$folder/atlas.hcl"
}

atlas_desired() { echo "file://$declared"; }

call() {
  command=("$program" schema diff --env bench --from env://url --to env://src --format '{{ sql . }}')
}

sql() { grep -v '^--' || :; }
