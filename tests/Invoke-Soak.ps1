<#
.SYNOPSIS
    Uses the module for minutes as people do who know it: random tables, random valid parameters, one cmdlet after the other,
    in several processes at once.
.DESCRIPTION
    Every call is judged by what this script knows of its table: no map has a number that is not finite, every row of the
    table has its row in the map, in the order of the table; what was exported is read back bit for bit; probabilities sum
    to 1; a gradient is right; a run that was put down and resumed, and one with another number of threads, end in the same
    bits; no call ends in an error; of what all processes append to one file no row is lost; and the memory of a process
    does not grow. The exit code is 1 if anything of that is not so, and the call that was not right is named by its number.
.PARAMETER Minute
    How long.
.PARAMETER Process
    How many processes.
.PARAMETER Seed
    Where the chances come from. Call k of process p is the same with the same seed.
.PARAMETER Worker
    The number of this process; given by the script to those that it starts.
.PARAMETER Call
    Makes this one call of the worker, and shows its error where it fails.
.EXAMPLE
    tests/Invoke-PowerShell.ps1 -File tests/Invoke-Soak.ps1 -Minute 10 -Process 2
.EXAMPLE
    tests/Invoke-PowerShell.ps1 -File tests/Invoke-Soak.ps1 -Worker 1 -Call 217
#>
[CmdletBinding()]
param(
    [double] $Minute = 10,
    [int] $Process = 2,
    [int] $Seed = 1,
    [int] $Worker,
    [int] $Call,
    [string] $Folder
)

$ErrorActionPreference = 'Stop'
$WarningPreference = 'SilentlyContinue'
$ProgressPreference = 'SilentlyContinue'
Import-Module (Join-Path $PSScriptRoot '..' 'output' 'SneTools')
if (-not $Folder) { $Folder = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "soak-$([IO.Path]::GetRandomFileName())")).FullName }
$shared = Join-Path $Folder 'all.csv'
$appendedRows = 4

function Get-Number([double] $Low, [double] $High) { $Low + ($High - $Low) * $random.NextDouble() }
function Get-One([object[]] $From) { $From[$random.Next($From.Count)] }
function Assert([bool] $Holds, [string] $Claim) { if (-not $Holds) { throw "not so: $Claim" } }
function Get-Normal { [Math]::Sqrt(-2 * [Math]::Log(1 - $random.NextDouble())) * [Math]::Cos(2 * [Math]::PI * $random.NextDouble()) }

