# PostgreSQL for ./run and ./test: finds it, or installs it where that may be done without asking. To be sourced by bash.

# Prints the folder of the newest postgres and initdb, a link on the PATH followed to where it leads.
postgresql_folder() {
  local found folder newest= version best=0
  found=$(command -v postgres) && found=$(readlink -f "$found")
  for folder in ${found:+"${found%/*}"} /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin /opt/homebrew/bin; do
    [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] || continue
    version=$("$folder/postgres" --version | sed -E 's/.*\) ([0-9]+).*/\1/')
    [ "$version" -gt "$best" ] 2>/dev/null && best=$version newest=$folder
  done
  [ -n "$newest" ] && printf '%s\n' "$newest"
}

# Installs Debian's package as root or with a sudo that asks nothing; the package then makes and starts no cluster of its own.
install_postgresql() {
  local as_root=() log settings=/etc/postgresql-common/createcluster.d/csms-no-cluster.conf
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  echo 'Installing PostgreSQL (apt-get install postgresql) ...' >&2
  log=$(mktemp)
  "${as_root[@]}" mkdir -p "${settings%/*}" && echo 'create_main_cluster = false' | "${as_root[@]}" tee "$settings" >/dev/null
  { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql; } >"$log" 2>&1 </dev/null
  local result=$?
  "${as_root[@]}" rm -f "$settings"
  [ "$result" -eq 0 ] || tail -n 5 "$log" >&2
  rm -f "$log"
  return "$result"
}

# Makes sure that there is one; otherwise says what to install and ends with exit code 3.
require_postgresql() {
  postgresql_folder >/dev/null && return
  install_postgresql && postgresql_folder >/dev/null && return
  echo "$1: PostgreSQL is not installed; install version 15 or newer (Debian and Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql)." >&2
  exit 3
}
