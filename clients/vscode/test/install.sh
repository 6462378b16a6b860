#!/bin/sh
# Brings code-server, which is VS Code in a browser, into the cache of the tests, and this folder's
# packages. From npm alone: no install script that downloads from elsewhere runs.
set -eu
here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
version=4.100.3
cache=${STEPWISE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stepwise-tests}
code=$cache/code-server-$version

if [ ! -d "$code" ]; then
  new=$code.new.$$
  mkdir -p "$new"
  (cd "$new" && tar xzf "$(npm pack "code-server@$version" --silent)" --strip-components=1 && rm -f code-server-*.tgz)
  for folder in . lib/vscode lib/vscode/extensions; do
    (cd "$new/$folder" && npm install --omit=dev --ignore-scripts --no-fund --no-audit --loglevel=error)
  done
  (cd "$new" && { node -e 'require("argon2")' 2>/dev/null || npm rebuild argon2 --loglevel=error; })
  (cd "$new/lib/vscode" && ln -sfn node_modules node_modules.asar)
  mv "$new" "$code"
fi
cd "$here"
[ -d node_modules/playwright-core ] || npm ci --no-fund --no-audit --loglevel=error
