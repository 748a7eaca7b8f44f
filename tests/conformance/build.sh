#!/bin/sh
# Builds kube-apiserver 1.20 from the source package `kubernetes` of Debian 12 into the cache, once.
# Usage (as root): sh tests/conformance/build.sh; prints the path of the binary.
set -eu

cache=${EDGESHIFT_CONFORMANCE_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/edgeshift-conformance}
binary=$cache/kube-apiserver

fail() {
    echo "conformance: $1" >&2
    exit 1
}

if [ -x "$binary" ] && command -v etcd >/dev/null && command -v openssl >/dev/null; then
    echo "$binary"
    exit 0
fi
command -v apt-get >/dev/null || fail "this needs Debian 12 (apt-get is not there)"
[ "$(id -u)" = 0 ] || fail "this needs root, to install etcd and the Go compiler from Debian's packages"
export DEBIAN_FRONTEND=noninteractive
work=$cache/work
mkdir -p "$work/lists/partial"
log=$cache/build.log
trap 'status=$?; [ $status = 0 ] || { echo "conformance: failed, see $log" >&2; tail -n 5 "$log" >&2; }' EXIT

echo "conformance: installing etcd and the Go compiler" >&2
{
    apt-get update
    apt-get install --yes --no-install-recommends etcd-server golang-go dpkg-dev openssl debian-archive-keyring
} >"$log" 2>&1

if [ ! -x "$binary" ]; then
    echo "conformance: fetching the source package kubernetes" >&2
    cd "$work"
    # The machine's own Debian archives, asked for sources: lists of their own leave those of the machine alone.
    apt-get indextargets --format 'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(REPO_URI) $(RELEASE) $(COMPONENT)' \
        'Identifier: Packages' 'Origin: Debian' | sort -u >sources.list
    options="-o Dir::Etc::SourceList=$work/sources.list -o Dir::Etc::SourceParts=/dev/null -o Dir::State::Lists=$work/lists"
    {
        # shellcheck disable=SC2086
        apt-get $options update
        rm -f ./*.dsc
        # shellcheck disable=SC2086
        apt-get $options source --download-only kubernetes
        rm -rf source
        dpkg-source --no-check -x ./*.dsc source
    } >>"$log" 2>&1
    case $(head -n 1 source/debian/changelog) in
    *really1.20.* | *"(1.20."*) ;;
    *) fail "Debian 12 is needed, whose package is Kubernetes 1.20; here it is $(head -n 1 source/debian/changelog)" ;;
    esac

    echo "conformance: building kube-apiserver, a few minutes" >&2
    # Debian builds in a GOPATH; the OpenAPI definitions are made by a tool of the same source.
    export GO111MODULE=off GOPATH="$work/gopath" GOCACHE="$work/gocache" CGO_ENABLED=0 GOFLAGS=
    mkdir -p "$GOPATH/src/k8s.io"
    ln -sfn "$work/source" "$GOPATH/src/k8s.io/kubernetes"
    cd "$GOPATH/src/k8s.io/kubernetes"
    {
        go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
        folders=$(grep -rl --include='*.go' '+k8s:openapi-gen=' pkg staging/src/k8s.io |
            grep -v -e code-generator -e sample-apiserver | sed 's#^staging/src/#vendor/#' |
            xargs -n 1 dirname | LC_ALL=C sort -u | sed 's#^#k8s.io/kubernetes/#' | paste -sd, -)
        "$work/openapi-gen" -i "$folders" -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi \
            -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -r "$work/violations"
        nice go build -ldflags '-s -w' -o "$binary" ./cmd/kube-apiserver
    } >>"$log" 2>&1
    rm -rf "$work"
fi
echo "$binary"
