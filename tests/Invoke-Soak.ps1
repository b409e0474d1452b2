<#
.SYNOPSIS
    Uses the module for minutes as people do who know it: random tables, random valid parameters, one cmdlet after the other,
    in several processes at once.
.DESCRIPTION
    Every call is judged by what this script knows of its table: no map has a number that is not finite, every row of the
    table has its row in the map, in the order of the table, and no divergence is below 0; what was exported is read back bit
    for bit; probabilities of a row sum to 1; neighbors are the nearest; a gradient is right; a run that was put down and taken
    up again, one with another number of threads and one from objects end in the same bits; no call ends in an error; of what
    all processes append to one file no row is lost; nothing is left in the folder that is no result; and the memory of a
    process does not grow: the median of the last fifth of the run is at most a fifth and 50 MB above that of the second fifth,
    after a full collection. The exit code is 1 if anything of that is not so, and each call that was not right is named with
    what repeats it.
.PARAMETER Minute
    How long.
.PARAMETER Process
    How many processes.
.PARAMETER Seed
    Where the chances come from. Call k of process p is the same with the same seed.
.PARAMETER Worker
    The number of this process; given by the script to those that it starts.
.PARAMETER Call
    Makes this one call of the worker, and shows what it was, and its error where it fails.
.PARAMETER Folder
    Where files are written; given by the script to those that it starts.
.EXAMPLE
    tests/Invoke-PowerShell.ps1 -File tests/Invoke-Soak.ps1 -Minute 10 -Process 2
.EXAMPLE
    tests/Invoke-PowerShell.ps1 -File tests/Invoke-Soak.ps1 -Seed 1 -Worker 2 -Call 217
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
$ProgressPreference = $WarningPreference = 'SilentlyContinue'
$isOwn = -not $Folder
if ($isOwn) { $Folder = [IO.Directory]::CreateTempSubdirectory('soak').FullName }
$shared = Join-Path $Folder 'all.csv'
$appendedRows = 4

# ---- The process that starts the others, and judges what they tell.
if (-not $Worker) {
    $running = foreach ($number in 1..$Process) {
        $arguments = '-File', $PSCommandPath, '-Minute', $Minute, '-Seed', $Seed, '-Worker', $number, '-Folder', $Folder
        Start-ThreadJob -ThrottleLimit $Process { & "$using:PSScriptRoot/Invoke-PowerShell.ps1" @using:arguments }
    }
    $said = $running | Receive-Job -Wait -AutoRemoveJob 2>&1
    $bad = [System.Collections.Generic.List[string]]::new()
    $reports = foreach ($number in 1..$Process) {
        $file = Join-Path $Folder "worker$number.json"
        if (Test-Path $file) { Get-Content $file -Raw | ConvertFrom-Json -AsHashtable } else { $bad.Add("process $number ended before its time") }
    }
    foreach ($report in $reports) { $bad.AddRange([string[]] $report.Failures) }

    # A table of counts that all processes tell, the largest first.
    function Get-Sum([string] $Of) {
        $names = $reports | ForEach-Object { $_.$Of.Keys } | Sort-Object -Unique
        $names | ForEach-Object { $name = $_; [pscustomobject]@{ Name = $name; Count = ($reports | ForEach-Object { [int] $_.$Of[$name] } | Measure-Object -Sum).Sum } } |
            Sort-Object @{ Expression = 'Count'; Descending = $true }, Name
    }
    Get-Sum Cmdlets | Format-Table Name, @{ Name = 'Calls'; Expression = 'Count' } | Out-String
    Get-Sum Kinds | Format-Table @{ Name = 'What was done'; Expression = 'Name' }, Count | Out-String

    $appends = ($reports | ForEach-Object { [int] $_.Kinds['append'] } | Measure-Object -Sum).Sum
    $lines = if (Test-Path $shared) { @(Get-Content $shared) } else { @() }
    $rows = @($lines | Select-Object -Skip 1 | Sort-Object -Unique).Count
    if ($appends -gt 0 -and ($lines.Count - 1 -ne $appends * $appendedRows -or $rows -ne $lines.Count - 1)) { $bad.Add("$appends calls appended $appendedRows rows each, and the file has $($lines.Count - 1), $rows of them different") }
    $results = @('all.csv') + (1..$Process | ForEach-Object { "worker$_"; "worker$_.json"; "worker$_.failures" })
    foreach ($left in Get-ChildItem $Folder -Force | Where-Object Name -NotIn $results) { $bad.Add("$left was left behind") }

    # What a process needs at all is there by the second fifth of its time.
    foreach ($report in $reports) {
        $fifth = [Math]::Max(1, [int] [Math]::Floor($report.Memory.Count / 5))
        foreach ($kind in 'WorkingSet', 'Committed', 'Heap') {
            $medians = foreach ($part in 0..4) {
                $values = @(($report.Memory | Select-Object -Skip ([Math]::Floor($part * $report.Memory.Count / 5)) -First $fifth).$kind | Sort-Object)
                $values[[int] [Math]::Floor($values.Count / 2)]
            }
            '{0,-10} of process {1}, medians of the five fifths in MB: {2}' -f $kind, $report.Worker, (($medians | ForEach-Object { '{0:0}' -f $_ }) -join ', ')
            $early, $late = $medians[1, 4]
            if ($late -gt 1.2 * $early + 50) { $bad.Add(('the memory of process {0} ({1}) grew from {2:0} to {3:0} MB' -f $report.Worker, $kind, $early, $late)) }
        }
    }
    $bad
    if ($bad.Count -gt 0) { $said }
    '{0} calls of cmdlets, {1} maps of {2} points, {3} errors, in {4} processes of {5} minutes' -f (Get-Sum Cmdlets | Measure-Object Count -Sum).Sum,
        ($reports | ForEach-Object { $_.Maps } | Measure-Object -Sum).Sum, ($reports | ForEach-Object { $_.Points } | Measure-Object -Sum).Sum, $bad.Count, $Process, $Minute
    if ($isOwn -and $bad.Count -eq 0) { Remove-Item $Folder -Recurse -Force }
    exit [int] ($bad.Count -gt 0)
}

