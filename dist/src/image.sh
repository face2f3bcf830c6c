#!/bin/sh
# Makes the folder that people unpack: a Java runtime with the program in it, its archive of loaded classes, and the
# launcher. image.sh JAR MODULE LICENCES WORK-FOLDER IMAGE-FOLDER; JAVA_HOME is the JDK whose runtime it becomes.
set -eu

jar=$1
module=$2
legal=$3
work=$4
image=$5
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd -P)
jdk=$JAVA_HOME/bin
rm -rf "$work" "$image"
mkdir -p "$work" "$image/bin" "$image/lib"

# The platform's own SQLite lies beside the program, not in it: it would be unpacked again at every start.
platform() {
  case $(uname -s) in Darwin) os=Mac ;; *) os=$(uname -s) ;; esac
  case $(uname -m) in arm64 | aarch64) cpu=aarch64 ;; amd64 | x86_64) cpu=x86_64 ;; *) cpu=$(uname -m) ;; esac
  echo "$os/$cpu"
}
mkdir "$work/native" "$work/classes"
(cd "$work/native" && "$jdk/jar" --extract --file "$jar" "org/sqlite/native/$(platform)")
cp "$work/native/org/sqlite/native/$(platform)"/* "$image/lib/"
(cd "$work/classes" && "$jdk/jar" --extract --file "$jar")
rm -rf "$work/classes/org/sqlite/native" "$work/classes/META-INF/versions" "$work/classes/META-INF/MANIFEST.MF"

# The program and its libraries as one module: the archive of loaded classes then fits wherever the folder is unpacked.
# What they need of Java, and which services they bring, is read from them. java.desktop serves only parts that a
# command line does not reach (points as AWT has them, beans in YAML).
"$jdk/jar" --create --no-manifest --file "$work/app.jar" -C "$work/classes" .
"$jdk/jdeps" --ignore-missing-deps --generate-open-module "$work/info" "$work/app.jar" > /dev/null 2>&1
found=$(find "$work/info" -name module-info.java)
{
  sed -e "s/^open module .* {/open module $module {/" -e '/java\.desktop/d' -e '/^}/d' "$found"
  sed -n 's/^ *provides \(.*\) with$/    uses \1;/p' "$found"
  printf '    requires %s;\n' jdk.charsets jdk.crypto.ec jdk.unsupported
  echo "}"
} > "$work/module-info.java"
"$jdk/javac" -nowarn -d "$work/info" --patch-module "$module=$work/app.jar" "$work/module-info.java"
"$jdk/jar" --update --file "$work/app.jar" -C "$work/info" module-info.class

"$jdk/jlink" --module-path "$work/app.jar" --add-modules "$module" --output "$image/runtime" \
  --strip-debug --no-header-files --no-man-pages --compress=2

# A Java of a Linux distribution uses the machine's zlib and C++ library. Only the C library may be taken for granted.
if command -v ldd > /dev/null; then
  find "$image/runtime" -name '*.so' -exec ldd {} + 2> /dev/null |
    sed -n 's/^.* => \(\/.*\) (0x.*$/\1/p' | grep -v "^$image/" | sort -u |
    while IFS= read -r library; do
      case ${library##*/} in
        libc.so.* | libm.so.* | libdl.so.* | libpthread.so.* | librt.so.* | ld-*) ;;
        *) cp -L "$library" "$image/runtime/lib/" ;;
      esac
    done
fi

cp "$root/dist/src/underpin" "$image/bin/underpin"
chmod 755 "$image/bin/underpin"
cp "$root/LICENSE" "$image/"
cp -R "$legal" "$image/legal"
cp -R "$root/examples/shop" "$image/examples"

# What the commands load, as for the launcher of a clone.
trained=0
train() {
  trained=$((trained + 1))
  (cd "$work" && UNDERPIN_JAVA_OPTS="-XX:DumpLoadedClassList=$work/$trained.classes" "$image/bin/underpin" "$@" \
    > /dev/null 2>&1 < /dev/null) || :
}
home=$root
. "$root/app/training.sh"
training
sed -e '/^#/d' -e '/source:/d' -e 's/ id: .*//' "$image/runtime/lib/classlist" "$work"/*.classes | awk '!seen[$0]++' > "$work/all"
"$image/runtime/bin/java" -Xshare:dump -XX:+UseG1GC -Xlog:disable "-XX:SharedClassListFile=$work/all" \
  "-XX:SharedArchiveFile=$work/classes.jsa" > "$work/archive.log" 2>&1
mv -f "$work/classes.jsa" "$image/runtime/lib/server/classes.jsa"
rm -f "$image/runtime/lib/classlist"
chmod -R u+w "$image"
"$image/bin/underpin" --version
