#!/bin/sh
# Makes a container image of the folder that people unpack, without a daemon and without a base image: an OCI layout in
# one archive, with the manifest.json that `docker load` of any age reads.
# container.sh IMAGE-FOLDER WORK-FOLDER ARCHIVE VERSION ARCHITECTURE TIMESTAMP
#
# The runtime's own java is the entry point, so the C library is all that is taken from the machine that builds it.
# Jib is not used: it writes no folder of mode 1777 and no program without the layers of a Java project.
set -eu

folder=$1
work=$2
archive=$3
version=$4
architecture=$5
time=$6
home=opt/underpin
user=65532
PATH=$PATH:/sbin:/usr/sbin

for needed in ldd ldconfig dpkg-query; do
  command -v $needed > /dev/null && continue
  echo "container image: not made, $needed is missing: it is made on Debian and its relatives, whose C library goes in"
  exit 0
done

rm -rf "$work" "$archive"
blobs=$work/archive/blobs/sha256
system=$work/system
mkdir -p "$blobs" "$system/etc" "$work/empty/tmp" "$work/empty/work" "$work/empty/home/underpin" "$work/program/${home%/*}"

# The same bytes from the same files: no names, times and rights of the machine.
pack() {
  into=$1
  shift
  tar --sort=name --format=ustar --mtime="$time" --numeric-owner --owner=0 --group=0 --mode='u=rwX,go=rX' -f "$into" "$@"
}

# The copyright file of the package that a library is from, under the name that Debian gives it.
licence() {
  package=$(dpkg-query --search "$1" 2> /dev/null || dpkg-query --search "$(realpath "$1")") || {
    echo "container image: no package says what the licence of $1 is" >&2
    exit 1
  }
  package=${package%%:*}
  mkdir -p "$system/usr/share/doc/$package"
  cp -L "/usr/share/doc/$package/copyright" "$system/usr/share/doc/$package/"
}

# What the runtime asks for and does not bring, what it has a copy of, and what the C library loads by itself to look up names.
{
  find "$folder" -type f \( -name '*.so' -o -name '*.so.*' -o -path '*/runtime/bin/*' \) -exec ldd {} + |
    sed -n 's/^[^/:]*\(\/[^ :]*\) (0x.*$/\1/p' | grep -v "^$folder/"
  for name in libnss_files.so.2 libnss_dns.so.2 libresolv.so.2 $(cd "$folder/runtime/lib" && ls | grep '\.so\.[0-9]'); do
    ldconfig -p | sed -n "s/^.*$name (libc6,.*=> //p" | head -n 1
  done
} | sort -u > "$work/libraries"
while IFS= read -r library; do
  brought=$(find "$folder/runtime/lib" -name "${library##*/}")
  if [ -z "$brought" ]; then
    mkdir -p "$system${library%/*}"
    cp -L "$library" "$system$library"
  fi
  licence "$library"
done < "$work/libraries"
# Letters that are not ASCII, in the names of files.
if [ -d /usr/lib/locale/C.utf8 ]; then
  mkdir -p "$system/usr/lib/locale"
  cp -RL /usr/lib/locale/C.utf8 "$system/usr/lib/locale/"
