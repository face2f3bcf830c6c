# migra: two databases. https://github.com/djrobstep/migra
program_of() { [ "$engine" != postgresql ] || echo migra; }

version() { "$(dirname "$(readlink -f "$program")")/pip" show migra 2> /dev/null | sed -n 's/^Version: //p'; }

accepted="0 2"

call() {
  command=("$program" --schema public "postgresql://$user@$host:$port/$(database "$live")" "postgresql://$user@$host:$port/$(database "$wanted")")
}

sql() { cat; }