# A table as a file, and what is known of it.
function New-Table([string] $Name) {
    $kind = Get-One 'normal', 'clusters', 'equal rows', 'constant column', 'huge', 'tiny', 'integers', 'skewed'
    $n = [int] [Math]::Exp((Get-Number ([Math]::Log(6)) ([Math]::Log(900))))
    if ($random.Next(40) -eq 0) { $n = 2100 + $random.Next(900) }
    $h = 2 + $random.Next($(if ($n -gt 1000) { 8 } else { 25 }))
    $factor = switch ($kind) { 'huge' { 1e150 } 'tiny' { 1e-150 } default { 1 } }
    $culture = [cultureinfo]::InvariantCulture
    $delimiter = Get-One ',', "`t", ';'
    $lines = [System.Collections.Generic.List[string]]::new()
    $lines.Add(((1..$h | ForEach-Object { "x$_" }) + 'name') -join $delimiter)
    for ($i = 0; $i -lt $n; $i++) {
        $row = if ($kind -eq 'equal rows' -and $i -gt 0 -and $random.Next(3) -eq 0) { $last }
        else {
            for ($k = 0; $k -lt $h; $k++) {
                $x = Get-Normal
                switch ($kind) {
                    'clusters' { $x += 8 * (($i * 7 + $k) % 4) }
                    'constant column' { if ($k -eq 0) { $x = 3 } }
                    'integers' { $x = [Math]::Round(3 * $x) }
                    'skewed' { $x = [Math]::Exp(2 * $x) }
                }
                ($factor * $x).ToString('R', $culture)
            }
        }
        $last = $row
        $lines.Add(($row + "r$i") -join $delimiter)
    }
    $path = Join-Path $own "$Name.$(if ($delimiter -eq "`t") { 'tsv' } else { 'csv' })"
    [IO.File]::WriteAllLines($path, $lines)
    [pscustomobject]@{ Path = $path; Rows = $n; Columns = $h; Kind = $kind }
}

# Valid parameters of Invoke-SneEmbedding for a table.
function Get-Parameter($Table) {
    $with = @{ MaxIteration = 5 + $random.Next(60); Seed = $random.Next(1000); Method = Get-One 'Sne', 'SymmetricSne', 'TSne', 'TConditionalSne' }
    $most = ($Table.Rows - 1) / 3
    if ($random.Next(3)) { $with.Perplexity = Get-Number 1.2 ([Math]::Max(1.3, [Math]::Min(40, $most))) }
    $with.Dimension = Get-One 1, 2, 2, 2, 3 | ForEach-Object { [Math]::Min($_, $Table.Columns) }
    if ($random.Next(3) -eq 0) { $with.Standardize = $true }
    if ($random.Next(4) -eq 0) { $with.PrincipalComponent = [Math]::Max($with.Dimension, [Math]::Min($Table.Rows, $Table.Columns) - 1) }
    if ($random.Next(4) -eq 0 -and $Table.Kind -notin 'huge', 'tiny') { $with.Metric = Get-One 'Cosine', 'Correlation', 'Manhattan', 'Chebyshev', 'Canberra'; $with.Remove('PrincipalComponent') }
    if ($with.Metric -eq 'Correlation' -and $Table.Columns -lt 3) { $with.Remove('Metric') }
    if ($random.Next(3) -eq 0) { $with.Engine = Get-One @('Exact'; if ($Table.Rows -gt 60 -and $with.Dimension -lt 3) { 'Interpolated', 'Multipole' }) }
    if ($random.Next(4) -eq 0) { $with.Initialization = Get-One 'Random', 'Spectral' }
    if ($random.Next(5) -eq 0) { $with.EarlyExaggeration = Get-Number 1 12 }
    if ($random.Next(5) -eq 0 -and -not $with.ContainsKey('Engine')) { $with.Precision = Get-One 'Single', 'Double' }
    if ($random.Next(6) -eq 0) { $with.Optimizer = 'LBfgs' }
    if ($random.Next(8) -eq 0) { $with.Restart = 2 }
    if ($random.Next(8) -eq 0) { $with.Jitter = 0.1 }
    if ($random.Next(6) -eq 0 -and -not $with.ContainsKey('Perplexity')) { $with.Affinity = 'Uniform' }
    if ($with.Optimizer -or $with.Restart) { $with.Remove('Jitter') }
    $with.ThrottleLimit = Get-One 1, 2
    $with
}

function Assert-Map($Map, $Table) {
    Assert ($Map.Count -eq $Table.Rows) "$($Table.Rows) rows have $($Map.Count) points"
    foreach ($x in $Map.Map.Values) { if (-not [double]::IsFinite($x)) { throw 'not so: all coordinates are finite' } }
    $names = ($Map.Labels | Where-Object Name -EQ 'name').Values
    for ($i = 0; $i -lt $names.Count; $i++) { if ($names[$i] -ne "r$i") { throw "not so: point $i is of row $i" } }
    Assert ($names.Count -eq $Table.Rows) 'every point has its name'
    Assert ([double]::IsFinite($Map.Divergence) -and $Map.Divergence -ge -1e-9) "the divergence $($Map.Divergence) is a number that is not negative"
}

function Assert-Same($One, $Other, [string] $What) {
    Assert ([System.Linq.Enumerable]::SequenceEqual([double[]] $One.Values, [double[]] $Other.Values)) "$What, bit for bit"
}

# One call, with its table of its own. Gives what was done.
function Invoke-Call([int] $Number) {
    $script:random = [Random]::new($Seed * 1000003 + $Worker * 100003 + $Number)
    $table = New-Table 'table'
    $with = Get-Parameter $table
    $script:described = "$($table.Kind) $($table.Rows) x $($table.Columns) $($with.GetEnumerator() | Sort-Object Key | ForEach-Object { "-$($_.Key) $($_.Value)" })"
    $data = Import-SneData $table.Path
    Assert ($data.Count -eq $table.Rows -and $data.Dimension -eq $table.Columns) 'the table is read whole'
    $what = Get-One 'map', 'map', 'objects', 'export', 'export', 'append', 'model', 'measure', 'compare', 'probability', 'neighbor', 'gradient', 'plot', 'checkpoint', 'threads', 'sweep'
    $script:described = "$what of $described"
    if ($what -eq 'checkpoint') {
        $with.Remove('Restart'); $with.CheckpointPath = Join-Path $own 'run.npz'; $with.Force = $true
    }
    $map = if ($what -eq 'objects') { Import-Csv $table.Path -Delimiter $(if ($table.Path -like '*.tsv') { "`t" } elseif ((Get-Content $table.Path -TotalCount 1).Contains(';')) { ';' } else { ',' }) | Invoke-SneEmbedding @with -AsEmbedding }
    else { $data | Invoke-SneEmbedding @with -AsEmbedding }
    Assert-Map $map $table
    switch ($what) {
        'objects' { Assert-Same $map.Map ($data | Invoke-SneEmbedding @with -AsEmbedding).Map 'objects and a data set have the same map' }
        'export' {
            $file = Join-Path $own "map$(Get-One '.csv', '.tsv', '.npy', '.parquet', '.csv')"
            $map | Export-SneEmbedding $file -Force
            $read = Import-SneData $file -Property Y*
            Assert-Same $map.Map $read.Values 'a map is read as it was written'
            Assert ([System.Linq.Enumerable]::SequenceEqual([string[]] ($read.Labels | Where-Object Name -EQ 'name').Values, [string[]] ($map.Labels | Where-Object Name -EQ 'name').Values)) 'labels are read as they were written'
        }
        'append' {
            $rows = 1..$appendedRows | ForEach-Object { [pscustomobject]@{ worker = "w$Worker"; call = "c$Number"; a = $_ * $_; b = $_ } }
            $rows | Invoke-SneEmbedding -Label worker, call -MaxIteration 1 -AsEmbedding | Export-SneEmbedding $shared -Append
        }
        'model' {
            $model = $data | Invoke-SneEmbedding @with -AsModel
            $file = Join-Path $own 'model.npz'
            $model | Export-SneModel $file -Force
            $read = Import-SneModel $file
            Assert-Same $map.Map $read.Embedding.Map 'a model holds the map of the same run'
            $placed = @(Import-SneData $table.Path -First 3 | Add-SnePoint -Model $read)
            Assert ($placed.Count -eq 3) 'three rows are placed'
            foreach ($point in $placed) { Assert ([double]::IsFinite($point.Y1)) 'a placed row is at a finite place' }
        }
        'measure' {
            $quality = $map | Measure-SneEmbedding -NeighborCount ([Math]::Max(1, [Math]::Min(10, [int] ($table.Rows / 3))))
            foreach ($share in $quality.Trustworthiness, $quality.Continuity, $quality.Recall) { Assert ($share -ge 0 -and $share -le 1) "a share $share is one" }
            Assert ($quality.Count -eq $table.Rows) 'all points are measured'
        }
        'compare' { Assert ((Compare-SneEmbedding $map $map).ProcrustesDistance -lt 1e-7) 'a map is like itself' }
        'probability' {
            $width = @{}
            foreach ($name in 'Perplexity', 'Metric', 'Standardize', 'Affinity', 'Seed') { if ($with.ContainsKey($name)) { $width[$name] = $with[$name] } }
            $count = 0
            foreach ($row in $data | Get-SneProbability @width) { $count++; $last = $row }
            Assert ($count -gt 0) 'there are probabilities'
            Assert ([Math]::Abs(($data | Get-SneProbability @width -AsMatrix | ForEach-Object { $_ } | Measure-Object -Sum).Sum - $table.Rows) -lt 1e-6 * $table.Rows) 'the probabilities of every row sum to 1'
        }
        'neighbor' {
            $k = 1 + $random.Next([Math]::Min(20, $table.Rows - 1))
            Assert (@($data | Get-SneNeighbor -NeighborCount $k).Count -gt 0) 'there are neighbors'
        }
        'gradient' {
            $check = @{ Method = $with.Method; Dimension = $with.Dimension; Standardize = $true }
            if ($table.Rows -gt 600) { $check.SampleCount = 40 }
            Assert ($data | Test-SneGradient @check -Quiet) 'the gradient is that of the cost'
        }
        'plot' {
            $file = Join-Path $own "map$(Get-One '.png', '.svg', '.html')"
            $map | Export-SnePlot $file -Force
            Assert ((Get-Item $file).Length -gt 500) 'there is a picture'
        }
        'checkpoint' {
            $with.Remove('CheckpointPath'); $with.Remove('Force')
            Assert-Same $map.Map ($data | Invoke-SneEmbedding @with -AsEmbedding).Map 'checkpoints do not change a map'
            $with.CheckpointPath = Join-Path $own 'run.npz'
        }
        'threads' {
            $with.ThrottleLimit = 3 - $with.ThrottleLimit
            Assert-Same $map.Map ($data | Invoke-SneEmbedding @with -AsEmbedding).Map 'one thread and two make the same map'
        }
        'sweep' {
            $sweep = Join-Path $own 'sweep'
            New-SneSweep $sweep $table.Path -Parameter @{ MaxIteration = 10; Seed = 1, 2 } -Force | Out-Null
            $rows = @(Invoke-SneSweep $sweep)
            Assert ($rows.Count -eq 2 -and @($rows | Where-Object Points -NE $table.Rows).Count -eq 0) 'both runs are done'
        }
    }
    $what
}