fi
mkdir -p "$system/usr/share/common-licenses"
grep -oh 'common-licenses/[A-Za-z0-9.-]*[A-Za-z0-9]' "$system"/usr/share/doc/*/copyright | sort -u | while IFS= read -r text; do
  if [ -f "/usr/share/$text" ]; then cp -L "/usr/share/$text" "$system/usr/share/common-licenses/"; fi
done
printf 'root:x:0:0:root:/:/sbin/nologin\nunderpin:x:%s:%s:Underpin:/home/underpin:/sbin/nologin\n' $user $user > "$system/etc/passwd"
printf 'root:x:0:\nunderpin:x:%s:\n' $user > "$system/etc/group"
printf 'passwd: files\ngroup: files\nhosts: files dns\n' > "$system/etc/nsswitch.conf"

# From what changes seldom to what changes with every version. The folders that the user writes belong to the group root
# too, which is the group where a cluster chooses the user.
(cd "$system" && pack "$work/1.tar" -c -- *)
(cd "$work/empty" && pack "$work/1.tar" -r --no-recursion home && pack "$work/1.tar" -r --no-recursion --mode=1777 tmp &&
  pack "$work/1.tar" -r --no-recursion --owner=$user --mode=775 home/underpin work)
ln -s "$folder" "$work/program/$home"
changing="--exclude=$home/runtime/lib/modules --exclude=$home/runtime/lib/server/classes.jsa"
# shellcheck disable=SC2086
(cd "$work/program" && pack "$work/2.tar" -c --no-recursion "${home%/*}" && pack "$work/2.tar" -r $changing $home/runtime)
(cd "$work/program" && pack "$work/3.tar" -c $home/runtime/lib/modules $home/runtime/lib/server/classes.jsa &&
  find $home/ -mindepth 1 -maxdepth 1 ! -name runtime | sort | pack "$work/3.tar" -r -T -)

# Takes a file into the image under its hash, and says how it is referred to.
blob() {
  digest=$(sha256sum < "$2" | cut -c 1-64)
  size=$(wc -c < "$2")
  mv "$2" "$blobs/$digest"
  printf '{ "mediaType": "application/vnd.oci.image.%s", "digest": "sha256:%s", "size": %s%s }' "$1" "$digest" "$size" "${3:-}"
}

contents=$work/contents layers=$work/layers paths=$work/paths
for layer in 1 2 3; do
  separator=,
  if [ $layer -eq 3 ]; then separator=; fi
  printf '      "sha256:%s"%s\n' "$(sha256sum < "$work/$layer.tar" | cut -c 1-64)" "$separator" >> "$contents"
  gzip -n "$work/$layer.tar"
  described=$(blob layer.v1.tar+gzip "$work/$layer.tar.gz")
  printf '    %s%s\n' "$described" "$separator" >> "$layers"
  printf '      "%s"%s\n' "$(echo "$described" | sed 's,.*"sha256:\([0-9a-f]*\)".*,blobs/sha256/\1,')" "$separator" >> "$paths"
done

library=$(basename "$folder"/lib/*sqlitejdbc*)
cat > "$work/config" << END
{
  "created": "$time",
  "architecture": "$architecture",
  "os": "linux",
  "config": {
    "User": "$user:$user",
    "WorkingDir": "/work",
    "Env": [
      "PATH=/$home/runtime/bin",
      "HOME=/home/underpin",
      "LC_ALL=C.UTF-8"
    ],
    "Entrypoint": [
      "/$home/runtime/bin/java",
      "-XX:TieredStopAtLevel=1",
      "-XX:+UseSerialGC",
      "-XX:-UsePerfData",
      "-Xlog:disable",
      "-Xshare:auto",
      "-Duser.home=/home/underpin",
      "-Dorg.sqlite.lib.path=/$home/lib",
      "-Dorg.sqlite.lib.name=$library",
      "-Dfile.encoding=UTF-8",
      "-m",
      "dev.underpin.app/dev.underpin.cli.Main"
    ],
    "Labels": {
      "org.opencontainers.image.title": "Underpin",
      "org.opencontainers.image.description": "Schema as code for databases that hold data you cannot lose.",
      "org.opencontainers.image.version": "$version",
      "org.opencontainers.image.licenses": "Apache-2.0",
      "org.opencontainers.image.created": "$time"
    }
  },
  "rootfs": {
    "type": "layers",
    "diff_ids": [
$(cat "$contents")
    ]
  },
  "history": [
    { "created": "$time", "created_by": "C library" },
    { "created": "$time", "created_by": "Java" },
    { "created": "$time", "created_by": "Underpin $version" }
  ]
}
END
config=$(blob config.v1+json "$work/config")
configured=$(echo "$config" | sed 's,.*"sha256:\([0-9a-f]*\)".*,blobs/sha256/\1,')
cat > "$work/manifest" << END
{
  "schemaVersion": 2,
  "mediaType": "application/vnd.oci.image.manifest.v1+json",
  "config": $config,
  "layers": [
$(cat "$layers")
  ]
}
END
# Docker and Podman take the image's name from here; localhost says that it is from no registry.
names=', "annotations": { "io.containerd.image.name": "localhost/underpin:'$version'", "org.opencontainers.image.ref.name": "'$version'" }'
cat > "$work/archive/index.json" << END
{
  "schemaVersion": 2,
  "mediaType": "application/vnd.oci.image.index.v1+json",
  "manifests": [
    $(blob manifest.v1+json "$work/manifest" "$names")
  ]
}
END
cat > "$work/archive/manifest.json" << END
[
  {
    "Config": "$configured",
    "RepoTags": [ "localhost/underpin:$version" ],
    "Layers": [
$(cat "$paths")
    ]
  }
]
END
echo '{ "imageLayoutVersion": "1.0.0" }' > "$work/archive/oci-layout"
(cd "$work/archive" && pack "$archive" -c -- *)
rm -rf "$work"
