# shellcheck shell=bash
# PostgreSQL refuses to run as root, and a broker has no need to.

# Sets the array as_server to a prefix under which PROGRAM may run and FOLDER may be written. Empty for an ordinary user.
drop_privileges() { # drop_privileges FOLDER PROGRAM
  local owner user
  as_server=()
  [ "$(id -u)" = 0 ] || return 0
  owner=$(stat -c %u "$1")
  # Who owns the data keeps it; then who owns the checkout (root by sudo); then the machine's least privileged users.
  for user in "$owner" "$(stat -c %u "$root")" postgres nobody; do
    if become "$user" && reaches "$@"; then
      give "$1" "$owner" "$(id -u "$user")"
      return 0
    fi
  done
  # The checkout lies below a private folder such as /root. In a user namespace of our own the files stay root's.
  as_server=(unshare --user "--map-user=$(id -u nobody)" "--map-group=$(id -g nobody)" --)
  if reaches "$@"; then
    give "$1" "$owner" 0
    return 0
  fi
  # A container may forbid namespaces. Then only the right to pass the private folder is kept; the secure bit lets
  # access(), with which PostgreSQL looks for its own program, count it.
  if become nobody --inh-caps=+dac_override --ambient-caps=+dac_override --securebits=+no_setuid_fixup && reaches "$@"; then
    give "$1" "$owner" "$(id -u nobody)"
    return 0
  fi
  fail "PostgreSQL must not run as root, and no other user can reach $1. Put the checkout where others may enter (chmod o+x the folders above it), or run ./attune as an ordinary user."
}

reaches() { "${as_server[@]}" test -x "$1" -a -x "$2" 2>/dev/null; } # reaches FOLDER PROGRAM

become() { # become USER OPTION...: sets as_server; fails for root and for a user without a name, which initdb refuses
  local uid gid
  uid=$(id -u "$1" 2>/dev/null) || return 1
  gid=$(id -g "$1" 2>/dev/null) || return 1
  [ "$uid" != 0 ] || return 1
  as_server=(setpriv "--reuid=$uid" "--regid=$gid" --clear-groups --no-new-privs "${@:2}" --)
}

give() { # give FOLDER OLD_UID NEW_UID
  [ "$2" = "$3" ] || chown -R "$3:$(id -g "$3")" "$1"
}
