# shellcheck shell=bash
# Fetches PostgreSQL 17 + pgvector and RabbitMQ 4 from Debian 13's signed packages into .dev/servers/root. Nothing is
# installed: apt works on private state, the packages are unpacked, and their programs run on their own glibc.
#
#   .dev/servers/root       the unpacked packages, runnable
#   .dev/servers/pristine   the executables as they came
#   .dev/servers/contents   what was fetched
#   .dev/servers/place      the folder that the executables were made for

debian_release=trixie
debian_keyring=/usr/share/keyrings/debian-archive-keyring.gpg

fetch_servers() { # fetch_servers NAME...: postgres, rabbitmq
  local wanted
  mapfile -t wanted < <({ printf '%s\n' "$@"; cat "$servers/contents" 2>/dev/null || true; } | sort -u)
  [ "$(printf '%s\n' "${wanted[@]}")" = "$(cat "$servers/contents" 2>/dev/null)" ] || download_and_unpack "${wanted[@]}"
  [ "$(cat "$servers/place" 2>/dev/null)" = "$servers" ] || settle
}

# The Debian mirror that this machine's apt is configured with, in whatever format.
machine_mirror() { # machine_mirror LISTS_FOLDER
  apt-get -o "Dir::State::Lists=$1" update --print-uris 2>/dev/null |
    sed -nE "s,^'([^']*debian[^']*)/dists/[a-z]+/InRelease'.*,\1,p" | grep -v security | head -n 1
}

download_and_unpack() {
  local new=$servers/new mirror packages=() files=() started=$SECONDS
  need apt-get "the servers come from Debian packages. Install PostgreSQL 17 with pgvector and RabbitMQ 4 yourself, or name running ones in ATTUNE_POSTGRES and ATTUNE_RABBITMQ (docker compose up -d starts both)"
  need dpkg-deb "it unpacks the server packages"
  [ -r "$debian_keyring" ] || fail "$debian_keyring is missing: install the package debian-archive-keyring"
  chmod -R u+w "$new" 2>/dev/null || true
  rm -rf "$new"
  mkdir -p "$new"/apt/{lists/partial,cache/archives/partial,debs} "$new/root"
  mirror=${DEBIAN_MIRROR:-$(machine_mirror "$new/apt/lists" || true)}
  [ -n "$mirror" ] || fail "this machine's apt knows no Debian mirror: set DEBIAN_MIRROR to the address of one"
  [[ " $* " != *' postgres '* ]] || packages+=(postgresql-17-pgvector)
  [[ " $* " != *' rabbitmq '* ]] || packages+=(rabbitmq-server)
  say "fetching PostgreSQL 17 with pgvector and RabbitMQ 4 from your Debian mirror (about 85 MB, half a minute)"
  private_apt "$new/apt" "$mirror"
  "${apt[@]}" update || fail "the package lists of Debian $debian_release could not be read from your mirror (messages above)"
  mapfile -t files < <("${apt[@]}" --simulate install "${packages[@]}" patchelf | awk '$1 == "Inst" { print $2 }' | select_packages)
  [ "${#files[@]}" -gt 0 ] || fail "your Debian mirror does not offer ${packages[*]}"
  (cd "$new/apt/debs" && "${apt[@]}" download "${files[@]}") || fail "the packages could not be downloaded (messages above)"
  say "  unpacking $(du -sm "$new/apt/debs" | cut -f1) MB of packages"
  unpack "$new/apt/debs" "$new/root" --exclude={./etc,./var,./usr/sbin,./usr/share/{doc,man,locale},'*/gconv','*/bitcode','*/llvmjit*','*/pgxs'}
  rm -rf "$new/apt" "$servers/root" "$servers/pristine" "$servers/place" "$servers/contents"
  mv "$new/root" "$servers/root"
  rmdir "$new"
  keep_pristine
  printf '%s\n' "$@" >"$servers/contents"
  say "  fetched in $((SECONDS - started)) s"
}

