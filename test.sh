#!/usr/bin/env bash
# Everything that must hold before a change lands: build without warnings, formatting, tests.
#   ./test.sh          all of it; installs what the tests need and builds a kernel (minutes, then cached)
#   ./test.sh --fast   without what needs a kernel (under two minutes)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")"

fast=
case "${1:-}" in
  '') ;;
  --fast) fast=yes ;;
  *) sed -n '2,4s/^# \{0,1\}//p' test.sh >&2; exit 2 ;;
esac

step() { printf '\n== %s\n' "$*"; }

# Says how to install the .NET SDK where it is missing.
step 'Launcher'
./kernelsplit --version

if [[ -z $fast ]]; then
  step 'What the tests need on this machine'
  ./kernelsplit doctor --install
  # The kernel's own tests of its Kconfig programs are Python; guests boot under QEMU.
  missing=()
  /usr/bin/python3 -m pytest --version >/dev/null 2>&1 || missing+=(python3-pytest)
  command -v qemu-system-x86_64 >/dev/null || missing+=(qemu-system-x86)
  [[ -x /bin/busybox ]] || missing+=(busybox-static)
  command -v cpio >/dev/null || missing+=(cpio)
  # lintian judges Debian packages, apt finds them in a repository, isenkram by a device.
  command -v lintian >/dev/null || missing+=(lintian)
  command -v dpkg-scanpackages >/dev/null || missing+=(dpkg-dev)
  command -v isenkram-lookup >/dev/null || missing+=(isenkram-cli)
  # libsolv plays the package manager that looks at hardware.
  command -v testsolv >/dev/null || missing+=(libsolv-tools)
  # The Open Build Service reads what is written for it with these; ccache spares a second compilation of the kernel.
  [[ -d /usr/lib/obs-build ]] || missing+=(obs-build)
  command -v osc >/dev/null || missing+=(osc)
  command -v ccache >/dev/null || missing+=(ccache)
  # Modules are signed with two keys, and packed as the best update would be.
  [[ -f /usr/include/openssl/opensslv.h ]] || missing+=(libssl-dev)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v zstd >/dev/null || missing+=(zstd)
  command -v rpmlint >/dev/null || missing+=(rpmlint)
  # They install from a repository of ours.
  command -v dnf >/dev/null || missing+=(dnf)
  command -v zypper >/dev/null || missing+=(zypper)
  # The page of kernelsplit diff is opened in it.
  [[ -x /usr/bin/chromium ]] || missing+=(chromium)
  if [[ ${#missing[@]} -gt 0 ]] && command -v apt-get >/dev/null; then
    apt-get update --quiet
    apt-get install --yes --quiet --no-install-recommends "${missing[@]}"
  fi
fi

step 'Build, warnings are errors'
dotnet build KernelSplit.sln --configuration Release --nologo --verbosity quiet

step 'Formatting'
dotnet format KernelSplit.sln --no-restore --verify-no-changes

step 'Tests that need no kernel'
dotnet test tests/KernelSplit.Tests --configuration Release --no-build --nologo

if [[ -z $fast ]]; then
  step 'Acceptance: real kernels'
  dotnet test tests/KernelSplit.Acceptance --configuration Release --no-build --nologo --logger 'console;verbosity=normal'
fi
