# The .NET SDK for ./run and ./test. To be sourced by bash.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# No build server and no waiting MSBuild node stays behind.
BUILD_ALONE=(--nologo -nodeReuse:false -p:UseSharedCompilation=false)
export MSBUILDDISABLENODEREUSE=1

# Ends with exit code 1 when no SDK that the project can be built with is there.
require_dotnet() {
  local wanted
  wanted=$(sed -nE 's/.*"version": *"([0-9]+\.[0-9]+).*/\1/p' "$root/global.json")
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q "^${wanted//./\\.}\." && return
  echo "$1: the .NET SDK $wanted is not installed; see https://dotnet.microsoft.com/download/dotnet/$wanted (Debian with Microsoft's feed: apt-get install dotnet-sdk-$wanted)." >&2
  exit 1
}
