#!/bin/sh
# Unpacks the container image into an empty folder, layer by layer, and runs README's first command there as a container
# would: by the entry point, environment, user and folder that the image names, in namespaces of its own.
# try-container.sh ARCHIVE WORK-FOLDER
set -eu

archive=$1
work=$2
root=$work/root
rm -rf "$work"
mkdir -p "$root" "$work/image"

[ -f "$archive" ] || {
  echo "container image: not tried, none was made"
  exit 0
}

# A file of the image by what is written about it, which it must have the hash of.
blob() {
  digest=$(echo "$1" | sed -n 's/^.*"digest": "sha256:\([0-9a-f]*\)".*$/\1/p')
  file=$work/image/blobs/sha256/$digest
  [ "$(sha256sum < "$file" | cut -c 1-64)" = "$digest" ] || {
    echo "container image: $file is not what its name says" >&2
    exit 1
  }
  echo "$file"
}

# The strings of a list in the image's configuration, one a line.
list() {
  sed -n "/^ *\"$1\": \[/,/\]/s/^ *\"\([^\"]*\)\",\{0,1\}$/\1/p" "$config"
}

value() {
  sed -n "s/^ *\"$1\": \"\([^\"]*\)\",\{0,1\}$/\1/p" "$config"
}

tar -xf "$archive" -C "$work/image"
manifest=$(blob "$(grep '"digest"' "$work/image/index.json")")
config=$(blob "$(grep '"config":' "$manifest")")
layer=0
grep 'layer.v1.tar+gzip' "$manifest" > "$work/layers"
while IFS= read -r described; do
  layer=$((layer + 1))
  file=$(blob "$described")
  contents=$(gzip -d -c "$file" | sha256sum | cut -c 1-64)
  [ "$(list diff_ids | sed -n "${layer}p")" = "sha256:$contents" ] || {
    echo "container image: layer $layer is not the one that its configuration names" >&2
    exit 1
  }
  tar -xzpf "$file" -C "$root"
done < "$work/layers"
[ "$layer" -gt 0 ] || { echo "container image: it has no layers" >&2; exit 1; }

[ "$(stat -c %a "$root/tmp")" = 1777 ] || { echo "container image: /tmp has not mode 1777" >&2; exit 1; }
user=$(value User)
case $user in 0 | 0:* | root* | '') echo "container image: it runs as root" >&2; exit 1 ;; esac
if list Env | grep -i 'password'; then echo "container image: there is a password in its environment" >&2; exit 1; fi

# Who may not be root here is the image's user in a namespace, and owns what was unpacked.
folder=$(value WorkingDir)
cp -R "$(dirname "$0")/../../examples/shop" "$root$folder/examples"
if [ "$(id -u)" -eq 0 ]; then
  as="--setgid ${user#*:} --setuid ${user%:*}"
else
  as="--map-user=${user%:*} --map-group=${user#*:}"
fi
mkdir "$root/proc"
# shellcheck disable=SC2086
set -- "$(command -v unshare)" --mount --pid --fork --mount-proc --root="$root" --wd="$folder" $as
"$@" "$(list Entrypoint | head -n 1)" -version > "$work/namespaces.txt" 2>&1 || {
  grep -q '^unshare:' "$work/namespaces.txt" || { cat "$work/namespaces.txt"; exit 1; }
  echo "container image: not started, no namespaces can be made here"
  exit 0
}
list Env > "$work/env"
list Entrypoint > "$work/entry"
tried=$(
  {
    printf '%s\n' env -i
    cat "$work/env"
    printf '%s\n' "$@"
    cat "$work/entry"
    printf '%s\n' plan --schema examples/schema.yaml --url sqlite:shop.db
  } | {
    set --
    while IFS= read -r word; do set -- "$@" "$word"; done
    "$@" < /dev/null 2>&1
  }
) || { echo "$tried"; exit 1; }
case $tried in *'Ready to run'*) echo "container image: Ready to run" ;; *) echo "$tried"; exit 1 ;; esac
