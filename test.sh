#!/usr/bin/env bash
# Everything that must hold before a change lands: the build without warnings, which checks formatting too, and tests.
#   ./test.sh                  the fast tests, and a sample of every comparison with a real tool; installs what the
#                              tests need and builds a small kernel (20 minutes, 10 when it was built before)
#   ./test.sh --fast           what needs no kernel and no root (under two minutes)
#   ./test.sh --full [PART...] every comparison: all kernels, architectures and seeds (hours). Parts, which can run one
#                              by one or side by side: PARTS
# docs/testing.md says what each part proves, and which to run after which change.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

mapfile -t all_parts < <(sed -n 's/.*const string .* = "\(.*\)";/\1/p' tests/KernelSplit.Testing/Part.cs)

usage() {
  sed -n '2,9s/^# \{0,1\}//p' test.sh | sed "s/PARTS/${all_parts[*]}/"
}

mode=sample
parts=()
case "${1:-}" in
  '') ;;
  --fast) mode=fast; shift ;;
  --full) mode=full; shift; parts=("$@"); [[ $# -gt 0 ]] || parts=("${all_parts[@]}"); set -- ;;
  -h | --help) usage; exit ;;
esac
if [[ $# -gt 0 ]]; then
  usage >&2
  exit 2
fi
for part in "${parts[@]}"; do
  if [[ " ${all_parts[*]} " != *" $part "* ]]; then
    echo "test.sh: there is no part \"$part\"; there are: ${all_parts[*]}" >&2
    exit 2
  fi
done

times=()
finished=
began=$SECONDS

# Says at the end, however it comes, what took how long.
report() {
  local status=$?
  printf '\n'
  [[ ${#times[@]} -eq 0 ]] || printf '%s\n' "${times[@]}"
  printf '%7d s  altogether\n' $((SECONDS - began))
  # A signal ends a run with the status of the last step, which may have been fine.
  [[ $status -eq 0 && -n $finished ]] && echo 'Passed.' || echo "Failed: ${step:-}."
}
trap report EXIT

# step NAME COMMAND...
step() {
  local since=$SECONDS
  step=$1
  printf '\n== %s\n' "$step"
  "${@:2}"
  times+=("$(printf '%7d s  %s' $((SECONDS - since)) "$step")")
}

# tests PROJECT OPTION...: its failures are printed, and each test that takes longer than two minutes.
tests() {
  local program=tests/KernelSplit.$1/bin/Release/net10.0/KernelSplit.$1
  mkdir -p tests/results
  "$program" -noColor -noLogo -longRunning 120 -result-trx "tests/results/$1${PART:+-$PART}.trx" "${@:2}"
}

# build PROJECT: two runs in one checkout must not build at the same time.
build() {
  mkdir -p tests/results
  flock tests/results/build.lock dotnet build "$1" --configuration Release --nologo --verbosity quiet
}

spelling() {
  git ls-files -z -- README.md CONTRIBUTING.md docs examples fragments kernel-spec package-maps packaging src \
    | xargs -0 codespell
}

# The launcher says how to install the .NET SDK where it is missing.
command -v dotnet >/dev/null || ./kernelsplit --version

if [[ $mode == fast ]]; then
  # Damaged input is tried for a minute in all by default.
  export KERNELSPLIT_FUZZ_SECONDS=${KERNELSPLIT_FUZZ_SECONDS:-1}
  step 'Build of the fast tests, warnings are errors' build tests/KernelSplit.Tests
  step 'Tests that need no kernel' tests Tests
  finished=yes
  exit
fi

step 'Build, warnings are errors' build KernelSplit.sln
step 'Launcher' ./kernelsplit --version
step 'What the tests need on this machine' tests/install-tools
step 'Spelling' spelling
if [[ $mode == sample ]]; then
  step 'Tests that need no kernel' tests Tests
  step 'Acceptance: a sample of every comparison' tests Acceptance
  finished=yes
  exit
fi

export KERNELSPLIT_FULL=1
[[ " ${parts[*]} " != *' distributions '* ]] || step "Lists of other architectures' kernels" tests/index-foreign-kernels
step 'Tests that need no kernel' tests Tests
for part in "${parts[@]}"; do
  if [[ $part == fuzz ]]; then
    export KERNELSPLIT_FUZZ_SECONDS=${KERNELSPLIT_FUZZ_SECONDS:-3600}
    step 'Readers of damaged text, an hour each' tests Tests -class '*.ReaderFuzzTests'
  fi
  PART=$part step "Part $part" tests Acceptance -trait "Part=$part"
done
finished=yes
