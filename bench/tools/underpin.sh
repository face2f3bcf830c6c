# Underpin itself. With SQLite it also rehearses a plan of up to 200 steps in memory, as it does for everybody.
program_of() { echo underpin; }

version() { "$program" --version; }

accepted="0 2"

call() {
  command=("$program" plan --schema "$yaml" --url "$(url_of "$live")" --format sql --exit-code)
}

# Without a step there are settings only.
sql() { awk '{ all = all $0 "\n" } /^-- step / { steps++ } END { if (steps) printf "%s", all }'; }
