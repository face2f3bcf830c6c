# Underpin beside other tools that are installed: bench/run tools. Sourced by bench/run; ../tools/README.md has the rules.
. "$home/bench/compare/databases.sh"

limit=60
slow=20

tools() {
  local sizes=("$@") n url
  [ ${#sizes[@]} -gt 0 ] || sizes=(1 100 1000)
  for n in "${sizes[@]}"; do [[ $n =~ ^[1-9][0-9]*$ ]] || fail "what is \"$n\"? A number of tables is expected: bench/run tools 1 100"; done
  command -v psql > /dev/null || fail "needs psql (on Debian: apt-get install postgresql-client)"
  command -v sqlite3 > /dev/null || fail "needs sqlite3 (on Debian: apt-get install sqlite3)"
  for engine in ${UNDERPIN_BENCH_ENGINES:-sqlite postgresql mariadb}; do
    case $engine in
      sqlite) url= ;;
      postgresql) server "postgresql 18" "${UNDERPIN_BENCH_POSTGRESQL:-}" ;;
      mariadb) server "mariadb 11.4" "${UNDERPIN_BENCH_MARIADB:-}" ;;
      *) fail "what is \"$engine\"? UNDERPIN_BENCH_ENGINES names some of: sqlite postgresql mariadb" ;;
    esac
    connect "$url"
    connected=1
    compare "${sizes[@]}"
    drop_databases
    connected=
    stop_server
  done
}

# Global, because what ends an early run reads them.
engine=
connected=
names=()

# What is left when the run ends early. A program that still runs loses its database, and ends within its limit.
finish_tools() {
  local tool
  [ -n "$connected" ] || return 0
  drop_databases > /dev/null 2>&1 || :
  for tool in "${names[@]}"; do in_tool "$tool" clean > /dev/null 2>&1 || :; done
}

compare() {
  local n tool program
  names=(underpin)
  notes=()
  mkdir -p "$work/slow"
  rm -f "$work/slow"/*
  echo
  echo "underpin: $(in_tool underpin version)"
  for tool in ${UNDERPIN_BENCH_TOOLS:-$(cd "$home/bench/tools" && ls ./*.sh | sed 's:^\./::; s:\.sh$::; /^underpin$/d')}; do
    [ "$tool" != underpin ] || continue
    [ -e "$home/bench/tools/$tool.sh" ] || fail "what is \"$tool\"? UNDERPIN_BENCH_TOOLS names files of bench/tools, without .sh"
    program=$(find_program "$tool") || {
      [ -z "$program" ] || echo "$tool: not found ($program is not on the PATH, and $(variable "$program") does not name it)"
      continue
    }
    names+=("$tool")
    echo "$tool: $(in_tool "$tool" version 2>&1 | head -n 1)"
  done
  echo
  echo "| $(server_version), tables | plan |$(printf ' %s |' "${names[@]}")"
  echo "|---:|---|$(for tool in "${names[@]}"; do printf -- '---|'; done)"
  for n in "${sizes[@]}"; do
    forms "$n"
    row "$n" "nothing to do" old same old
    row "$n" "1 % changed" old new new
    row "$n" "everything to create" empty same old
  done
  printf '\n'
  for n in "${!notes[@]}"; do echo "$((n + 1)). ${notes[$n]}"; done
}

server_version() {
  case $engine in
    sqlite) echo SQLite ;;
    postgresql) echo "PostgreSQL $(echo "SHOW server_version" | psql -X -q -A -t -h "$host" -p "$port" -U "$user" -d postgres)" ;;
    mariadb) echo "SELECT version()" | administer | tail -n 1 | sed 's/-MariaDB.*//; s/^/MariaDB /' ;;
  esac
}

# The schema in all its forms, and the databases that have it. Each form must say the same.
forms() {
  local kind plain=
  [ "$engine" != mariadb ] || plain=1
  for kind in old new; do
    awk -v n="$1" -v plain="$plain" -v changed="${kind#old}" -f "$home/bench/schema.awk" > "$work/$kind.yaml"
    awk -v n="$1" -v engine="$engine" -v changed="${kind#old}" -f "$home/bench/compare/schema-sql.awk" > "$work/$kind.sql"
    create_database "$kind" "$work/$kind.sql"
    differences "$kind" "$work/$kind.yaml" || fail "$engine: the SQL and the YAML of the schema differ: $(cat "$work/differences")"
  done
  create_database same "$work/old.sql"
  create_database empty
}

# differences PART OTHER: false where they differ; what differs is in $work/differences then.
differences() {
  local code=0
  "$home/underpin" diff "$(url_of "$1")" "$2" --no-color -q > "$work/differences" 2>&1 || code=$?
  [ "$code" -eq 0 ]
}

# row N WHAT LIVE WANTED DECLARED: the tools by turns; then the result of each is checked, and its cell is printed.
row() {
  local n=$1 what=$2 live=$3 wanted=$4 declared="$work/$5.sql" yaml="$work/$5.yaml" tool rounds=3 i line
  [ "$n" -gt 100 ] || rounds=5
  rm -rf "$work/cells"
  for tool in "${names[@]}"; do mkdir -p "$work/cells/$tool/folder"; done
  for i in $(seq "$rounds"); do
    for tool in "${names[@]}"; do
      again "$tool" "$i" || continue
      [ "$engine" = sqlite ] || create_database scratch
      in_tool "$tool" measure
    done
  done
  ours=$(median_of "$work/cells/underpin/figures" 1)
  line="| $n | $what |"
  for tool in "${names[@]}"; do
    verdict=
    check "$tool"
    line+=" $(cell "$tool") |"
  done
  echo "$line"
}

