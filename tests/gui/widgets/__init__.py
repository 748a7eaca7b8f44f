"""Tests of the widgets, each alone."""