# Sets the array apt to a command whose configuration, lists and state are below FOLDER. The configuration given with
# -c is read after the machine's own, so a proxy or certificate that is set there still counts.
private_apt() { # private_apt FOLDER MIRROR
  : >"$1/status"
  printf 'deb [signed-by=%s] %s %s main\n' "$debian_keyring" "$2" "$debian_release" >"$1/sources.list"
  cat >"$1/apt.conf" <<CONF
Dir::Etc::SourceList "$1/sources.list"; Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "/dev/null"; Dir::Etc::PreferencesParts "/dev/null";
Dir::State::Lists "$1/lists"; Dir::State::status "$1/status"; Dir::Cache "$1/cache"; Dir::Log "$1";
APT::Update::Error-Mode "any"; APT::Install-Recommends "false"; APT::Sandbox::User "root";
Acquire::Languages "none"; Acquire::Retries "3"; Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
CONF
  apt=(apt-get -qq "-c=$1/apt.conf")
}

# Of the closure of dependencies, keeps the servers and the libraries they load. glibc comes too, so that the programs
# run on machines with an older one; just-in-time compilation, scripting languages and system tools stay away.
select_packages() {
  grep -E '^(postgresql-(client-)?17|rabbitmq-server$|erlang-|patchelf$|zlib1g$|lib)' |
    grep -vE '^lib(llvm|z3|python|perl|sqlite|db5|gdbm|c-bin|c-l10n|pam-modules|semanage|sepol|proc2|ffi|expat)|-(perl|common)$'
}

unpack() { # unpack DEBS TARGET TAR_OPTION...
  local deb
  for deb in "$1"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$2" --keep-directory-symlink --no-same-owner --no-same-permissions "${@:3}" || return 1
  done
}

# Making an executable runnable changes it, so those that are needed are kept as they came. The others go.
keep_pristine() {
  local file
  while read -r file; do
    [ "$(head -c 4 "$servers/root/$file" | tr -d '\0')" = $'\x7fELF' ] || continue
    case ${file##*/} in
      postgres | initdb | psql | pg_ctl | pg_dump | pg_restore | pg_isready | beam.smp | erlexec | erl_child_setup | inet_gethost | epmd | memsup | cpu_sup | patchelf)
        mkdir -p "$servers/pristine/${file%/*}"
        cp -p "$servers/root/$file" "$servers/pristine/$file"
        ;;
      *) rm -f "$servers/root/$file" ;;
    esac
  done < <(cd "$servers/root" && find usr/bin usr/lib/postgresql usr/lib/erlang -type f -perm -u+x ! -name '*.so' 2>/dev/null)
}

# Makes the executables run where they lie now: the loader's address inside an executable must be absolute. A moved
# checkout is settled again, without a download. Files are replaced, never written to: they may be hard links.
settle() {
  local root_folder=$servers/root libraries loader file target
  libraries=$(first_match "$root_folder/usr/lib" '*/libc.so.6')
  libraries=${libraries%/*}
  loader=$(first_match "$libraries" 'ld-linux*.so.*')
  while read -r file; do
    target=$root_folder/$file
    # The loader is told where its libraries are relative to the program, so only its own address depends on the place.
    "$loader" --library-path "$libraries" "$servers/pristine/usr/bin/patchelf" --set-interpreter "$loader" --force-rpath \
      --set-rpath "\$ORIGIN/$(realpath --relative-to="${target%/*}" "$libraries")" --output "$target.new" "$servers/pristine/$file"
    chmod 755 "$target.new"
    mv -f "$target.new" "$target"
  done < <(cd "$servers/pristine" && find . -type f -printf '%P\n')
  if [ -d "$root_folder/usr/lib/erlang" ]; then
    write_erl "$root_folder/usr/lib/erlang/bin"
  fi
  printf '%s\n' "$servers" >"$servers/place"
}

# Debian's erl has its folder written into it; ours finds it. RabbitMQ runs it once at start.
write_erl() { # write_erl FOLDER
  cat >"$1/erl.new" <<'ERL'
#!/bin/sh
ROOTDIR=$(dirname -- "$(dirname -- "$(readlink -f -- "$0")")")
BINDIR=$(echo "$ROOTDIR"/erts-*/bin)
EMU=beam
PROGNAME=erl
export ROOTDIR BINDIR EMU PROGNAME
exec "$BINDIR/erlexec" "$@"
ERL
  chmod 755 "$1/erl.new"
  mv -f "$1/erl.new" "$1/erl"
}
