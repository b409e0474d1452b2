# A million rows pass through Add-SnePoint: the time, and the memory of the process after the first batch and at its most. Needs PowerShell.
#   pwsh -NoProfile -File stream.ps1 [rows] [methods]
param([int] $Rows = 1000000, [string[]] $Method = @('TSne', 'Sne'))
Import-Module "$PSScriptRoot/../../output/SneTools"

# Ten clusters of rows of eight numbers, each row another one.
$random = [random]::new(1)
function New-Row([int] $Count) {
    for ($i = 0; $i -lt $Count; $i++) {
        $row = [double[]]::new(8)
        for ($k = 0; $k -lt 8; $k++) { $row[$k] = $random.NextDouble() }
        $row[$i % 8] += 3 + $i % 10
        , $row
    }
}

'| method | rows | seconds | MiB after the first batch | MiB at most |'
foreach ($name in $Method) {
    $model = New-Row 5000 | Invoke-SneEmbedding -Method $name -MaxIteration 250 -AsModel -Compact -WarningAction Ignore
    $seen = @{ Rows = 0; First = 0L; Most = 0L }
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    New-Row $Rows | Add-SnePoint -Model $model | & {
        process {
            $seen.Rows++
            if ($seen.Rows % 2048 -eq 0) {
                $now = [System.Diagnostics.Process]::GetCurrentProcess().WorkingSet64
                if ($seen.First -eq 0) { $seen.First = $now }
                if ($now -gt $seen.Most) { $seen.Most = $now }
            }
        }
    }
    '| {0} | {1} | {2:0} | {3:0} | {4:0} |' -f $name, $seen.Rows, $clock.Elapsed.TotalSeconds, ($seen.First / 1MB), ($seen.Most / 1MB)
}
