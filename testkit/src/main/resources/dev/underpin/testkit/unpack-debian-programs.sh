#!/usr/bin/env bash
# Unpacks the programs that tests call, with the libraries and the Perl that they need, into a folder:
# unpack-debian-programs.sh FOLDER. Nothing is installed. The programs are in FOLDER/bin, and FOLDER/mysql-8.0 has
# the libraries that MySQL 8.0 does not bring. The packages are those of this machine's own release: they run on its C library.
set -euo pipefail

folder=$1
apt=$folder/apt

fail() {
  echo "$*" >&2
  exit 1
}

command -v apt-get > /dev/null || fail "There is no apt-get here."

# apt with lists and a state of its own, which believes that nothing is installed.
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs"
: > "$apt/status"
own_apt() {
  apt-get -q -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
    -o APT::Install-Recommends=0 -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}
own_apt update || fail "apt-get update failed."

# What apt would install on an empty machine, but for the C library and for what only scripts of installation need.
# percona-toolkit itself is left out of the question: it also wants a debugger.
programs="perl libdbd-mysql-perl libterm-readkey-perl postgresql-client sqlite3 libnuma1 libncurses6 pgbouncer"
# Newer releases have libaio1 under another name.
# shellcheck disable=SC2086
wanted=$(own_apt -s install $programs libaio1t64 2> /dev/null || own_apt -s install $programs libaio1) ||
  fail "apt-get finds no such packages."
packages=$(sed -n 's/^Inst \([^ ]*\) .*/\1/p' <<< "$wanted" | grep -vE '^(libc6|libc-bin|libc-l10n|gcc-[0-9]+-base|debconf|dpkg|tar|.*-common)$')
# shellcheck disable=SC2086
(cd "$apt/debs" && own_apt download $packages percona-toolkit) || fail "apt-get download failed."
for package in "$apt"/debs/*.deb; do dpkg -x "$package" "$folder"; done
rm -rf "$apt" "$folder"/usr/share/{doc,man,locale}

# The first file of a pattern, as a path inside the folder.
inside() {
  (cd "$folder" && compgen -G "$1" | sort -V | tail -n 1) || fail "The packages have no $1."
}
libraries=$(dirname "$(inside 'usr/lib/*/libpq.so.5')")
psql=$(inside 'usr/lib/postgresql/*/bin/psql')
perl=$(inside "$libraries/perl/5.*")
version=${perl##*/}

mkdir -p "$folder/bin" "$folder/mysql-8.0"
for library in libaio.so.1 libnuma.so.1 libncurses.so.6 libtinfo.so.6; do
  # The name may be a link's, and have an addition where the package was built for long times (libaio.so.1t64).
  found=$(find "$folder" -name "$library*" -type f | head -n 1)
  [ -n "$found" ] || fail "The packages have no $library."
  cp "$found" "$folder/mysql-8.0/$library"
done

# A program that finds its libraries, wherever the folder is: program NAME COMMAND
program() {
  cat > "$folder/bin/$1" << END
#!/bin/sh
root=\${0%/*}/..
export LD_LIBRARY_PATH="\$root/$libraries:\$root/${libraries#usr/}"
export MARIADB_PLUGIN_DIR="\$root/$libraries/libmariadb3/plugin"
export PERL5LIB="\$root/usr/share/perl5:\$root/$libraries/perl5/${version%.*}:\$root/$perl:\$root/usr/share/perl/$version:\$root/$libraries/perl-base"
exec $2 "\$@"
END
  chmod 755 "$folder/bin/$1"
}
program psql "\"\$root/$psql\""
program sqlite3 '"$root/usr/bin/sqlite3"'
program pgbouncer '"$root/usr/sbin/pgbouncer"'
program pt-online-schema-change '"$root/usr/bin/perl" "$root/usr/bin/pt-online-schema-change"'

"$folder/bin/psql" --version && "$folder/bin/sqlite3" --version && "$folder/bin/pt-online-schema-change" --version ||
  fail "What was unpacked does not run."
