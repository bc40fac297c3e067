# shellcheck shell=bash
# What packaging/run and packaging/test share: sourced, in the top folder of the project.

say() { printf '%s\n' "$*"; }

# Ends with a sentence that says what failed and one that says what to do.
fail()
{
    printf 'packaging/%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# packagesFor PURPOSE...: the packages listed for those purposes, one a line.
packagesFor()
{
    local release purpose package since
    release=$(sed -n 's/^VERSION_ID="*\([0-9]*\).*/\1/p' /etc/os-release)
    while read -r purpose package since; do
        if [[ " $* " == *" $purpose "* ]] && (( ${release:-99} >= ${since:-0} )); then
            printf '%s\n' "$package"
        fi
    done < packaging/dependencies
}

# Reads packages, one a line, and prints those that are not installed.
missing()
{
    local installed
    installed=$(dpkg-query --show --showformat='${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
    grep --line-regexp --fixed-strings --invert-match --regexp "$installed" || true
}

asRoot()
{
    local sudo=
    (( EUID == 0 )) || sudo=sudo
    $sudo env DEBIAN_FRONTEND=noninteractive "$@"
}

# Sudo is of use to who can type a password or needs none.
mayInstall()
{
    (( EUID == 0 )) && return
    command -v sudo > /dev/null && { [[ -t 0 ]] || sudo --non-interactive true 2> /dev/null; }
}

# What apt-get would do; needs no root.
aptSimulate() { LC_ALL=C apt-get -o Debug::NoLocking=1 install --no-install-recommends "$@"; }

# Says what apt would install for these packages, and how large it is.
showSizes()
{
    say "To be installed (size of the package):"
    apt-cache show --no-all-versions "$@" | awk '$1 == "Package:" { package = $2 }
        $1 == "Size:" { printf "    %-24s %6d kB\n", package, $2 / 1000 + 0.5 }'
    # Told "no", apt-get fails, but only after it has said how much there is.
    { aptSimulate --assume-no "$@" 2> /dev/null || true; } | sed -n \
        -e 's/.* \([0-9]*\) newly installed.*/With what they depend on, these are \1 packages,/p' \
        -e 's/^Need to get \(.*\) of archives\./\1 to download,/p' \
        -e 's/^After this operation, \(.*\) of additional disk space.*/\1 on disk./p' | paste -s -d ' '
}

# ensurePackages ask|go PURPOSE...: installs what is missing, after saying what and how large, and asking when
# told to and there is a terminal. When nothing is missing, reading dpkg's list is all it does.
ensurePackages()
{
    local mode=$1 packages answer
    shift
    if ! command -v apt-get > /dev/null; then
        say "This system has no apt-get, so nothing is installed here: the build names what it lacks, and" \
            "packaging/dependencies lists what it needs by Debian's names."
        return
    fi
    mapfile -t packages < <(packagesFor "$@" | missing)
    (( ${#packages[@]} )) || return 0

    local install="apt-get install --yes --no-install-recommends"
    if ! mayInstall; then
        say "Polcascope needs packages that only root can install. Run this as root, then start this again:"
        say "    apt-get update && $install ${packages[*]}"
        exit 1
    fi
    # A fresh system has no package lists: apt knows neither names nor sizes.
    if ! aptSimulate -qq --simulate "${packages[@]}" > /dev/null 2>&1; then
        say "Fetching Debian's lists of packages ..."
        asRoot apt-get update -qq || true
        aptSimulate -qq --simulate "${packages[@]}" > /dev/null \
            || fail "apt cannot install these packages; the lines above say why. Polcascope is made for" \
                "Debian 12 and 13: check the network and /etc/apt/sources.list, then start this again."
    fi
    showSizes "${packages[@]}"
    if [[ $mode == ask && -t 0 && -t 1 ]]; then
        read -r -p "Install them now? [Y/n] " answer
        [[ $answer =~ ^([Yy].*)?$ ]] || fail "nothing was installed. Start this again when you want it to be."
    fi
    # Where the lists are older than what the mirror still has, the second attempt succeeds.
    # shellcheck disable=SC2086
    asRoot $install -q "${packages[@]}" \
        || { asRoot apt-get update -qq && asRoot $install -q "${packages[@]}"; } \
        || fail "packages could not be installed; apt's last lines say why. Put that right, then start this" \
            "again."
}

# As many compilers as there are cores and memory for: LibTorch's headers take 1.1 GB a compiler.
buildJobs()
{
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1500000) }' /proc/meminfo)
    (( memory < cores )) && cores=$memory
    printf '%s\n' "$(( cores > 0 ? cores : 1 ))"
}

# Ends before anything is built where the disk has not the room for it: a full disk stops the linker at the very end.
# Measured: dev 1.8 GB and what its tests write, release and engine 0.1 GB.
ensureSpace()
{
    local preset=$1 needed=300 free
    [[ $preset == release || $preset == engine ]] || needed=3000
    free=$(( $(df --output=avail --block-size=1M . | tail -n 1) ))
    (( free >= needed )) || fail "building $preset takes up to $needed MB, and the disk of $PWD has $free MB left." \
        "Make room there, then start this again."
}

# build PRESET [CMAKE ARGUMENT]...: configures where that was not done before, and builds.
build()
{
    local preset=$1 hint="the lines above say why. Where an older build is in the way, remove"
    hint+=" build/$preset. Then start this again."
    shift
    if [[ ! -f build/$preset/build.ninja ]]; then
        ensureSpace "$preset"
        cmake --preset "$preset" "$@" || fail "configuring failed; $hint"
    fi
    cmake --build --preset "$preset" --parallel "$(buildJobs)" || fail "building failed; $hint"
}

# LibTorch uses whatever libblas.so.3 is, and a choice once made with update-alternatives outlasts the set-up.
warnOfSlowBlas()
{
    local name library
    name=libblas.so.3-$(uname -m)-linux-gnu
    library=$(readlink --canonicalize "/etc/alternatives/$name" || true)
    if [[ $library == */blas/* ]]; then
        say "Warning: programs here use the reference BLAS ($library), 15 to 30 times slower than OpenBLAS." \
            "As root: update-alternatives --auto $name"
    fi
}
