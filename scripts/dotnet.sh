# The .NET SDK for ./run and ./test. To be sourced by bash.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

# dotnet build with one compiler for all projects, which takes two thirds of the time that one for each takes.
# It ends with the build: no build server and no waiting MSBuild node stays behind.
export MSBUILDDISABLENODEREUSE=1
compiler=csms-$$-compiler

build_alone() {
  local shared=true result
  command -v pkill >/dev/null || shared=false
  dotnet build "$@" -v q --nologo -nodeReuse:false -p:UseSharedCompilation=$shared -p:SharedCompilationId="$compiler"
  result=$?
  end_compiler
  return "$result"
}

end_compiler() { command -v pkill >/dev/null && pkill -f -- "-pipename:$compiler"; }

# Ends with exit code 1 when no SDK that the project can be built with is there.
require_dotnet() {
  local wanted
  wanted=$(sed -nE 's/.*"version": *"([0-9]+\.[0-9]+).*/\1/p' "$root/global.json")
  command -v dotnet >/dev/null && dotnet --list-sdks 2>/dev/null | grep -q "^${wanted//./\\.}\." && return
  echo "$1: the .NET SDK $wanted is not installed; see https://dotnet.microsoft.com/download/dotnet/$wanted (Debian with Microsoft's feed: apt-get install dotnet-sdk-$wanted)." >&2
  exit 1
}
