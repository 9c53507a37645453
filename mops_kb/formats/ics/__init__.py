"""ICS: calendars as programs exchange them (RFC 5545), read and written."""
