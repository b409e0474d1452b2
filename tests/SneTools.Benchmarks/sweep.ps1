# A hundred small CSVs become maps: by a sweep, by one PowerShell after the other that each make one, and by computing alone. Needs PowerShell.
#   pwsh -NoProfile -File sweep.ps1 [files] [rows] [processes of the loop that are timed]
param([int] $Files = 100, [int] $Rows = 300, [int] $Processes = $Files)
$module = "$PSScriptRoot/../../output/SneTools"
Import-Module $module
$folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "sweep-$PID") -ItemType Directory).FullName
$cores = [Environment]::ProcessorCount

# Five clusters of rows of ten numbers, and which cluster each is of.
$random = [random]::new(1)
for ($file = 0; $file -lt $Files; $file++) {
    $lines = for ($i = 0; $i -lt $Rows; $i++) {
        $row = for ($k = 0; $k -lt 10; $k++) { ($random.NextDouble() + 2 * ($k -eq $i % 5)).ToString('0.000000', [cultureinfo]::InvariantCulture) }
        ($row -join ',') + ",$($i % 5)"
    }
    Set-Content "$folder/$file.csv" @('a,b,c,d,e,f,g,h,i,j,class'; $lines)
}

function Measure-Work([scriptblock] $Work) {
    $process = [System.Diagnostics.Process]::GetCurrentProcess()
    $before = $process.TotalProcessorTime
    $clock = [System.Diagnostics.Stopwatch]::StartNew()
    $result = & $Work
    $process.Refresh()
    [pscustomobject]@{ Seconds = $clock.Elapsed.TotalSeconds; Cpu = ($process.TotalProcessorTime - $before).TotalSeconds; Result = $result }
}

try {
    $plan = Measure-Work { New-SneSweep "$folder/sweep" "$folder/*.csv" -Label class }
    $sweep = Measure-Work { Invoke-SneSweep "$folder/sweep" }
    if (@(Get-SneSweep "$folder/sweep" -State Completed).Count -ne $Files) { throw 'A run has failed.' }

    # Computing alone: the data are in memory, one thread makes one map after the other, in a process that has done all of it before.
    $data = Get-ChildItem "$folder/*.csv" | Sort-Object Name | Import-SneData -Label class
    $pure = ($data | ForEach-Object { $_ | Invoke-SneEmbedding -ThrottleLimit 1 -AsEmbedding } | ForEach-Object { $_.Elapsed.TotalSeconds } | Measure-Object -Sum).Sum / $cores

    # What people write without it.
    $program = [Environment]::ProcessPath
    $library = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
    $loop = [System.Diagnostics.Stopwatch]::StartNew()
    for ($file = 0; $file -lt $Processes; $file++) {
        & $program @library -NoProfile -NonInteractive -Command "Import-Module '$module'; Import-SneData '$folder/$file.csv' -Label class | Invoke-SneEmbedding -AsEmbedding | Export-SneEmbedding '$folder/$file-map.csv'"
    }
    $alone = $loop.Elapsed.TotalSeconds * $Files / $Processes

    '| {0} CSVs of {1} x 10, {2} cores | seconds | |' -f $Files, $Rows, $cores
    '|---|---|---|'
    '| `New-SneSweep` | {0:0.0} | |' -f $plan.Seconds
    '| `Invoke-SneSweep` | {0:0.0} | {1:0} % of all cores |' -f $sweep.Seconds, (100 * $sweep.Cpu / $sweep.Seconds / $cores)
    '| computing alone, on all cores | {0:0.0} | the sweep takes {1:0.00} times as long |' -f $pure, ($sweep.Seconds / $pure)
    '| a loop of `pwsh` processes{0} | {1:0.0} | the sweep, planned and made, takes {2:0.00} of it |' -f $(if ($Processes -lt $Files) { " ($Processes timed)" }), $alone, (($plan.Seconds + $sweep.Seconds) / $alone)
}
finally {
    Remove-Item $folder -Recurse
}
