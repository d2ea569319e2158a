#!/usr/bin/env bash
# Usage: ./release-checklist.sh ALIAS
set -euo pipefail
org=${1:?the alias of the org}

code=0
sf integration check -o "$org" --output-file release.checklist.md --output-file release.json || code=$?
# 1: something required is missing. 3: something required could not be read. Both stop a release.
if [ "$code" -ne 0 ]; then
  echo "Not to be released: see release.checklist.md" >&2
fi
exit "$code"
