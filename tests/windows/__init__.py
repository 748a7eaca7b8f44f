"""The Windows program under Wine, driven from Linux: `make test-windows`."""
