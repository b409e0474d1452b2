# What every test file needs: the module as the build lays it out, and the test data.
Import-Module "$PSScriptRoot/../output/SneTools" -Force

$dataFolder = "$PSScriptRoot/data"

# Rows as Import-Csv makes them: objects whose properties are strings. For files without quotes.
function Read-TestCsv([string] $Name) {
    $lines = [System.IO.File]::ReadAllLines("$dataFolder/$Name")
    $names = $lines[0].Split(',')
    foreach ($line in $lines[1..($lines.Count - 1)]) {
        $cells = $line.Split(',')
        $row = [ordered]@{}
        for ($c = 0; $c -lt $names.Count; $c++) {
            $row[$names[$c]] = $cells[$c]
        }
        [pscustomobject]$row
    }
}
