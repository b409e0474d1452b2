# What rows in the pipeline cost beside the Import-Csv that feeds them, and how long the import of the module takes. Needs PowerShell.
#   pwsh -NoProfile -File pipeline.ps1     medians of five runs, over a table of 20 000 rows with 50 numbers and a name
$clock = [System.Diagnostics.Stopwatch]::StartNew()
Import-Module "$PSScriptRoot/../../output/SneTools"
$import = $clock.Elapsed.TotalSeconds

$file = "$([System.IO.Path]::GetTempPath())/sne-pipeline.csv"
$random = [random]::new(1)
$lines = foreach ($i in 0..20000) {
    if ($i -eq 0) { ((1..50 | ForEach-Object { "c$_" }) + 'name') -join ',' }
    else { ((1..50 | ForEach-Object { $random.NextInt64(100000) / 10000 }) + "row$i") -join ',' }
}
[System.IO.File]::WriteAllLines($file, [string[]] $lines)

function Measure-Median([scriptblock] $Script) {
    $seconds = foreach ($run in 0..5) {
        [gc]::Collect()
        $clock.Restart()
        $null = & $Script
        if ($run -gt 0) { $clock.Elapsed.TotalSeconds } # the first compiles
    }
    ($seconds | Sort-Object)[2]
}

$work = @{ MaxIteration = 1; Initialization = 'Random'; Neighbor = 'Exact'; AsEmbedding = $true; WarningAction = 'Ignore' }
$script:rows = $null
$kept = Measure-Median { $script:rows = Import-Csv $file }
$dataset = Measure-Median { $script:data = Import-SneData $file }
$ofData = Measure-Median { $data | Invoke-SneEmbedding @work }
$pipeline = Measure-Median { Import-Csv $file | Invoke-SneEmbedding @work }
$times = [ordered]@{
    'Import-Csv, kept in a variable'                          = $kept
    'Import-SneData'                                          = $dataset
    'one iteration, from the data set'                        = $ofData
    'Import-Csv and one iteration, in a pipeline'             = $pipeline
    'so the rows cost, beyond Import-Csv and the computation' = $pipeline - $kept - $ofData
    'Import-Module SneTools, first in a process'              = $import
}
foreach ($what in $times.Keys) { '| {0} | {1:0.00} |' -f $what, $times[$what] }
