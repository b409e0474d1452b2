# The calls of a soak, each with the judgement of what came out: tests/Invoke-Soak.ps1, whose variables it uses.

# One call, with its table of its own. Gives what was done.
function Invoke-Call([int] $Number) {
    $script:random = [Random]::new($Seed * 1000003 + $Worker * 100003 + $Number)
    $table = New-Table
    $with = Get-Parameter $table
    $how = $table.How
    $what = Get-One 'map', 'rows', 'objects', 'export', 'export', 'append', 'model', 'measure', 'compare', 'probability', 'neighbor', 'gradient', 'plot', 'checkpoint', 'threads', 'sweep', 'resume', 'snapshots', 'align', 'sample'
    $script:described = "$what of $($table.Kind) $($table.Rows) x $($table.Columns) $(Format-Parameter $how) $(Format-Parameter $with)"

    $data = Import-SneData $table.Path @how
    Assert ($data.Count -eq $table.Rows -and $data.Dimension -eq $table.Columns) "the table is read whole: $($data.Count) x $($data.Dimension)"
    if ($table.IsPlain -and $table.IsWhole) {
        Assert ([Soak]::IsSame($data.Values.Values, [double[]] @(foreach ($i in $table.Kept) { $table.Values[$i] }))) 'the numbers are read, bit for bit'
    }
    if ($what -eq 'checkpoint') { $with.CheckpointPath = Join-Path $own 'run.npz' }
    if ($what -eq 'snapshots') { $with.SnapshotInterval = 1 + $random.Next(20) }
    if ($what -in 'resume', 'align') { $with.Remove('Jitter') }
    $map = $data | Invoke-SneEmbedding @with -AsEmbedding
    Assert-Map $map $table
    & "Invoke-$what" $data $table $with $map
    $what
}

function Format-Parameter([hashtable] $With) { ($With.GetEnumerator() | Sort-Object Key | ForEach-Object { "-$($_.Key) $($_.Value)" }) -join ' ' }

function Invoke-Map { }

function Invoke-Rows($Data, $Table, $With, $Map) {
    $With.Remove('SnapshotInterval')
    $rows = @($Data | Invoke-SneEmbedding @With)
    Assert ($rows.Count -eq $Table.Rows) "$($rows.Count) rows come out"
    $l = $With.Dimension
    $values = [double[]]::new($rows.Count * $l)
    for ($i = 0; $i -lt $rows.Count; $i++) {
        if ($rows[$i].name -ne "r$($Table.Kept[$i])") { throw "not so: row $i is of $($Table.Kept[$i])" }
        for ($k = 0; $k -lt $l; $k++) { $values[$i * $l + $k] = $rows[$i]."Y$($k + 1)" }
    }
    Assert ([Soak]::IsSame($values, $Map.Map.Values)) 'rows have the places of the map, bit for bit'
}

function Invoke-Objects($Data, $Table, $With, $Map) {
    $how = $Table.How
    $objects = Read-Row $Table
    $again = $objects | Invoke-SneEmbedding @With @how -AsEmbedding
    Assert-Map $again $Table
    Assert-Same $again.Map $Map.Map 'objects and a data set have the same map'
}

function Invoke-Export($Data, $Table, $With, $Map) {
    $ending = Get-One '.csv', '.tsv', '.npy', '.parquet', '.txt', '.pq', ''
    $file = Join-Path $own "map ж [1]$ending"
    $Map | Export-SneEmbedding $file
    $read = Import-SneData -LiteralPath $file -Property Y*
    Assert-Same $read.Values $Map.Map "a map is read from $ending as it was written"
    Assert ((@($read.Labels).Where({ $_.Name -eq 'name' }).Values -join ' ') -eq (@($Map.Labels).Where({ $_.Name -eq 'name' }).Values -join ' ')) "labels are read from $ending as they were written"
    $Map | Export-SneEmbedding $file -Force
    Assert-Same (Import-SneData -LiteralPath $file -Property Y*).Values $Map.Map 'a file that is replaced is the same'
}

