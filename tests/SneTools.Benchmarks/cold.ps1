# From the start of a shell to the map of iris in a file: a script of this module, and the same job in scikit-learn and in Rtsne, where they are. Needs PowerShell.
#   pwsh -NoProfile -File cold.ps1 [runs] [python] [another build of the module to compare with]
param([int] $Runs = 7, [string] $Python = 'python3', [string] $Other)
$ErrorActionPreference = 'Stop'
$folder = (New-Item (Join-Path ([System.IO.Path]::GetTempPath()) "cold-$PID") -ItemType Directory).FullName
$iris = (Get-Item "$PSScriptRoot/../data/iris.csv").FullName
$program = [Environment]::ProcessPath
$library = @(if ((Split-Path $program -LeafBase) -eq 'dotnet') { Join-Path $PSHOME 'pwsh.dll' })
$shell = @($library) + '-NoProfile', '-NonInteractive', '-File'

Set-Content "$folder/empty.ps1" 'exit 0'
Set-Content "$folder/csv.ps1" 'param($iris, $map) Import-Csv $iris | Export-Csv $map'
Set-Content "$folder/sne.ps1" @'
param($iris, $map, $module)
Import-Module $module
Import-Csv $iris | Invoke-SneEmbedding -Method TSne -WarningAction Ignore | Export-Csv $map
'@
Set-Content "$folder/sne.py" @'
import csv, sys
import numpy as np
from sklearn.manifold import TSNE
rows = list(csv.reader(open(sys.argv[1])))
X = np.array([[float(v) for v in row[:4]] for row in rows[1:]])
Y = TSNE(init='pca', learning_rate='auto', n_jobs=1).fit_transform(X)
with open(sys.argv[2], 'w') as f:
    w = csv.writer(f)
    w.writerow(rows[0] + ['Y1', 'Y2'])
    w.writerows(row + list(y) for row, y in zip(rows[1:], Y))
'@
Set-Content "$folder/sne.R" @'
library(Rtsne)
a <- commandArgs(TRUE)
d <- read.csv(a[1])
y <- Rtsne(as.matrix(d[, 1:4]), check_duplicates = FALSE)$Y
write.csv(cbind(d, Y1 = y[, 1], Y2 = y[, 2]), a[2], row.names = FALSE)
'@

$jobs = [ordered]@{
    'PowerShell, an empty script'           = $program, @($shell + "$folder/empty.ps1")
    'PowerShell, Import-Csv and Export-Csv' = $program, @($shell + "$folder/csv.ps1", $iris, "$folder/csv.csv")
    'SneTools'                              = $program, @($shell + "$folder/sne.ps1", $iris, "$folder/sne.csv", "$PSScriptRoot/../../output/SneTools")
}
if ($Other) { $jobs['SneTools, the other build'] = $program, @($shell + "$folder/sne.ps1", $iris, "$folder/other.csv", (Get-Item $Other).FullName) }
if (Get-Command $Python -ErrorAction Ignore) { $jobs['scikit-learn, one thread'] = $Python, @("$folder/sne.py", $iris, "$folder/py.csv") }
if (Get-Command Rscript -ErrorAction Ignore) { $jobs['Rtsne'] = 'Rscript', @("$folder/sne.R", $iris, "$folder/R.csv") }

# Seconds by the clock, and of the processor as /usr/bin/time has them. One job after the other, again and again: what else the machine does is shared.
$env:OMP_NUM_THREADS = 1
$seconds = @{}
try {
    foreach ($run in 0..$Runs) {
        foreach ($name in $jobs.Keys) {
            $command, $arguments = $jobs[$name]
            $clock = [System.Diagnostics.Stopwatch]::StartNew()
            if (Test-Path /usr/bin/time) { & /usr/bin/time -o "$folder/time" -f '%U %S' $command @arguments > "$folder/out" 2>&1 }
            else { & $command @arguments > "$folder/out" 2>&1 }
            if ($LASTEXITCODE -ne 0) { throw "$name failed: $(Get-Content "$folder/out" -Raw)" }
            $wall = $clock.Elapsed.TotalSeconds
            $cpu = if (Test-Path "$folder/time") { (@(Get-Content "$folder/time")[-1] -split ' ' | Measure-Object -Sum).Sum }
            if ($run -gt 0) { $seconds[$name] += @([pscustomobject]@{ Wall = $wall; Cpu = $cpu }) } # the first reads the disk
        }
    }

    "| $Runs runs each | seconds, median | least | processor seconds, median | least |"
    '|---|---|---|---|---|'
    foreach ($name in $jobs.Keys) {
        $wall = @($seconds[$name].Wall | Sort-Object)
        $cpu = @($seconds[$name].Cpu | Sort-Object)
        '| {0} | {1:0.00} | {2:0.00} | {3:0.00} | {4:0.00} |' -f $name, $wall[$Runs / 2], $wall[0], $cpu[$Runs / 2], $cpu[0]
    }
}
finally {
    Remove-Item $folder -Recurse
}
