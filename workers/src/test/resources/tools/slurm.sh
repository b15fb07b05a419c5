# What the stand-ins for Slurm's tools share. They answer as the manual pages of Slurm 23.11 say; a "job" is a
# process of a session of its own, and a partition's name says what becomes of it. This folder keeps jobs and
# calls.
printf '%s\n' "--call-- $(basename "$0")" "$@" >> "$here/calls"
state() { echo "$2" > "$here/jobs/$1/state.new" && mv "$here/jobs/$1/state.new" "$here/jobs/$1/state"; }
end_job() {
  case $(cat "$here/jobs/$1/state") in
  PENDING* | RUNNING*)
    state "$1" "CANCELLED|None|0:15"
    [ ! -e "$here/jobs/$1/pid" ] || kill -s TERM -- "-$(cat "$here/jobs/$1/pid")" 2> /dev/null ;;
  esac
  true
}