function Invoke-Append($Data, $Table, $With, $Map) {
    $rows = 1..$appendedRows | ForEach-Object { [pscustomobject]@{ worker = "w$Worker"; call = "c$number"; a = $_ * $_; b = $_ } }
    $rows | Invoke-SneEmbedding -Label worker, call -MaxIteration 1 -AsEmbedding | Export-SneEmbedding $shared -Append
    $file = Join-Path $own 'own.csv'
    1..2 | ForEach-Object { $Map | Export-SneEmbedding $file -Append }
    $read = Import-SneData $file -Property Y*
    Assert ([Soak]::IsSame($read.Values.Values, $Map.Map.Values + $Map.Map.Values)) 'a map that is appended twice is there twice, bit for bit'
}

function Invoke-Model($Data, $Table, $With, $Map) {
    $compact = (Test-Chance 3) -and -not $With.SnapshotInterval
    $model = $Data | Invoke-SneEmbedding @With -AsModel -Compact:$compact
    $file = Join-Path $own 'model.npz'
    $model | Export-SneModel $file
    $read = Import-SneModel $file
    Assert-Map $read.Embedding $Table
    Assert-Same $read.Embedding.Map $Map.Map 'a model holds the map of the same run'
    $how = $Table.How
    $new = Import-SneData $Table.Path @how -First 6
    $policy = @{}
    if ($how.MissingValue) { $policy.MissingValue = $how.MissingValue }
    # Rows as objects, so that categories and dates go the way that the model says.
    $rows = @(Read-Row $Table | Select-Object -First 6)
    $placed = @($rows | Add-SnePoint -Model $read @policy)
    Assert ($placed.Count -eq 6) "six rows are placed: $($placed.Count)"
    $again = @($rows | Add-SnePoint -Model $model @policy)
    for ($i = 0; $i -lt 6; $i++) {
        Assert ($placed[$i].name -eq $rows[$i].name) 'placed rows keep their order'
        foreach ($k in 1..$With.Dimension) {
            Assert ([double]::IsFinite($placed[$i]."Y$k")) 'a placed row is at a finite place'
            Assert ($placed[$i]."Y$k" -eq $again[$i]."Y$k") 'a model from a file places rows as the model does'
        }
    }
}

function Invoke-Measure($Data, $Table, $With, $Map) {
    $measure = @{ NeighborCount = 1 + $random.Next([Math]::Max(1, [Math]::Min(30, [int] [Math]::Floor(($Table.Rows - 1) / 2.0) - 1))) }
    if (Test-Chance 4) { $measure.SampleCount = 2 + $random.Next($Table.Rows - 2) }
    $quality = $Map | Measure-SneEmbedding @measure
    Assert ($quality.Count -eq $Table.Rows) 'all points are measured'
    foreach ($name in 'Trustworthiness', 'Continuity', 'Recall') { if ($null -ne $quality.$name) { Assert ($quality.$name -ge 0 -and $quality.$name -le 1) "$name $($quality.$name) is a share" } }
    Assert ($null -eq $quality.Divergence -or [double]::IsFinite($quality.Divergence)) 'the divergence is a number'
}

function Invoke-Compare($Data, $Table, $With, $Map) {
    $same = Compare-SneEmbedding $Map $Map
    Assert ($same.Verdict -eq 'Identical') "a map is like itself: $($same.Verdict)"
    $With.Seed += 1; $With.Initialization = 'Random'
    $other = $Data | Invoke-SneEmbedding @With -AsEmbedding
    Assert-Map $other $Table
    $difference = Compare-SneEmbedding $Map $other -MatchBy name
    Assert ($difference.ProcrustesDistance -ge 0 -and $difference.ProcrustesDistance -le 1 + 1e-9) "the distance $($difference.ProcrustesDistance) is from 0 to 1"
    Assert ($difference.NeighborOverlap -ge 0 -and $difference.NeighborOverlap -le 1) 'the overlap is a share'
    Assert ([Soak]::IsFinite($difference.Aligned.Values)) 'an aligned map is finite'
}

