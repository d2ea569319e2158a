#!/usr/bin/env bash
# Usage: ./sandbox-setup.sh ALIAS
set -euo pipefail
org=${1:?the alias of the sandbox}
receipts="receipts/$org"
mkdir -p "$receipts"

# All mistakes of the files first: nothing is begun with a broken one.
sf integration validate

# 0: done and ready. 1: done, and something is left for people; the report says what.
code=0
sf integration setup -o "$org" --no-prompt \
  --save-receipt "$receipts/$(date -u +%Y%m%dT%H%M%SZ).json" \
  --output-file "$receipts/setup.html" --output-file "$receipts/setup.junit.xml" || code=$?
exit "$code"
