#!/bin/sh
# Unpacks what was built into folders that hold nothing else but a C library and a shell, and runs README's first
# command there. try.sh RELEASE-FOLDER WORK-FOLDER
set -eu

release=$1
work=$2
rm -rf "$work"
mkdir -p "$work"

# The files of a program and of the C library that it asks for.
give() {
  root=$1
  program=$2
  mkdir -p "$root/bin"
  cp -L "$program" "$root/bin/"
  ldd "$program" | sed -n 's/^[^/]*\(\/[^ ]*\).*/\1/p' | while IFS= read -r library; do
    mkdir -p "$root${library%/*}"
    cp -L "$library" "$root$library"
  done
}

# An empty root: a shell, readlink for the link in /usr/bin, and the parts of the C library that the runtime asks for.
empty() {
  root=$work/$1
  mkdir -p "$root/tmp" "$root/home"
  give "$root" "$(command -v sh)"
  give "$root" "$(command -v readlink)"
  for library in libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1; do
    found=$(ldconfig -p | sed -n "s/^.*$library (libc6,.*=> //p" | head -n 1)
    mkdir -p "$root${found%/*}"
    cp -L "$found" "$root$found"
  done
}

# In that root, and nowhere else.
chroot=$(PATH=$PATH:/sbin:/usr/sbin command -v chroot)
within() {
  root=$1
  shift
  if [ "$(id -u)" -eq 0 ]; then
    env -i "$chroot" "$root" "$@"
  else
    unshare --map-root-user env -i "$chroot" "$root" "$@"
  fi
}

check() {
  name=$1
  program=$2
  shop=$3
  within "$work/$name" /bin/sh -c "cd /home && $program plan --schema $shop/schema.yaml --url sqlite:shop.db" > "$work/$name.txt" 2>&1 || {
    cat "$work/$name.txt"
    exit 1
  }
  grep -q 'Ready to run' "$work/$name.txt" || { cat "$work/$name.txt"; exit 1; }
  echo "$name: Ready to run"
}

if [ "$(uname -s)" != Linux ] || ! command -v ldconfig > /dev/null; then
  echo "not tried: this needs Linux with the GNU C library"
  exit 0
fi
PATH=$PATH:/sbin:/usr/sbin

empty archive
tar -xzf "$release"/underpin-*.tar.gz -C "$work/archive"
folder=$(cd "$work/archive" && echo underpin-*)
check archive "/$folder/bin/underpin" "/$folder/examples"

if command -v dpkg-deb > /dev/null; then
  empty package
  dpkg-deb -x "$release"/underpin_*.deb "$work/package"
  check package /usr/bin/underpin /usr/lib/underpin/examples
else
  echo "package: not tried, there is no dpkg-deb"
fi

mkdir "$work/jar"
(cd "$work/jar" && java -jar "$release"/underpin-*.jar --version)
(cd "$release" && sha256sum --check --quiet SHA256SUMS) && echo "checksums: right"
