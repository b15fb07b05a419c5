#!/bin/sh
# A worker for Cairn in plain sh: the remote worker protocol, naked. Needs curl, jq, setsid, timeout. docs/worker-protocol.md has the rules.
#
#   CAIRN_SERVER=http://127.0.0.1:7350 CAIRN_TOKEN=.. ./worker.sh ./train.sh --some-option
#
# One evaluation at a time. The command gets CAIRN_PARAM_<NAME> for each parameter (upper case, anything but letters and digits as _), CAIRN_FROM, CAIRN_TO,
# CAIRN_TRIAL, CAIRN_ATTEMPT, CAIRN_EVALUATION, CAIRN_SEED, CAIRN_SETTINGS (JSON) and CAIRN_CHECKPOINT, a file: what the trial's last evaluation left is there,
# and what is there at the end is kept. It prints JSON lines, {"epoch": 3, "loss": 0.5}; a line without the resource is at CAIRN_TO. Everything else is log.
# Also set: CAIRN_NAME (default: host and process), CAIRN_KIND, CAIRN_LABELS (a,b), CAIRN_CA (a file). SIGTERM: finishes what runs, and leaves.
# shellcheck disable=SC2016,SC2154,SC2015 # programs of jq, variables by eval, and no elses
set -u
[ $# -gt 0 ] && [ -n "${CAIRN_SERVER:-}" ] || { echo "usage: CAIRN_SERVER=http://HOST:PORT [CAIRN_TOKEN=..] $0 COMMAND [ARGUMENT..]" >&2; exit 2; }
dir=$(mktemp -d) && mkfifo "$dir/lines" && : >"$dir/seen" && : >"$dir/log" || exit 2
trap 'end KILL; rm -rf "$dir"' EXIT
end() { kill "-$1" "-$(cat "$dir/pid")"; } 2>/dev/null # a signal to the command and all that it has started
draining=false
trap 'draining=true' TERM INT
worker=${CAIRN_NAME:-$(uname -n | tr -c 'A-Za-z0-9._\n-' -)-$$}
session=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
(umask 077; printf 'Content-Type: application/json\nAuthorization: Bearer %s\n' "${CAIRN_TOKEN:-}" >"$dir/headers")
say() { echo "worker.sh: $*" >&2; }
seconds() { { read -r up _ </proc/uptime && echo "$up"; } 2>/dev/null || date +%s; } # since the machine started: nobody sets that
since() { awk -v a="$1" -v b="$(seconds)" 'BEGIN { print b - a }'; }

# http ANSWER CURL-ARGUMENT..: one request; sets status, 000 without an answer. In the background, so that a signal ends the wait.
http() {
  answer=$1; shift
  rm -f "$answer" "$answer.head"
  curl -sS ${CAIRN_CA:+--cacert "$CAIRN_CA"} --noproxy '127.0.0.1,localhost,::1' -H @"$dir/headers" -D "$answer.head" -o "$answer" -w '%{http_code}' \
    "$@" >"$answer.status" 2>"$answer.error" &
  curl=$!
  wait $curl && status=$(cat "$answer.status") || { kill $curl 2>/dev/null; status=000; }
  # curl takes an answer that breaks off in its head for a whole one.
  [ "$status" = 204 ] || grep -qi '^content-length:\|^transfer-encoding:' "$answer.head" 2>/dev/null || status=000
}

# until_answered NAME CURL-ARGUMENT..: rule 2. 0: status is 2xx, 1: refused for good, 2: not waited for any more.
until_answered() {
  name=$1; shift
  pause=0.5
  while :; do
    case $name in lease | report) [ ! -s "$dir/stop" ] || return 2 ;; esac
    case $name in lease) ! $draining || return 2 ;; esac
    http "$dir/$name" "$@"
    case $status in
      2*) return 0 ;;
      401 | 403) say "$(problem "$dir/$name")"; exit 2 ;;
      000 | 408 | 425 | 429 | 500 | 502 | 503 | 504) ;;
      *) return 1 ;;
    esac
    after=$(sed -n 's/^[Rr]etry-[Aa]fter: *\([0-9]*\).*/\1/p' "$dir/$name.head" 2>/dev/null)
    case $status in 000) after= ;; esac
    sleep "${after:-$(awk -v p="$pause" 'BEGIN { srand(); print p * (p == 0.5 ? 1 : 0.5 + rand() / 2) }')}" & wait $!
    pause=$(awk -v p="$pause" 'BEGIN { print p < 7.5 ? 2 * p : 15 }')
  done
}
problem() { jq -r '.detail // .title' "$1" 2>/dev/null || head -c 300 "$1"; }
post() { # NAME QUERY JQ-ARGUMENT..: makes the message and sends it
  post=$1 query=$2; shift 2
  jq -cn "$@" >"$dir/$post.message" && until_answered "$post" --max-time 90 --data-binary @"$dir/$post.message" "$CAIRN_SERVER/api/v1/remote/$post$query"
}
held() { # what is in hand, as JSON
  jq -c --arg tail "$(tail -c 7000 "$dir/log")" '[.lease | {study, evaluation, token, logTail: $tail}]' "$dir/lease.json"
}