# ---- One of the others.
Import-Module (Join-Path $PSScriptRoot '..' 'output' 'SneTools')
. (Join-Path $PSScriptRoot 'soak' 'Table.ps1')
. (Join-Path $PSScriptRoot 'soak' 'Call.ps1')

function Get-Memory {
    [GC]::Collect(); [GC]::WaitForPendingFinalizers(); [GC]::Collect()
    @{ WorkingSet = [Diagnostics.Process]::GetCurrentProcess().WorkingSet64 / 1MB; Heap = [GC]::GetTotalMemory($true) / 1MB; Committed = [GC]::GetGCMemoryInfo().TotalCommittedBytes / 1MB }
}

$own = (New-Item -ItemType Directory -Force (Join-Path $Folder "worker$Worker")).FullName
$script:maps, $script:points, $script:cmdlets = 0, 0, @{}
$ExecutionContext.InvokeCommand.PostCommandLookupAction = { param($name, $found) if ($found.Command.ModuleName -eq 'SneTools') { $script:cmdlets[$name]++ } }
if ($Call) {
    try { Invoke-Call $Call } finally { $described; if ($isOwn) { Remove-Item $Folder -Recurse -Force } }
    return
}

$clock = [Diagnostics.Stopwatch]::StartNew()
$kinds = @{}
$failures = [System.Collections.Generic.List[string]]::new()
$memory = [System.Collections.Generic.List[hashtable]]::new()
function Add-Failure([string] $What) {
    $line = "-Seed $Seed -Worker $Worker -Call ${number}: $described`: $What"
    $failures.Add($line)
    Add-Content (Join-Path $Folder "worker$Worker.failures") $line # Seen at once, and also of a process that dies.
}

for ($number = 1; $clock.Elapsed.TotalMinutes -lt $Minute; $number++) {
    $described = ''
    try { $kinds[(Invoke-Call $number)]++ } catch { Add-Failure "$($_.FullyQualifiedErrorId) $_ $($_.ScriptStackTrace -split "`n" | Select-Object -First 1)" }
    $left = @(Get-ChildItem $own -Force | Where-Object Name -Match '^\.|~|\.lock$')
    if ($left) { Add-Failure "$left was left behind" }
    Get-ChildItem $own -Force | Remove-Item -Recurse -Force
    $Error.Clear()
    if ($number % 10 -eq 0) { $memory.Add((Get-Memory)) }
}
@{ Worker = $Worker; Kinds = $kinds; Cmdlets = $cmdlets; Maps = $maps; Points = $points; Failures = $failures; Memory = $memory } | ConvertTo-Json -Depth 4 | Set-Content (Join-Path $Folder "worker$Worker.json")
