# Usage: ./sandbox-setup.ps1 ALIAS
param([Parameter(Mandatory)][string]$Org)

$receipts = "receipts/$Org"
New-Item -ItemType Directory -Force -Path $receipts | Out-Null

# All mistakes of the files first: nothing is begun with a broken one.
sf integration validate
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

# 0: done and ready. 1: done, and something is left for people; the report says what.
$time = (Get-Date).ToUniversalTime().ToString('yyyyMMddTHHmmssZ')
sf integration setup -o $Org --no-prompt `
  --save-receipt "$receipts/$time.json" `
  --output-file "$receipts/setup.html" --output-file "$receipts/setup.junit.xml"
exit $LASTEXITCODE
