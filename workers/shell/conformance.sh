#!/bin/sh
# What the conformance kit asks of an evaluation, for worker.sh:
#   CAIRN_KIND=conformance python3 ../python/conformance.py -- ./worker.sh ./conformance.sh
printf '%s' "$CAIRN_SETTINGS" | jq -c '.steps[]' >"$CAIRN_CHECKPOINT.steps"
exec 3<"$CAIRN_CHECKPOINT.steps"
rm -f "$CAIRN_CHECKPOINT.steps"
while read -r step <&3; do
  what=$(printf '%s' "$step" | jq -r 'keys[0]')
  value() { printf '%s' "$step" | jq -r ".$what"; }
  case $what in
    report) printf '%s' "$step" | jq -c '.report | {epoch: .level} + .metrics' ;;
    print) value ;;
    sleep) sleep "$(value)" ;;
    expect)
      for name in $(printf '%s' "$step" | jq -r '.expect | keys[]'); do
        there=$(printenv "CAIRN_PARAM_$(printf '%s' "$name" | tr '[:lower:]' '[:upper:]')")
        [ "$there" = "$(printf '%s' "$step" | jq -r --arg n "$name" '.expect[$n]')" ] || { echo "$name is $there" >&2; exit 1; }
      done ;;
    fail) value >&2; exit 1 ;;
    die) exit "$(value)" ;;
    wait) sleep 3600 ;;
    hang) trap 'echo asked to end, and going on >&2' TERM; while :; do sleep 3600; done ;;
    save) value | tr -d '\n' >"$CAIRN_CHECKPOINT" ;;
    load) there=$(cat "$CAIRN_CHECKPOINT" 2>/dev/null || echo null); [ "$there" = "$(value)" ] || { echo "the checkpoint is $there" >&2; exit 1; } ;;
    return) printf '%s' "$step" | jq -c .return ;;
  esac
done
