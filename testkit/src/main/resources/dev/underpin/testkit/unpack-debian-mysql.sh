#!/usr/bin/env bash
# Unpacks mysqld of Debian's unstable, with every library that it needs, into a folder: unpack-debian-mysql.sh FOLDER.
# Nothing is installed. The mirror is the one that this machine's apt uses.
set -euo pipefail

folder=$1
apt=$folder/apt
libraries=$folder/usr/lib/x86_64-linux-gnu

fail() {
  echo "$*" >&2
  exit 1
}

# The first Debian mirror of apt's sources, in either of their two forms.
mirror() {
  # One of these files is always missing.
  { cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources 2> /dev/null || true; } |
    grep -E '^(deb |URIs:)' | grep -oE '[a-z+]+:[^ ]*/debian/?( |$)' | head -n 1 | tr -d ' '
}

command -v apt-get > /dev/null || fail "There is no apt-get here."
uri=$(mirror) || fail "There is no Debian mirror among apt's sources."

# apt with lists and a state of its own, which believes that nothing is installed.
mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/debs"
: > "$apt/status"
cat > "$apt/unstable.sources" << END
Types: deb
URIs: $uri
Suites: sid
Components: main
Architectures: amd64
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
own_apt() {
  apt-get -q -o Dir::Etc::sourcelist="$apt/unstable.sources" -o Dir::Etc::sourceparts=/dev/null \
    -o Dir::State::lists="$apt/lists" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
    -o APT::Architecture=amd64 -o APT::Install-Recommends=0 -o APT::Sandbox::User=root -o APT::Get::List-Cleanup=0 \
    -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}
own_apt update || fail "apt-get update failed."

# What apt would install on an empty machine, but for what only scripts around the server need.
packages=$(own_apt -s install mysql-server-core | sed -n 's/^Inst \([^ ]*\) .*/\1/p' |
  grep -vE '^(perl|libperl|libgdbm|libdb5|libbz2|libcrypt1|libc-gconv|libsasl2-modules|gcc-[0-9]+-base)')
# shellcheck disable=SC2086
(cd "$apt/debs" && own_apt download $packages) || fail "apt-get download failed."
for package in "$apt"/debs/*.deb; do dpkg -x "$package" "$folder"; done
rm -rf "$apt" "$folder"/usr/share/{doc,man,locale} "$libraries/gconv"

missing=$("$libraries/ld-linux-x86-64.so.2" --library-path "$libraries" --list "$folder/usr/sbin/mysqld" |
  grep -E 'not found|=> /(lib|usr)/') || true
[ -z "$missing" ] || fail "mysqld needs libraries that were not unpacked: $missing"
