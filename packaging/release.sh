#!/bin/sh
# What is given out for the version of CMakeLists.txt: packages that were tried, and their digests, in build/packages/. Refuses
# changes that are not committed and a version that CHANGELOG.md does not have.
set -eu
cd "$(dirname "$0")/.."
[ -z "$(git status --porcelain)" ] || {
  echo "release: commit first: what is given out is what is committed" >&2
  exit 1
}
version=$(sed -n 's/^project(gongkai VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
rm -rf build/packages
packaging/package.sh deb ubuntu tar image test
git archive --prefix="gongkai-$version/" -o "build/packages/gongkai-$version.tar.gz" HEAD
cd build/packages
sha256sum gongkai* >SHA256SUMS
cat SHA256SUMS
echo "release $version of $(git rev-parse --short HEAD): tag it v$version"
