# migra: two databases. https://github.com/djrobstep/migra
program_of() { [ "$engine" != postgresql ] || echo migra; }

version() { "$(sed -n '1s/^#! *//p' "$program")" -c 'import importlib.metadata as m; print(m.version("migra"))'; }

accepted="0 2"

call() {
  command=("$program" --schema public "postgresql://$user@$host:$port/$(database "$live")" "postgresql://$user@$host:$port/$(database "$wanted")")
}

sql() { cat; }
