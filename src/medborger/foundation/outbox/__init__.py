"""The outbox (udbakken): what must happen after the commit happens, once, even after a crash."""