function Invoke-Probability($Data, $Table, $With, $Map) {
    $width = @{}
    foreach ($name in 'Perplexity', 'PerplexityList', 'Sigma', 'Affinity', 'NeighborCount', 'Metric', 'Standardize', 'PrincipalComponent', 'Seed') { if ($With.ContainsKey($name)) { $width[$name] = $With[$name] } }
    Assert (@($Data | Get-SneProbability @width).Count -eq $Table.Rows) 'there are probabilities of every row'
    if ($Table.Rows -le 600) {
        $p = $Data | Get-SneProbability @width -AsMatrix
        Assert ([Soak]::SumError($p) -lt 1e-9) "the probabilities of every row sum to 1, but for $([Soak]::SumError($p))"
    }
    $affinity = $Data | Get-SneProbability @width -AsAffinity
    $again = $affinity | Invoke-SneEmbedding -Method $With.Method -Dimension $With.Dimension -MaxIteration 5
    Assert (@($again).Count -eq $Table.Rows) 'probabilities that are known make a map of all rows'
}

function Invoke-Neighbor($Data, $Table, $With, $Map) {
    $k = 1 + $random.Next([Math]::Min(20, $Table.Rows - 1))
    $found = @($Data | Get-SneNeighbor -NeighborCount $k -Neighbor Exact)
    Assert ($found.Count -eq $k * $Table.Rows) "every row has $k neighbors"
    if ($Table.IsPlain -and $Table.Kind -notin 'huge', 'tiny') {
        foreach ($row in 0, $random.Next($Table.Rows)) {
            $far = $found[$row * $k + $k - 1]
            $expected = [Soak]::Kth($Data.Values.Values, $Table.Columns, $row, $k)
            Assert ($far.Index -eq $row -and $far.Rank -eq $k) 'neighbors come in the order of rows and ranks'
            Assert ([Math]::Abs($far.Distance - $expected) -le 1e-9 * $expected) "neighbor $k of row $row is $expected away, and not $($far.Distance)"
        }
    }
    $with.Remove('NeighborCount')
    foreach ($name in 'Metric', 'Standardize', 'PrincipalComponent', 'Perplexity', 'PerplexityList', 'Sigma', 'Affinity') { $With.Remove($name) }
    if ($k -ge 3) {
        $With.Perplexity = 2
        $again = $Data | Invoke-SneEmbedding @With -NeighborGraph ($Data | Get-SneNeighbor -NeighborCount $k -AsGraph) -AsEmbedding
        Assert-Map $again $Table
    }
}

function Invoke-Gradient($Data, $Table, $With, $Map) {
    $check = @{ Method = $With.Method; Dimension = $With.Dimension; Standardize = $true; Seed = $With.Seed }
    foreach ($name in 'DegreeOfFreedom', 'Perplexity', 'PerplexityList', 'Affinity') { if ($With.ContainsKey($name)) { $check[$name] = $With[$name] } }
    if ($Table.Rows -gt 300) { $check.SampleCount = 20 + $random.Next(40) }
    $report = $Data | Test-SneGradient @check
    Assert $report.Passed "the gradient is that of the cost: $($report | Out-String)"
    foreach ($one in $report) { Assert ([double]::IsFinite($one.RelativeError)) 'the error of the gradient is a number' }
}

function Invoke-Plot($Data, $Table, $With, $Map) {
    if ($With.Dimension -gt 2 -and $With.MaxIteration -eq 0) { return } # Neither a picture nor a history.
    $look = @{}
    if ($With.Dimension -le 2) {
        if (Test-Chance 3) { $look.Color = Get-One 'Y1', 'name', $(if ($Table.Columns -gt 0 -and $Table.IsPlain) { 'x1' } else { 'Y1' }) }
        if (Test-Chance 4) { $look.Theme = 'Dark' }
        if (Test-Chance 4) { $look.Width, $look.Height = (300 + $random.Next(900)), (200 + $random.Next(700)) }
    }
    $ending = Get-One '.png', '.svg', '.html'
    $file = Join-Path $own "map$ending"
    if ($With.Dimension -le 2) { $Map | Export-SnePlot $file @look } else { $Map | Export-SnePlot $file -History }
    Assert ((Get-Item $file).Length -gt 500) 'there is a picture'
    $begin = [Convert]::ToHexString([IO.File]::ReadAllBytes($file)[0..3])
    if ($ending -eq '.png') { Assert ($begin -eq '89504E47') "a PNG begins as one: $begin" } elseif ($ending -eq '.svg') { $null = [xml] (Get-Content $file -Raw) }
}

