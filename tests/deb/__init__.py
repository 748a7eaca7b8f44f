"""The package for Debian: `make test-deb`, as root."""
