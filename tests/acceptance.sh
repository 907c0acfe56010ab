#!/usr/bin/env bash
# Goes through what the project promises, from a clean clone: run, read, refuse, keep, forget, export, test. Prints a line per point.
#   tests/acceptance.sh          what takes seconds, and the tests of every run
#   tests/acceptance.sh --long   also the long category (soak, kills, ten million rows) and the benchmarks
# Needs the .NET SDK, git, curl and python3; the strict tests install what else they need, as .ci/run does.
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
service=""
failures=0
trap '[ -n "$service" ] && kill "$service" 2>/dev/null; rm -rf "$work"' EXIT

say() { printf '%-6s %s\n' "$1" "$2"; }

# check <title> <command …>: the command's last line is what was seen.
check() {
  local title=$1 seen
  shift
  if seen=$("$@" 2>&1); then say ok "$title: $(tail -n 1 <<<"$seen" | cut -c 1-160)"
  else
    say FAILED "$title: $(tail -n 3 <<<"$seen" | cut -c 1-400)"
    failures=$((failures + 1))
  fi
}

feed() { curl -sSg --fail-with-body "http://127.0.0.1:5980$1"; }

# answers <url> <python expression over the JSON a>: true where it holds.
answers() { feed "$1" | python3 -c "import json,sys; a=json.load(sys.stdin); r=$2; print(r); sys.exit(0 if r else 1)"; }

# refuses <url> <status> <code>
refuses() {
  local body
  body=$(curl -sg -w '\n%{http_code}' "http://127.0.0.1:5980$1")
  echo "$body" | tail -n 1
  [ "$(tail -n 1 <<<"$body")" = "$2" ] && grep -q "\"$3\"" <<<"$body"
}

start() {
  dotnet "$work/app/ODataFeed.dll" --urls=http://127.0.0.1:5980 "$@" >"$work/log" 2>&1 &
  service=$!
  for _ in $(seq 600); do
    kill -0 "$service" 2>/dev/null || break
    [ "$(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:5980/health/ready)" = 200 ] && return 0
    sleep 0.2
  done
  cat "$work/log"
  return 1
}

stop() {
  kill "$service" && wait "$service"
  service=""
}

run() { dotnet "$work/app/ODataFeed.dll" "$@"; }

check 'a clean clone' git clone -q "$root" "$work/clone"
cd "$work/clone" || exit 1
check 'publishes' dotnet publish src/ODataFeed -c Release -o "$work/app" -v quiet

kept=(--Store:Provider=Sqlite "--Store:ConnectionString=Data Source=$work/feed.db" --GraphSimulator:Users=300 --GraphSimulator:Now=2026-08-12T10:00:00Z)
start "${kept[@]}" || { say FAILED 'the service does not start'; exit 1; }
check 'all reports are sets' answers /odata/ 'len([s for s in a["value"] if s.get("kind","EntitySet")=="EntitySet"]) >= 93'
check 'activations by product' answers '/odata/Office365ActivationsUserCounts?$filter=Activated%20lt%20Assigned&$select=ProductType,Assigned,Activated' 'len(a["value"]) > 0 and all(r["Activated"] < r["Assigned"] for r in a["value"])'
check 'the best months of Teams' answers '/odata/Office365ActiveUserCounts?$apply=groupby((Date/Year,Date/Month),aggregate(Teams%20with%20max%20as%20PeakTeams,Teams%20with%20average%20as%20MeanTeams))/topcount(3,PeakTeams)' 'len(a["value"]) == 3'
check 'users who never opened Teams' answers '/odata/Office365ActiveUserDetail?$filter=HasTeamsLicense%20and%20TeamsLastActivityDate%20eq%20null&$count=true&$top=0' 'a["@odata.count"] > 0'
check 'the same below /graph' feed '/graph/beta/reports/getOffice365ActivationsUserCounts?$format=application/json'
check 'CSV for Excel' feed '/odata/Office365ActiveUserCounts?$format=csv'
check 'a wrong name is told' refuses '/odata/Dates?$filter=Jear%20eq%202026' 400 UnknownProperty
check 'a page' feed /
check 'Power BI opens it' answers /connect/Office365ActiveUserCounts.pbids 'a["connections"][0]["details"]["protocol"] == "odata"'
stop

person=$(python3 -c "import sqlite3; print(sqlite3.connect('$work/feed.db').execute('select \"UserPrincipalName\" from \"EmailActivityUserDetail\" limit 1').fetchone()[0])")
check 'a person is forgotten' run forget "$person" "${kept[@]}"
check 'not a byte is left' bash -c "[ -s '$work/feed.db' ] && [ -n '$person' ] && ! grep -aq '$person' '$work'/feed.db*"
check 'export' run export "$work/csv" "${kept[@]}"
check 'import' run import "$work/csv" --Store:Provider=Sqlite "--Store:ConnectionString=Data Source=$work/other.db"
check 'a key' run key new power-bi
check 'a wrong setting stops the start and is named' bash -c "said=\$(dotnet '$work/app/ODataFeed.dll' --Refresh:Evry=1 2>&1); [ \$? -eq 1 ] && grep 'Refresh:Evry.*nearest: Refresh:Every' <<<\"\$said\""
check 'check of the sample tenant' run check
check 'tests of every run' bash -c 'set -o pipefail; .ci/run 2>&1 | tail -n 1'

if [ "${1:-}" = --long ]; then
  check 'soak, kills, millions of rows' env CI=true dotnet test tests/ODataFeed.Tests --filter Category=Long
  check 'benchmarks' dotnet run -c Release --project tests/ODataFeed.Benchmarks
  sed -n '/<!-- measured -->/,$p' docs/performance.md
fi

echo "$failures failed"
[ "$failures" -eq 0 ]
