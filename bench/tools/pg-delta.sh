# pg-delta: two databases. Its plan is a file of JSON; the SQL is rendered from it afterwards. https://github.com/supabase/pg-toolbelt
program_of() { [ "$engine" != postgresql ] || echo pgdelta; }

version() { sed -n 's/^  "version": "\(.*\)",$/\1/p' "$(dirname "$(readlink -f "$program")")/../../package.json"; }

call() {
  command=("$program" plan --source "postgresql://$user@$host:$port/$(database "$live")" --desired "postgresql://$user@$host:$port/$(database "$wanted")"
    --out "$folder/plan.json")
}

sql() {
  cat > /dev/null
  "$program" render --plan "$folder/plan.json" --out "$folder/plan.sql" > "$folder/render.log" 2>&1 || [ $? -eq 3 ] || cat "$folder/render.log"
  cat "$folder"/plan*.sql 2> /dev/null || :
}
