#!/usr/bin/env bash
# Brings editors that this system's own packages lack into a cache, where the editor tests find
# them: Helix and newer Neovims from newer Debian suites, VS Code (code-server) from npm. What
# cannot be had is told, and its tests are skipped.
set -uo pipefail
cd "$(dirname "$0")/.."
cache=${STEPWISE_TEST_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/stepwise-tests}
mkdir -p "$cache"

# Unpacks packages of another suite with all they need, libc included, and installs nothing:
# FOLDER/run PROGRAM then runs one of them.
unpack_debian() {
  local suite=$1 folder=$cache/debian-$1 new=$cache/debian-$1.new.$$ site
  shift
  [ -x "$folder/run" ] && return 0
  site=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | grep -m1 debian) || return 1
  local apt=$new/.apt
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial"
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $site $suite main" >"$apt/list"
  local options=(-qq -o Dir::Etc::sourcelist="$apt/list" -o Dir::Etc::sourceparts=/nonexistent
    -o Dir::State::lists="$apt/lists" -o Dir::Cache="$apt/cache" -o Dir::State::status="$apt/status"
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Debug::NoLocking=1)
  apt-get "${options[@]}" update &&
    apt-get "${options[@]}" -y --no-install-recommends -d install "$@" libc6 >/dev/null || {
    rm -rf "$new"
    return 1
  }
  local package
  for package in "$apt"/cache/archives/*.deb; do dpkg -x "$package" "$new"; done
  rm -rf "$apt"
  cat >"$new/run" <<'RUN'
#!/bin/sh
root=$(dirname "$0"); program=$1; shift
libraries=$root/usr/lib/$(uname -m)-linux-gnu
exec "$libraries"/ld-linux-*.so.* --library-path "$libraries" "$root/usr/bin/$program" "$@"
RUN
  chmod +x "$new/run"
  mv "$new" "$folder"
}

unpack_debian trixie hx neovim || echo "no Helix and Neovim of Debian 13: their tests are skipped"
unpack_debian forky neovim || echo "no Neovim of Debian testing: its tests are skipped"

# The language servers beside which Stepwise must do well.
servers=$cache/servers
if command -v npm >/dev/null && [ ! -x "$servers/node_modules/.bin/pyright-langserver" ]; then
  npm install --prefix "$servers" --ignore-scripts --no-fund --no-audit --loglevel=error \
    pyright@1.1.414 typescript@5.9.3 typescript-language-server@6.0.2 ||
    echo "no pyright and typescript-language-server: their tests are skipped"
fi
if command -v go >/dev/null && [ ! -x "$servers/gopls" ]; then
  GOBIN=$servers go install golang.org/x/tools/gopls@v0.23.0 || echo "no gopls: its test is skipped"
fi

if command -v npm >/dev/null; then
  sh clients/vscode/test/install.sh || echo "no code-server: the tests of VS Code are skipped"
fi
