#!/bin/sh
# One whole headless VS Code run from a clean profile: sh run.sh SERVER LIBRARY OUTPUT_DIR [TOY]
# SERVER is a program that starts the language server, or "packed" for the one that is packed into
# the extension (npm run package, to be run before); LIBRARY is a copy of the example library, which
# is changed; TOY a folder as VsCodeTest makes it.
# STEPWISE_SHOTS: a folder for the screenshots, where OUTPUT_DIR does not stay.
# Needs node 20, npm and Debian's chromium; code-server and this folder's packages come from npm.
set -eu
server=$1 library=$2 out=$3 toy=${4:-}
here=$(CDPATH='' cd "$(dirname "$0")/.." && pwd -P)
version=4.100.3
cache=${STEPWISE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stepwise-tests}
code=$cache/code-server-$version

sh "$here/test/install.sh"

cd "$here"
if [ "$server" = packed ]; then
  command='[]'
  cp stepwise.vsix "$out"
else
  command="[\"$server\", \"serve\"]"
  npm run -s check
  npm run -s bundle -- --log-level=warning
  npx vsce package --no-dependencies --skip-license --no-rewrite-relative-links -o "$out/stepwise.vsix" >"$out/vsce.log" 2>&1
fi

profile=$out/profile
mkdir -p "$profile/data/User" "$profile/data/Machine" "$profile/home" "$profile/extensions"
cp -R "$here/test/linter" "$profile/extensions/test.linter-1.0.0"
export STEPWISE_TIMES="$out/times"
: >"$STEPWISE_TIMES"
cat >"$profile/data/User/settings.json" <<EOF
{"stepwise.server.command": $command, "workbench.startupEditor": "none",
 "telemetry.telemetryLevel": "off", "extensions.autoUpdate": false, "extensions.autoCheckUpdates": false,
 "update.mode": "none", "workbench.enableExperiments": false, "security.workspace.trust.startupPrompt": "never",
 "security.workspace.trust.banner": "never", "security.workspace.trust.untrustedFiles": "open",
 "chat.commandCenter.enabled": false, "git.enabled": false, "files.autoSave": "off",
 "extensions.ignoreRecommendations": true, "editor.accessibilitySupport": "off",
 "window.commandCenter": false, "workbench.secondarySideBar.defaultVisibility": "hidden"}
EOF
# code-server's windows are remote ones: once settings change, they take settings of machines from here alone.
echo "{\"stepwise.server.command\": $command}" >"$profile/data/Machine/settings.json"
# The server works with the caches of the user who runs the test.
export STEPWISE_CACHE="${STEPWISE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stepwise}"
export HOME="$profile/home" XDG_CONFIG_HOME="$profile/home/.config" XDG_DATA_HOME="$profile/home/.local/share"
export EXTENSIONS_GALLERY='{"serviceUrl":"","itemUrl":"","resourceUrlTemplate":""}'
entry=$code/out/node/entry.js
set -- --config "$profile/code-server.yaml" --user-data-dir "$profile/data" \
  --extensions-dir "$profile/extensions" --disable-telemetry --disable-update-check
node "$entry" "$@" --install-extension "$out/stepwise.vsix" >"$out/install.log" 2>&1
port=$(node -e 'const s=require("net").createServer().listen(0,"127.0.0.1",()=>{console.log(s.address().port);s.close()})')
# Not within a function: the process to end must be the editor's own.
node "$entry" "$@" --auth none --bind-addr "127.0.0.1:$port" \
  --disable-getting-started-override >"$out/code-server.log" 2>&1 &
editor=$!
trap 'kill $editor 2>/dev/null || true; wait $editor 2>/dev/null || true' EXIT
node "$here/test/drive.mjs" "http://127.0.0.1:$port" "$library" "${STEPWISE_SHOTS:-$out/shots}" ${toy:+"$toy"}
cat "$STEPWISE_TIMES"
