# A million rows pass through Add-SnePoint: the time, and the memory of the process after the first batch and at its most. Needs PowerShell.
#   pwsh -NoProfile -File stream.ps1 [rows]
param([int] $Rows = 1000000)
Import-Module "$PSScriptRoot/../../output/SneTools"
$digits = Import-SneData "$PSScriptRoot/../data/digits.csv" -Label digit
foreach ($method in 'TSne', 'Sne') {
    $model = $digits | Invoke-SneEmbedding -Method $method -MaxIteration 250 -AsModel -Compact -WarningAction Ignore
    $seen = @{ Rows = 0; First = 0L; Most = 0L }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()

    # Every row another one: the same rows of digits, each time with another pixel a little brighter.
    & {
        for ($i = 0; $i -lt $Rows; $i++) {
            $row = $digits.Values.Values[(64 * ($i % 1797))..(64 * ($i % 1797) + 63)]
            $row[$i % 64] += $i / $Rows
            , $row
        }
    } | ForEach-Object -Begin { $names = $digits.Columns } -Process {
        $values = [ordered] @{}
        for ($k = 0; $k -lt 64; $k++) { $values[$names[$k]] = $_[$k] }
        $values
    } | Add-SnePoint -Model $model | ForEach-Object {
        $seen.Rows++
        if ($seen.Rows % 1000 -eq 0) {
            $now = [System.Diagnostics.Process]::GetCurrentProcess().WorkingSet64
            if ($seen.First -eq 0) { $seen.First = $now }
            if ($now -gt $seen.Most) { $seen.Most = $now }
        }
    }
    '| {0} | {1} | {2:0} | {3:0} | {4:0} |' -f $method, $seen.Rows, $clock.Elapsed.TotalSeconds, ($seen.First / 1MB), ($seen.Most / 1MB)
}