function Invoke-Checkpoint($Data, $Table, $With, $Map) {
    $path = $With.CheckpointPath
    $over = Resume-SneEmbedding -CheckpointPath $path -AsEmbedding
    Assert-Map $over $Table
    Assert-Same $over.Map $Map.Map 'a run that had come to its end gives its result again'
    $With.Remove('CheckpointPath')
    Assert-Same ($Data | Invoke-SneEmbedding @With -AsEmbedding).Map $Map.Map 'checkpoints do not change a map'
}

function Invoke-Threads($Data, $Table, $With, $Map) {
    $With.ThrottleLimit = 3 - $With.ThrottleLimit
    Assert-Same ($Data | Invoke-SneEmbedding @With -AsEmbedding).Map $Map.Map 'one thread and two make the same map'
}

function Invoke-Sweep($Data, $Table, $With, $Map) {
    $folder = Join-Path $own 'sweep'
    $how = $Table.How
    $plan = @{ MaxIteration = 5, 10; Seed = $random.Next(100); Method = $With.Method; Dimension = $With.Dimension }
    if (Test-Chance 2) { $plan.EarlyExaggeration = 1, 4 }
    $count = 2 * @($plan.EarlyExaggeration ?? 1).Count
    $null = New-SneSweep $folder $Table.Path -Parameter $plan @how -Delimiter $Table.Delimiter -ResultType (Get-One 'Map', 'Model', 'CompactModel')
    $rows = @(Invoke-SneSweep $folder)
    Assert ($rows.Count -eq $count) "$count runs are made: $($rows.Count)"
    foreach ($row in Get-SneSweep $folder) { Assert ($row.State -eq 'Completed' -and [double]::IsFinite($row.Divergence)) "a run is completed: $($row.State)" }
}

function Invoke-Resume($Data, $Table, $With, $Map) {
    $all = $With.MaxIteration
    $With.MaxIteration = $random.Next($all + 1)
    $model = $Data | Invoke-SneEmbedding @With -AsModel
    $further = Resume-SneEmbedding $model -MaxIteration ($all - $With.MaxIteration) -AsEmbedding
    Assert-Map $further $Table
    # A run that converged before has no steps left that it would have made.
    if ("$($model.Embedding.StopReason)" -eq 'IterationLimit') { Assert-Same $further.Map $Map.Map "$($With.MaxIteration) steps and the rest are $all" }
    $begun = Resume-SneEmbedding $model -Method $(Get-One 'Sne', 'TSne') -MaxIteration 5 -EarlyExaggeration 2 -EarlyExaggerationIteration 3 -AsEmbedding
    Assert-Map $begun $Table
}

function Invoke-Snapshots($Data, $Table, $With, $Map) {
    Assert ($Map.Snapshots.Count -ge 1) 'maps are kept on the way'
    Assert ($Map.Snapshots[0].Iteration -eq 0) 'the first is the start'
    $With.Remove('SnapshotInterval')
    Assert-Same ($Data | Invoke-SneEmbedding @With -AsEmbedding).Map $Map.Map 'maps that are kept change nothing'
}

function Invoke-Align($Data, $Table, $With, $Map) {
    foreach ($name in 'Initialization', 'Restart') { $With.Remove($name) }
    $turned = $Data | Invoke-SneEmbedding @With -AlignTo $Map -AsEmbedding
    Assert-Map $turned $Table
}

function Invoke-Sample($Data, $Table, $With, $Map) {
    $name = Get-One 'iris', 'wine', 'penguins'
    $sample = Get-SneSample $name
    $made = Get-SneSample $name | Invoke-SneEmbedding -MaxIteration 20 -MissingValue Drop -Seed $With.Seed
    Assert (@($made).Count -gt 100 -and @($made).Count -le @($sample).Count) 'a sample has a map'
}
