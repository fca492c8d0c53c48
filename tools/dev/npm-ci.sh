#!/bin/sh
# usage: npm-ci.sh FOLDER [PATH...]
# Installs what FOLDER/package-lock.json names, once: a stamp in node_modules carries the lock file's hash. Paths (relative
# to FOLDER/node_modules) are deleted afterwards. Several processes may call this at once; one installs, the others wait.
set -eu

fail() {
    # The form that MSBuild turns into a build error.
    echo "npm-ci.sh : error NPM0001: $*" >&2
    exit 1
}

cd "$1"
shift
folder=$(pwd)
stamp="node_modules/.installed-$(sha256sum < package-lock.json | cut -c 1-16)"
[ -e "$stamp" ] && exit 0

command -v node > /dev/null || fail "Node 20 or newer is needed to install the packages of '$folder', and 'node' is not on the PATH."
command -v npm > /dev/null || fail "npm is needed to install the packages of '$folder', and 'npm' is not on the PATH."

mkdir -p node_modules
exec 9> .npm-ci.lock
flock 9
[ -e "$stamp" ] && exit 0

npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2 || fail "'npm ci' failed in '$folder'; see its output above."
for path in "$@"; do
    rm -rf "node_modules/$path"
done
: > "$stamp"