function Get-Memory {
    [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect()
    [pscustomobject]@{ WorkingSet = [Diagnostics.Process]::GetCurrentProcess().WorkingSet64 / 1MB; Heap = [GC]::GetTotalMemory($true) / 1MB }
}

if ($Worker) {
    $own = (New-Item -ItemType Directory -Force (Join-Path $Folder "worker$Worker")).FullName
    if ($Call) { Invoke-Call $Call; $described; return }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $counts = @{}; $failures = [System.Collections.Generic.List[string]]::new(); $memory = [System.Collections.Generic.List[object]]::new()
    for ($number = 1; $clock.Elapsed.TotalMinutes -lt $Minute; $number++) {
        $described = ''
        try { $counts[(Invoke-Call $number)]++ } catch { $failures.Add("-Seed $Seed -Worker $Worker -Call ${number}: $described`: $_") }
        if ($number % 10 -eq 0) { $memory.Add((Get-Memory)) }
    }
    @{ Counts = $counts; Failures = $failures; Memory = $memory } | ConvertTo-Json -Depth 4 | Set-Content (Join-Path $Folder "worker$Worker.json")
    return
}

$workers = 1..$Process | ForEach-Object {
    $number = $_
    Start-ThreadJob -ThrottleLimit $Process { & "$using:PSScriptRoot/Invoke-PowerShell.ps1" -File "$using:PSScriptRoot/Invoke-Soak.ps1" -Minute $using:Minute -Seed $using:Seed -Worker $using:number -Folder $using:Folder }
}
$workers | Receive-Job -Wait -AutoRemoveJob
$reports = 1..$Process | ForEach-Object { Get-Content (Join-Path $Folder "worker$_.json") -Raw | ConvertFrom-Json -AsHashtable }
$bad = [System.Collections.Generic.List[string]]::new()
foreach ($report in $reports) { $bad.AddRange([string[]] $report.Failures) }

$names = $reports | ForEach-Object { $_.Counts.Keys } | Sort-Object -Unique
foreach ($name in $names) { '{0,-12}{1,6}' -f $name, ($reports | ForEach-Object { [int] $_.Counts[$name] } | Measure-Object -Sum).Sum }
$appends = ($reports | ForEach-Object { [int] $_.Counts['append'] } | Measure-Object -Sum).Sum
$lines = if (Test-Path $shared) { @(Get-Content $shared).Count - 1 } else { 0 }
if ($lines -ne $appends * $appendedRows) { $bad.Add("$appends calls appended $appendedRows rows each, and the file has $lines") }

# The middle of the second fifth and of the last: what a process needs at all is there by then.
foreach ($report in $reports) {
    $fifth = [Math]::Max(1, [int] ($report.Memory.Count / 5))
    foreach ($kind in 'WorkingSet', 'Heap') {
        $early = @($report.Memory[$fifth..(2 * $fifth - 1)].$kind | Sort-Object)
        $late = @($report.Memory[-$fifth..-1].$kind | Sort-Object)
        $from, $to = $early[$early.Count / 2], $late[$late.Count / 2]
        '{0,-10}: {1:0} MB early, {2:0} MB late' -f $kind, $from, $to
        if ($to -gt 1.2 * $from + 50) { $bad.Add(('memory ({0}) grew from {1:0} to {2:0} MB' -f $kind, $from, $to)) }
    }
}
$bad
'{0} calls, {1} failures' -f ($reports | ForEach-Object { $_.Counts.Values } | Measure-Object -Sum).Sum, $bad.Count
Remove-Item $Folder -Recurse -Force
exit [int] ($bad.Count -gt 0)
