#!/bin/sh
# Copies what the extension needs to run into server/: the jar, this platform's native libraries and
# the default model's weights, and with --jre a small Java runtime made by jlink.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
built=$here/../../server/target
"$here/../../server/bin/stepwise" --version >/dev/null
rm -rf "$here/server"
mkdir -p "$here/server"
cp "$built/run/stepwise.jar" "$here/server/stepwise.jar"
cp -R "$built/natives" "$here/server/natives"
mkdir -p "$here/server/models"
cp "$here/../../models/catalogue.json" "$here/server/models"
cp -R "$here/../../models/stepwise-135m" "$here/server/models"
if [ "${1:-}" = --jre ]; then
  jdk=${JAVA25_HOME:-${JAVA_HOME:?set JAVA_HOME to a JDK 25}}
  "$jdk/bin/jlink" --add-modules java.se,jdk.compiler,jdk.httpserver,jdk.unsupported,jdk.zipfs,jdk.management,jdk.incubator.vector \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$here/server/jre"
fi