# stop KIND SENTENCE: asks the command to end, and ends it after the grace; the first reason counts.
stop() {
  [ ! -s "$dir/stop" ] || return 0
  printf '%s\n%s\n' "$1" "$2" >"$dir/stop"
  end TERM
  victim=$(cat "$dir/pid" 2>/dev/null)
  (trap - EXIT; sleep "$grace"; kill -KILL "-${victim:-none}" 2>/dev/null) &
}

# Rule 4, beside the evaluation: pulses, and what is said in answer to them.
pulses() {
  trap - EXIT TERM INT
  every=$(jq -r '(.lease.leaseMillis | tonumber) / 4000 | if . > 15 then 15 else . end' "$dir/lease.json")
  while sleep "$every"; do
    jq -cn --arg worker "$worker" --arg session "$session" --argjson held "$(held)" '$ARGS.named' >"$dir/pulse.message"
    http "$dir/pulse" --max-time 10 --data-binary @"$dir/pulse.message" "$CAIRN_SERVER/api/v1/remote/pulse"
    case $status in
      200) orders "$dir/pulse" ;;
      401 | 403 | 409) stop GONE "$(problem "$dir/pulse")" ;;
    esac
  done
}
orders() { # of an answer to lease or pulse
  [ "$(jq -r '.drain // false' "$1")" = false ] || echo drain >"$dir/drain"
  reason=$(jq -r --arg e "$evaluation" --arg t "$token" '.cancel[]? | select(.evaluation == $e and .token == $t) | .reason // "cancelled"' "$1")
  [ -z "$reason" ] || stop FAILURE_KIND_CANCELLED "$reason"
}

