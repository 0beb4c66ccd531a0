# The web console for ./run and ./test. To be sourced by bash; $root is the repository.
console=$root/src/Csms.Console

console_is_stale() {
  local built=$console/dist/.built
  [ -f "$console/dist/index.html" ] && [ -f "$built" ] || return 0
  [ -n "$(find "$console" "$root"/tests/Csms.Host.Tests/Api/DocumentingTheApi.*.verified.json \
    \( -name dist -o -name node_modules -o -name '*.gen.ts' \) -prune -o -type f -newer "$built" -print -quit)" ]
}

has_node() {
  command -v npm >/dev/null && node -e 'const [major, minor] = process.versions.node.split("."); process.exit(major > 20 || (major == 20 && minor >= 19) ? 0 : 1)' 2>/dev/null
}

# Builds the console when something changed. Without Node.js, or when that fails, everything else works and the reason is told.
build_console() {
  local log started
  console_is_stale || return 0
  has_node || { echo "$1: the web console is not built: that takes Node.js 20.19 or newer with npm." >&2; return 0; }
  log=$(mktemp) started=$(mktemp)
  if { [ "$console/node_modules/.package-lock.json" -nt "$console/package-lock.json" ] ||
    { npm ci --prefix "$console" --no-audit --no-fund --loglevel=error && touch "$console/node_modules/.package-lock.json"; }; } >"$log" 2>&1 &&
    npm run --prefix "$console" --silent build >>"$log" 2>&1; then
    # Dated at the start of the build: what was edited meanwhile is built the next time.
    touch -r "$started" "$console/dist/.built"
  else
    cat "$log" >&2
    echo "$1: the web console was not built; see above." >&2
  fi
  rm -f "$log" "$started"
}