# Not again what took long, and not with more tables what took too long with fewer.
again() {
  local folder="$work/cells/$1" last
  if [ -e "$work/slow/$1 $what" ]; then return 1; fi
  [ "$2" -gt 1 ] || return 0
  [ ! -e "$folder/failed" ] || return 1
  last=$(tail -n 1 "$folder/figures" | cut -d ' ' -f 1)
  awk "BEGIN { exit $last > $slow }"
}

# in_tool TOOL FUNCTION: in a shell that has what the file of the tool defines.
in_tool() (
  folder="$work/cells/$1/folder" tool=$1
  accepted=0 input=/dev/null command=()
  prepare() { :; }
  clean() { :; }
  # shellcheck disable=SC1090
  . "$home/bench/tools/$tool.sh"
  program=$(find_program "$tool")
  "$2"
)

variable() { echo "UNDERPIN_BENCH_$(tr 'a-z-' 'A-Z_' <<< "$1")"; }

# Prints where the program of a tool is. False where it is not found; its name then, or nothing where it is not for this engine.
find_program() (
  # shellcheck disable=SC1090
  . "$home/bench/tools/$1.sh"
  name=$(program_of)
  [ -n "$name" ] || return 1
  if [ "$name" = underpin ]; then echo "$home/underpin"; return; fi
  named=$(variable "$name")
  command -v "${!named:-$name}" || { echo "$name"; return 1; }
)

# Runs the tool once. Its figures are added to the cell's; where it fails, the reason is in the file failed.
measure() {
  local cell="$work/cells/$tool" code=0
  prepare
  call
  cd "$folder"
  local from=${EPOCHREALTIME/[.,]/}
  peak timeout --foreground -k 5 "$limit" "${command[@]}" < "$input" > "$cell/out" 2> "$cell/err" || code=$?
  local microseconds=$((${EPOCHREALTIME/[.,]/} - from))
  if [ "$code" -eq 124 ] || [ "$code" -eq 137 ]; then
    echo "late" > "$cell/failed"
    : > "$work/slow/$tool $what"
    end_sessions
    clean
  elif [[ " $accepted " != *" $code "* ]]; then
    echo "exit $code: $(cat "$cell/err" "$cell/out" | grep -v '^[0-9. ]*$' | grep -m 1 -i error || head -n 1 "$cell/err")" > "$cell/failed"
  else
    tail -n 1 "$work/figures" | awk -v us="$microseconds" '{ print us / 1000000, $2 }' >> "$cell/figures"
  fi
}

# Sets verdict to nothing where the result is right, else to the number of a note.
check() {
  local folder="$work/cells/$1" n=$n
  if [ -e "$work/slow/$1 $what" ]; then return 0; fi
  if [ -e "$folder/failed" ]; then note "$1" fails "$(cat "$folder/failed")"; return 0; fi
  in_tool "$1" sql < "$folder/out" > "$folder/sql"
  if [ "$live" = old ] && [ "$wanted" = same ]; then
    ! grep -q '[^[:space:]]' "$folder/sql" || note "$1" differs "nothing has changed, and it prints \`$(grep -m 1 '[^[:space:]]' "$folder/sql")\`"
    return 0
  fi
  copy_database "$live" "$work/old.sql"
  if [ "$live" = empty ]; then create_database copy; fi
  if ! shell_of copy < "$folder/sql" > "$folder/run.log" 2>&1; then
    note "$1" differs "its SQL fails: $(grep -m 1 -i error "$folder/run.log" || head -n 1 "$folder/run.log")"
  elif ! differences copy "$(url_of "$wanted")"; then
    note "$1" differs "after its SQL \`underpin diff\` says: $(awk '/^ *[-+~] / { found++ } found == 1' "$work/differences" | tr -s ' \n' ' ')"
  fi
}

# note TOOL WORD TEXT: what differs in the same way with more tables has one number.
note() {
  local i
  for i in "${!notes[@]}"; do
    if [ "${notes[$i]#*: }" = "$3" ] && [[ ${notes[$i]} == "$1, "* ]]; then
      verdict="$2 ($((i + 1)))"
      return
    fi
  done
  notes+=("$1, $what: $3")
  verdict="$2 (${#notes[@]})"
}

cell() {
  local cell="$work/cells/$1" seconds
  if [ -e "$cell/failed" ]; then
    if [ "$(cat "$cell/failed")" = late ]; then awk "BEGIN { printf \"> $limit (< %.2f)\", $ours / $limit }"; else echo "$verdict"; fi
    return
  fi
  if [ -e "$work/slow/$1 $what" ]; then echo "–"; return; fi
  seconds=$(median_of "$cell/figures" 1)
  awk -v tool="$1" -v s="$seconds" -v kb="$(median_of "$cell/figures" 2)" -v ours="$ours" -v verdict="$verdict" -v n="$(wc -l < "$cell/figures")" 'BEGIN {
    printf (s < 0.1 ? "%.3f" : "%.2f"), s
    if (tool != "underpin") printf (ours / s < 10 ? " (%.2f)" : " (%.0f)"), ours / s
    printf ", %.0f MB%s%s", kb / 1024, (n == 1 ? ", once" : ""), (verdict == "" ? "" : ", " verdict)
  }'
}

# median_of FILE FIELD
median_of() {
  [ -s "$1" ] || { echo "$limit"; return; }
  cut -d ' ' -f "$2" "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