evaluate() { # the evaluation of lease.json, by the command
  eval "$(jq -r '. as $l | .lease | "study=\(.study|@sh) evaluation=\(.evaluation|@sh) token=\(.token|@sh) to=\(.to) from=\(.from // 0) trial=\(.trial // 0)",
    "resource=\(.resource.name|@sh) grace=\($l.graceSeconds // 0) limit=\((.timeLimitMillis // "0" | tonumber) / 1000) attempt=\(.attempt // 1) seed=\(.seed // "0"|@sh)"' "$dir/lease.json")"
  say "$evaluation (trial $trial) of $study: $resource $from to $to"
  : >"$dir/log"; rm -f "$dir/stop" "$dir/checkpoint" "$dir/pid"
  begun=$(seconds) sequence=0 last=0 missing=false enough=false query="?worker=$worker" metrics='[]'
  place="$CAIRN_SERVER/api/v1/remote/checkpoints/$study/$trial?evaluation=$evaluation&token=$token"
  pulses & beside=$!
  if [ "$(jq -r '.lease.checkpoints // false' "$dir/lease.json")" = true ] && [ "$from" != 0 ]; then
    until_answered get --max-time 3600 "$place" && mv "$dir/get" "$dir/checkpoint" || missing=true from=0
  fi
  before=$(cksum "$dir/checkpoint" 2>/dev/null)
  (trap - EXIT TERM INT
    [ ! -s "$dir/stop" ] || exit 1
    eval "$(jq -r '.lease.configuration[]? | "export CAIRN_PARAM_\(.name | ascii_upcase | gsub("[^A-Z0-9]"; "_"))=\(.value | to_entries[0].value | tostring | @sh)"' "$dir/lease.json")"
    export CAIRN_FROM="$from" CAIRN_TO="$to" CAIRN_TRIAL="$trial" CAIRN_ATTEMPT="$attempt" CAIRN_EVALUATION="$evaluation" CAIRN_SEED="$seed"
    CAIRN_SETTINGS=$(jq -r '.settings // "{}"' "$dir/lease.json")
    export CAIRN_SETTINGS CAIRN_CHECKPOINT="$dir/checkpoint"
    unset CAIRN_TOKEN
    exec setsid timeout -k "$grace" "$limit" "$@") >"$dir/lines" 2>"$dir/log" &
  command=$!
  echo $command >"$dir/pid"
  while read -r line || [ -n "$line" ]; do
    if ! printf '%s' "$line" | jq -ce --arg r "$resource" --argjson to "$to" \
      'objects | {resource: (.[$r] // $to), metrics: (del(.[$r]) | to_entries | map({name: .key, value: .value}))}' >"$dir/line" 2>/dev/null; then
      printf '%s\n' "$line" >>"$dir/log"
    elif ! $enough && [ ! -s "$dir/stop" ]; then
      post report "$query" --slurpfile m "$dir/line" --arg study "$study" --arg evaluation "$evaluation" --arg token "$token" \
        --arg sequence $((sequence + 1)) --argjson costSeconds "$(since "$begun")" --argjson checkpointMissing $missing '($ARGS.named | del(.m)) + $m[0]'
      case $? in
        1) stop FAILURE_KIND_BAD_RESULT "The server refused the report: $(problem "$dir/report")" ;;
        0)
          sequence=$((sequence + 1)) missing=false
          if [ "$(jq -r '.accepted // false' "$dir/report")" != true ]; then
            stop LOST "$(jq -r '.reason // "the lease is lost"' "$dir/report")"
          else
            last=$(jq .resource "$dir/line") metrics=$(jq -c .metrics "$dir/line")
            [ "$(jq -r '.goOn // false' "$dir/report")" = true ] || { enough=true; stop ENOUGH "the study has seen enough"; }
          fi ;;
      esac
    fi
  done <"$dir/lines"
  wait $command; code=$?
  while kill -0 $command 2>/dev/null; do wait $command; code=$?; done # A signal had ended the wait.
  end KILL # what it has left behind
  kind=$(sed -n 1p "$dir/stop" 2>/dev/null) sentence=$(sed -n 2p "$dir/stop" 2>/dev/null)
  if [ -z "$kind" ] || [ "$kind" = ENOUGH ]; then
    if [ -z "$kind" ] && { [ $code = 124 ] || [ $code = 137 ]; } && [ "$(jq -n "$limit > 0 and $(since "$begun") >= $limit")" = true ]; then
      kind=FAILURE_KIND_TIME_LIMIT sentence="It ran longer than its limit of $limit s."
    elif [ -z "$kind" ] && [ $code -ne 0 ]; then
      kind=FAILURE_KIND_ERROR sentence="The command ended with code $code: $(tail -n 1 "$dir/log" | cut -c 1-500)"
    elif [ -z "$kind" ] && [ "$(jq -n "$last < $to")" = true ]; then
      kind=FAILURE_KIND_BAD_RESULT sentence="The command ended well, but its last result is at $resource $last of $to."
    else
      kind=
    fi
  fi
  if [ "$kind" != LOST ] && [ "$kind" != GONE ] && [ -s "$dir/checkpoint" ] && [ "$before" != "$(cksum "$dir/checkpoint")" ]; then
    until_answered put --max-time 3600 -H 'Content-Type: application/octet-stream' -T "$dir/checkpoint" "$place" || say "the checkpoint was not kept: $(problem "$dir/put")"
  fi
  set -- --arg study "$study" --arg evaluation "$evaluation" --arg token "$token" --argjson costSeconds "$(since "$begun")" --arg logTail "$(tail -c 7000 "$dir/log")"
  case $kind in
    LOST) say "$evaluation: the lease is lost: $sentence" ;;
    GONE) say "$sentence" ;;
    '') post complete "$query" "$@" --argjson resource "$last" --argjson metrics "$metrics" '$ARGS.named' && say "$evaluation: complete at $last" ;;
    *) post fail "$query" "$@" --arg kind "$kind" --arg message "$sentence" '$ARGS.named' && say "$evaluation: $kind $sentence" ;;
  esac
  kill $beside 2>/dev/null
  rm -f "$dir/lease.json"
  [ "$kind" != GONE ] || exit 3
}

say "$worker asks $CAIRN_SERVER for evaluations"
while ! $draining && [ ! -s "$dir/drain" ]; do
  rm -f "$dir/stop"; evaluation='' token=''
  post lease '' --arg worker "$worker" --arg session "$session" --argjson slots 1 --arg k "${CAIRN_KIND:-}" --arg l "${CAIRN_LABELS:-}" --argjson waitMillis 30000 \
    '($ARGS.named | del(.k, .l)) + {kinds: ($k | split(",")), labels: ($l | split(",")), held: []}'
  case $? in 1) say "$(problem "$dir/lease")"; [ "$status" = 409 ] && exit 3 || exit 2 ;; 2) continue ;; esac
  jq -e . "$dir/lease" >/dev/null 2>&1 || { sleep 1; continue; }
  orders "$dir/lease"
  number=0
  while jq -e ".leases[$number]" "$dir/lease" >"$dir/lease.json" 2>/dev/null; do
    key=$(jq -r '.lease | .study + " " + .token' "$dir/lease.json") number=$((number + 1))
    grep -Fqx "$key" "$dir/seen" || { echo "$key" >>"$dir/seen"; cp "$dir/lease" "$dir/leases"; evaluate "$@"; cp "$dir/leases" "$dir/lease"; }
  done
  rm -f "$dir/lease.json"
done
post leave '' --arg worker "$worker" --arg session "$session" '$ARGS.named' && say "left"
