# Chances, tables and parameters of a soak: tests/Invoke-Soak.ps1, whose variables it uses.
Add-Type -Path (Join-Path $PSScriptRoot 'Soak.cs')

function Get-Number([double] $Low, [double] $High) { $Low + ($High - $Low) * $random.NextDouble() }
function Get-One([object[]] $From) { $From[$random.Next($From.Count)] }
function Test-Chance([int] $In) { $random.Next($In) -eq 0 }
function Assert([bool] $Holds, [string] $Claim) { if (-not $Holds) { throw "not so: $Claim" } }
function Assert-Same($One, $Other, [string] $What) { Assert ([Soak]::IsSame($One.Values, $Other.Values)) "$What, bit for bit" }

# A table as a file, what is known of it, and how it is to be read.
function New-Table {
    $kind = Get-One 'normal', 'normal', 'clusters', 'clusters', 'equal rows', 'constant column', 'huge', 'tiny', 'integers', 'skewed', 'far', 'one far out', 'scales'
    $n = [int] [Math]::Exp((Get-Number ([Math]::Log(6)) ([Math]::Log(1000))))
    if (Test-Chance 25) { $n = 2001 + $random.Next(1000) }
    $h = if (Test-Chance 12) { 1 } elseif ($n -lt 1000 -and (Test-Chance 6)) { 20 + $random.Next(41) } else { 2 + $random.Next(12) }
    if ($kind -eq 'constant column') { $h = [Math]::Max(2, $h) }
    $values = [Soak]::Table($random, $kind, $n, $h)
    $policy = Get-One 'Error', 'Error', 'Error', 'Drop', 'Mean'
    $hasCategories, $hasDates = (Test-Chance 8), (Test-Chance 8)
    $delimiter = Get-One ',', "`t", ';', '|'
    $culture = [cultureinfo]::InvariantCulture
    $kept = [System.Collections.Generic.List[int]]::new()
    $lines = [System.Collections.Generic.List[string]]::new()
    $header = @(1..$h | ForEach-Object { "x$_" }) + 'name'
    if ($hasCategories) { $header += 'color' }
    if ($hasDates) { $header += 'day' }
    $lines.Add($header -join $delimiter)
    $isWhole = $true
    for ($i = 0; $i -lt $n; $i++) {
        $cells = [string[]]::new($header.Count)
        for ($k = 0; $k -lt $h; $k++) { $cells[$k] = $values[$i][$k].ToString('R', $culture) }
        $cells[$h] = "r$i"
        if ($hasCategories) { $cells[$h + 1] = 'red', 'green', 'blue' | Select-Object -Index ($i % 3) }
        if ($hasDates) { $cells[-1] = [datetime]::new(2020, 1, 1).AddDays($random.Next(2000)).ToString('yyyy-MM-dd', $culture) }
        # The first rows stay whole, so that every column has numbers and enough rows are left.
        if ($policy -ne 'Error' -and $i -gt 5 -and $random.Next(12) -eq 0) {
            $cells[$random.Next($h)] = Get-One '', 'NA', 'NaN'
            $isWhole = $false
            if ($policy -eq 'Drop') { $lines.Add($cells -join $delimiter); continue }
        }
        $kept.Add($i)
        $lines.Add($cells -join $delimiter)
    }
    $path = Join-Path $own "table$(if ($delimiter -eq "`t") { '.tsv' } else { Get-One '.csv', '.txt', '' })"
    if (Test-Chance 6) {
        $path += '.gz'
        $stream = [IO.Compression.GZipStream]::new([IO.File]::Create($path), [IO.Compression.CompressionMode]::Compress)
        $bytes = [Text.Encoding]::UTF8.GetBytes(($lines -join "`n") + "`n")
        $stream.Write($bytes, 0, $bytes.Count)
        $stream.Dispose()
    }
    else { [IO.File]::WriteAllLines($path, $lines) }
    $how = @{}
    if ($policy -ne 'Error') { $how.MissingValue = $policy }
    if ($hasCategories) { $how.Categorical = 'color' }
    if ($hasDates) { $how.Date = 'day' }
    [pscustomobject]@{
        Path = $path; Kept = $kept; Rows = $kept.Count; Numbers = $h; Columns = $h + 3 * $hasCategories + $hasDates; Kind = $kind; How = $how; Delimiter = $delimiter
        Values = $values; IsWhole = $isWhole; IsPlain = -not ($hasCategories -or $hasDates)
    }
}

# Valid parameters of Invoke-SneEmbedding for a table.
function Get-Parameter($Table) {
    $n = $Table.Rows
    $with = @{ MaxIteration = $random.Next(80); Seed = $random.Next(1000); Method = Get-One 'Sne', 'SymmetricSne', 'TSne', 'TConditionalSne'; ThrottleLimit = Get-One 1, 2 }
    if ($with.Method -like 'T*' -and (Test-Chance 4)) { $with.DegreeOfFreedom = Get-Number 0.5 3 }
    $with.Dimension = [Math]::Min($Table.Columns, (Get-One 1, 2, 2, 2, 3, 4))
    switch ($random.Next(8)) {
        { $_ -le 2 } { $with.Perplexity = Get-Number 1.2 ([Math]::Max(1.3, [Math]::Min(60, ($n - 1) * 0.9))) }
        3 { $with.PerplexityList = [double[]] ((Get-Number 1.2 2), (Get-Number 2 ([Math]::Min(50, $n - 1)))) }
        4 { $with.Affinity = 'Uniform' }
        5 { if ($Table.Kind -in 'normal', 'clusters', 'integers', 'equal rows') { $with.Sigma = Get-Number 0.5 5 } }
    }
    if (Test-Chance 6) { $with.NeighborCount = $random.Next([Math]::Min($n - 1, [int] [Math]::Ceiling((@($with.Perplexity) + @($with.PerplexityList) | Measure-Object -Maximum).Maximum)), $n); if ($with.NeighborCount -lt 1 -or -not ($with.Perplexity -or $with.PerplexityList)) { $with.Remove('NeighborCount') } }
    if (Test-Chance 3) { $with.Standardize = $true }
    if ((Test-Chance 4) -and $Table.Kind -notin 'huge', 'tiny') {
        # Rows without a direction, or without a spread, have no cosine or correlation.
        $with.Metric = Get-One (@('Euclidean', 'Manhattan', 'Chebyshev', 'Canberra', 'Hamming') + $(if ($Table.Kind -in 'normal', 'clusters', 'skewed' -and $Table.Numbers -gt 3 -and -not $with.Standardize) { 'Cosine', 'Correlation', 'Jaccard' }))
    }
    elseif (Test-Chance 4) { $with.PrincipalComponent = $random.Next($with.Dimension, [Math]::Max($with.Dimension, [Math]::Min($n, $Table.Columns)) + 1) }
    if (Test-Chance 3) { $with.Engine = Get-One $(if ($with.Dimension -le 3) { 'Auto', 'Exact', 'Interpolated', 'Multipole' } else { 'Auto', 'Exact' }) }
    if ((Test-Chance 4) -and $with.Engine -notin 'Interpolated', 'Multipole' -and ($n -le 2000 -or $with.Engine -eq 'Exact')) { $with.Precision = Get-One 'Single', 'Double' }
    if (Test-Chance 3) { $with.Initialization = Get-One 'Random', 'Spectral', 'Pca' }
    if (Test-Chance 5) { $with.EarlyExaggeration = Get-Number 1 12; $with.EarlyExaggerationIteration = $random.Next(60) }
    if (Test-Chance 6) { $with.Optimizer = Get-One 'LBfgs', 'GradientDescent' }
    if (Test-Chance 8) { $with.Restart = 2 + $random.Next(2) }
    if (Test-Chance 8) { $with.Tolerance = Get-One 0, 1e-3, 1e-9 }
    if ((Test-Chance 8) -and $with.Optimizer -ne 'LBfgs') { $with.Jitter = Get-Number 0 0.3 }
    if (Test-Chance 8) { $with.LearningRate = Get-Number 0.001 0.05 }
    if (Test-Chance 8) { $with.SnapshotInterval = 1 + $random.Next(30) }
    $with
}

function Assert-Map($Map, $Table) {
    $script:maps++
    $script:points += $Map.Count
    Assert ($Map.Count -eq $Table.Rows) "$($Table.Rows) rows have $($Map.Count) points"
    Assert ($Map.Map.Values.Length -eq $Table.Rows * $with.Dimension) "a map of $($with.Dimension) dimensions has $($Map.Map.Values.Length) numbers"
    Assert ([Soak]::IsFinite($Map.Map.Values)) 'all coordinates are finite'
    $names = @($Map.Labels).Where({ $_.Name -eq 'name' }).Values
    Assert ($names.Count -eq $Table.Rows) 'every point has its name'
    for ($i = 0; $i -lt $names.Count; $i++) { if ($names[$i] -ne "r$($Table.Kept[$i])") { throw "not so: point $i is of row $($Table.Kept[$i])" } }
    Assert ([double]::IsFinite($Map.Divergence)) "the divergence $($Map.Divergence) is a number"
    # Engines for many points know sums to 1e-6 of the cross-entropy, of which the divergence is a small rest.
    Assert ($Map.Divergence -ge -1e-5 * [Math]::Abs($Map.CrossEntropy)) "the divergence $($Map.Divergence) is not below 0"
    foreach ($snapshot in $Map.Snapshots) { Assert ([Soak]::IsFinite([double[]] $snapshot.Values)) 'all snapshots are finite' }
}

function Read-Row($Table) {
    if ($Table.Path -like '*.gz') {
        $reader = [IO.StreamReader]::new([IO.Compression.GZipStream]::new([IO.File]::OpenRead($Table.Path), [IO.Compression.CompressionMode]::Decompress))
        try { $reader.ReadToEnd() | ConvertFrom-Csv -Delimiter $Table.Delimiter } finally { $reader.Dispose() }
    }
    else { Import-Csv $Table.Path -Delimiter $Table.Delimiter }
}
