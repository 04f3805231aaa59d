# Roots of other systems, made by mmdebstrap of their packages and gone when it ends. Read by other scripts with a dot.
# shellcheck shell=sh

UBUNTU=http://archive.ubuntu.com/ubuntu
# Debian has no keyring of Ubuntu's: the package that holds it, by its digest.
UBUNTU_KEYS=pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1_all.deb
UBUNTU_KEYS_SHA256=36de43b15853ccae0028e9a767613770c704833f82586f28eb262f0311adb8a8

# Ubuntu's keys into $1.
ubuntu_keys() {
  [ -f "$1/usr/share/keyrings/ubuntu-archive-keyring.gpg" ] && return 0
  mkdir -p "$1"
  /usr/lib/apt/apt-helper download-file "$UBUNTU/$UBUNTU_KEYS" "$1/keys.deb" "SHA256:$UBUNTU_KEYS_SHA256" >/dev/null
  dpkg -x "$1/keys.deb" "$1"
}

# fresh_root SUITE FROM VARIANT PACKAGES [mmdebstrap's options …]: a root with PACKAGES in it, in which the hooks among the
# options do the work. FROM: the address of the system's packages; empty: as this machine's own Debian.
# shellcheck disable=SC2154 # work: a folder, of who reads this
fresh_root() {
  suite=$1 from=$2 variant=$3 packages=$4
  shift 4
  if [ -n "$from" ]; then
    ubuntu_keys "$work/keys"
    mmdebstrap --variant="$variant" --include="$packages" --keyring="$work/keys/usr/share/keyrings/ubuntu-archive-keyring.gpg" \
      "$@" "$suite" /dev/null "deb $from $suite main universe"
  else
    mmdebstrap --variant="$variant" --include="$packages" "$@" "$suite" /dev/null
  fi
}
