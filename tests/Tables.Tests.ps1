# Rows as people have them, from the pipeline: what is embedded, what rides along, and what is said about it.
BeforeAll {
    . "$PSScriptRoot/common.ps1"

    # The answer of a service that makes vectors of texts, as ConvertFrom-Json reads it.
    function Get-Answer([int] $Count = 12, [int] $Length = 4) {
        $data = foreach ($i in 1..$Count) {
            $vector = foreach ($k in 1..$Length) { ([math]::Sin($i * $k)).ToString('R', [cultureinfo]::InvariantCulture) }
            "{`"object`": `"embedding`", `"index`": $($i - 1), `"text`": `"text $i`", `"embedding`": [$($vector -join ', ')]}"
        }
        ("{`"object`": `"list`", `"data`": [$($data -join ',')], `"usage`": {`"total_tokens`": 7}}" | ConvertFrom-Json).data
    }

    function Get-Plain([int] $Count = 12, [int] $Length = 4) {
        foreach ($i in 1..$Count) { , [double[]]@(foreach ($k in 1..$Length) { [math]::Sin($i * $k) }) }
    }

    $run = @{ Perplexity = 3; MaxIteration = 15; WarningAction = 'SilentlyContinue'; WarningVariable = 'said' }
}

Describe 'a column of vectors' {
    It 'of <Name> is embedded as its elements are, and comes out as it was' -ForEach @(
        @{ Name = 'an answer in JSON'; Rows = { Get-Answer } }
        @{ Name = 'double[]'; Rows = { Get-Plain | ForEach-Object { [pscustomobject]@{ text = 'x'; embedding = $_ } } } }
        @{ Name = 'float[] that are doubles'; Rows = { Get-Plain | ForEach-Object { [pscustomobject]@{ text = 'x'; embedding = [System.Collections.Generic.List[double]] $_ } } } }
        @{ Name = 'texts'; Rows = { Get-Plain | ForEach-Object { [pscustomobject]@{ text = 'x'; embedding = "[$(@($_.ForEach{ $_.ToString('R', [cultureinfo]::InvariantCulture) }) -join ', ')]" } } } }
    ) {
        $rows = @(& $Rows)
        $plain = Get-Plain | Invoke-SneEmbedding @run -AsEmbedding
        $map = $rows | Invoke-SneEmbedding @run -AsEmbedding
        Format-Bit $map.Map.Values | Should -Be (Format-Bit $plain.Map.Values)
        $out = @($rows | Invoke-SneEmbedding @run)
        Format-Bit $out.Y1 | Should -Be (Format-Bit @(0..11).ForEach{ $map.Map.Values[2 * $_] })
        foreach ($k in 0, 5, 11) { [object]::ReferenceEquals($out[$k].embedding, $rows[$k].embedding) | Should -BeTrue }
    }

    It 'of single precision is the numbers that it holds' {
        $rows = foreach ($row in Get-Plain) { [pscustomobject]@{ v = [float[]] $row } }
        $wide = foreach ($row in $rows) { , [double[]] $row.v }
        Format-Bit ($rows | Invoke-SneEmbedding @run -AsEmbedding).Map.Values | Should -Be (Format-Bit ($wide | Invoke-SneEmbedding @run -AsEmbedding).Map.Values)
    }

    It 'is chosen by the name of the property, and told of' {
        $map = Get-Answer | Invoke-SneEmbedding @run -AsEmbedding
        $map.Columns.ForEach{ "$($_.Name) $($_.Use) $($_.Reason) $($_.Count)" } |
            Should -Be 'object Label text 0', 'index Label looks like a row index 0', 'text Label text 0', 'embedding Embedded vectors 4'
        "$said" | Should -BeLike "The column 'index' looks like a row index*"

        $chosen = Get-Answer | Invoke-SneEmbedding @run -Property embedding -AsEmbedding
        Format-Bit $chosen.Map.Values | Should -Be (Format-Bit $map.Map.Values)
        $said | Should -BeNullOrEmpty
    }

    It 'of different lengths is refused with the row' {
        $rows = @(Get-Answer) + @(Get-Answer -Length 3)
        { $rows | Invoke-SneEmbedding -Perplexity 3 } | Should -Throw "Row 13, column 'embedding': the vector has 3 elements; others have 4. If the vectors are not to be embedded, name the column with Label or ExcludeProperty." -ErrorId 'RaggedRow,*'
    }

    It 'goes through a data set as one value' {
        $data = Import-SneData (Write-TestFile v.csv "word,v`na,`"[1, 2, 3]`"`nb,`"[4, 6, 5]`"`nc,`"[9, 7, 8]`"`nd,`"[1, 0, 2]`"`n")
        $data.Columns | Should -Be 'v[1]', 'v[2]', 'v[3]'
        $out = @($data | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 5 -WarningAction SilentlyContinue)
        $out[2].PSObject.Properties.Name | Should -Be 'v', 'word', 'Y1', 'Y2'
        $out[2].v | Should -Be 9, 7, 8
        ($data | Get-SneNeighbor -NeighborCount 1 -Property v)[0].Neighbor | Should -Be 3
    }
}

Describe 'tables of a database' {
    BeforeAll {
        $table = [System.Data.DataTable]::new()
        foreach ($column in 'a', 'b', 'c') { $null = $table.Columns.Add($column, [double]) }
        $null = $table.Columns.Add('name', [string])
        foreach ($row in New-TestRow) { $null = $table.Rows.Add($row.a, $row.b, $row.c, $row.name) }
    }

    It '<Name> are their columns' -ForEach @(
        @{ Name = 'rows'; Rows = { $table.Rows } }
        @{ Name = 'tables'; Rows = { , $table } }
        @{ Name = 'views'; Rows = { $table.DefaultView } }
    ) {
        $expected = New-TestRow | Invoke-SneEmbedding @run -AsEmbedding
        $map = & $Rows | Invoke-SneEmbedding @run -AsEmbedding
        Format-Bit $map.Map.Values | Should -Be (Format-Bit $expected.Map.Values)
        $map.Columns.Name | Should -Be 'a', 'b', 'c', 'name'
        (& $Rows | Invoke-SneEmbedding @run)[4].PSObject.Properties.Name | Should -Be 'a', 'b', 'c', 'name', 'Y1', 'Y2'
    }

    It 'follow -MissingValue where a cell is DBNull' {
        $copy = $table.Copy()
        $copy.Rows[4]['b'] = [System.DBNull]::Value
        { $copy.Rows | Invoke-SneEmbedding @run } | Should -Throw "Row 5, column 'b': the value is missing*" -ErrorId 'MissingValue,*'
        ($copy.Rows | Invoke-SneEmbedding @run -MissingValue Drop).Count | Should -Be 11
    }
}

Describe 'gaps in arrays' {
    It 'follow -MissingValue, be they <_>' -ForEach '$null', "''", '[System.DBNull]::Value' {
        $gap = Invoke-Expression $_
        $rows = @(Get-Plain).ForEach{ , [object[]] $_ }
        $rows[6][2] = $gap
        { $rows | Invoke-SneEmbedding -Perplexity 3 } | Should -Throw "Row 7, column 'X3': the value is missing*" -ErrorId 'MissingValue,*'
        $out = $rows | Invoke-SneEmbedding @run -MissingValue Drop
        $out.Count | Should -Be 11
        $filled = $rows | Get-SneProbability -Perplexity 3 -MissingValue Mean -AsMatrix -WarningAction SilentlyContinue
        $mean = ($rows.Where{ $_[2] -is [double] }.ForEach{ $_[2] } | Measure-Object -Average).Average
        $rows[6][2] = $mean
        Measure-Difference $filled ($rows | Get-SneProbability -Perplexity 3 -AsMatrix) | Should -BeLessThan 1e-12
    }
}

Describe 'arrays' {
    It 'of nothing but gaps are rows among rows' {
        $rows = @(Get-Plain).ForEach{ , [object[]] $_ }
        $rows[6] = [object[]]::new(4)
        { $rows | Invoke-SneEmbedding -Perplexity 3 } | Should -Throw "Row 7, column 'X1': the value is missing*" -ErrorId 'MissingValue,*'
        ($rows | Invoke-SneEmbedding @run -MissingValue Drop).Count | Should -Be 11
    }

    It 'of true and false are ones and zeros' {
        $found = @($true, $false, $true), @($true, $true, $true), @($false, $false, $false) | Get-SneNeighbor -Metric Jaccard -NeighborCount 1
        $found[0].Neighbor, $found[0].Distance | Should -Be 1, (1 / 3)
        $vectors = @($true, $false, $true), @($true, $true, $true), @($false, $false, $false) | ForEach-Object { [pscustomobject]@{ bits = $_ } }
        ($vectors | Get-SneNeighbor -Metric Jaccard -NeighborCount 1).Distance | Should -Be $found.Distance
    }
}

Describe 'a map that was taken apart' {
    It 'by <Name> is a map again' -ForEach @(
        @{ Name = 'CliXml'; Through = { param($map) $map | Export-Clixml "$TestDrive/map.xml"; Import-Clixml "$TestDrive/map.xml" } }
        @{ Name = 'a job'; Through = { param($map) Start-Job { param($module, $path) Import-Module $module; Import-Csv $path | Invoke-SneEmbedding -MaxIteration 5 -AsEmbedding -WarningAction Ignore } -ArgumentList "$PSScriptRoot/../output/SneTools", "$dataFolder/iris.csv" | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        $map = Import-Csv "$dataFolder/iris.csv" | Invoke-SneEmbedding -MaxIteration 5 -AsEmbedding -WarningAction Ignore
        $copy = & $Through $map
        $copy.PSObject.TypeNames[0] | Should -Be 'Deserialized.SneTools.Embedding'
        $copy | Export-SnePlot "$TestDrive/copy.svg" -Force
        $map | Export-SnePlot "$TestDrive/own.svg" -Force
        Get-Content "$TestDrive/copy.svg" -Raw | Should -BeExactly (Get-Content "$TestDrive/own.svg" -Raw)
        ($copy | Measure-SneEmbedding -Data (Import-Csv "$dataFolder/iris.csv") -Label species -WarningAction Ignore).Recall |
            Should -Be ($map | Measure-SneEmbedding -Label species -WarningAction Ignore).Recall
        $copy.Columns.Name | Should -Be $map.Columns.Name
    }
}

Describe 'properties' {
    It 'that first show behind a thousand rows are seen' {
        $rows = foreach ($i in 1..1300) {
            $row = [ordered]@{ a = 2 * $i % 17; b = $i % 7; c = $i % 5 }
            if ($i -gt 1200) { $row.late = $i % 3 }
            [pscustomobject] $row
        }
        { $rows | Get-SneNeighbor -AsGraph } | Should -Throw "Row 1 has no column 'late', which other rows have." -ErrorId 'RaggedRow,*'
        foreach ($row in $rows[1200..1299]) { $row.late = "t$($row.a)" }
        $map = $rows | Invoke-SneEmbedding -MaxIteration 1 -AsEmbedding -WarningAction Ignore
        $map.Labels.Name | Should -Be 'late'
        $map.Labels[0].Values[1299] | Should -Be $rows[1299].late
    }

    It 'are looked up by name, and not listed row by row' {
        $text = @(1..20).ForEach{ "c$_" } -join ','
        foreach ($i in 1..6000) { $text += "`n" + (@(1..20).ForEach{ $i * $_ % 101 } -join ',') }
        $null = $text | ConvertFrom-Csv | Get-SneNeighbor -NeighborCount 1 -AsGraph -WarningAction Ignore
        $rows = @($text | ConvertFrom-Csv)
        $fresh, $known = foreach ($time in 1, 2) {
            $before = [gc]::GetTotalAllocatedBytes($true)
            $null = $rows | Get-SneNeighbor -NeighborCount 1 -AsGraph -WarningAction Ignore
            [gc]::GetTotalAllocatedBytes($true) - $before
        }
        $fresh | Should -BeLessThan (2.5 * $known)
    }

    It 'are chosen with and without the blanks around their names' {
        $rows = foreach ($row in New-TestRow) { [pscustomobject]@{ ' a' = $row.a; 'b ' = $row.b; c = $row.c; ' name ' = $row.name } }
        $map = $rows | Invoke-SneEmbedding @run -Dimension 1 -Property a, 'b ' -Label name -AsEmbedding
        $map.Columns.Where{ $_.Use -eq 'Embedded' }.Name | Should -Be ' a', 'b '
        $map.Labels.Name | Should -Be ' name '
    }
}

Describe 'what cannot be used' {
    It 'is refused in its own words: <Name>' -ForEach @(
        @{ Name = 'a data set from CliXml'; Rows = { Import-SneData "$dataFolder/iris.csv" | Export-Clixml "$TestDrive/d.xml"; Import-Clixml "$TestDrive/d.xml" }; Message = '*a Dataset that*taken apart*' }
        @{ Name = 'keys that differ in case'; Rows = { '[{"a": 1, "A": 2}, {"a": 3, "A": 4}]' | ConvertFrom-Json -AsHashtable }; Message = "There are two columns named 'a'*" }
        @{ Name = 'a vector that is none'; Rows = { $r = Get-Answer; $r[4].embedding[2] = 'x'; $r }; Message = "Row 5, column 'embedding': *is no vector of numbers.*" }
        @{ Name = 'an element that is missing'; Rows = { $r = Get-Answer; $r[4].embedding[2] = $null; $r }; Message = "Row 5, column 'embedding?3?': the value is missing.*-ExcludeProperty 'embedding'*" }
        @{ Name = 'numbers of another culture'; Rows = { "x;p`n1,5;10%`n2,5;20%" | ConvertFrom-Csv -Delimiter ';' }; Message = "*'x' (numbers with commas), 'p' (percent signs)." }
    ) {
        (Get-Refusal { & $Rows | Invoke-SneEmbedding -Perplexity 3 }).Exception.Message | Should -BeLike $Message
    }

    It 'says by which parameter <Column> is embedded' -ForEach @{ Column = 'ok'; By = 'Categorical' }, @{ Column = 'day'; By = 'Date' } {
        $rows = foreach ($row in New-TestRow) { [pscustomobject]@{ a = $row.a; b = $row.b; ok = $row.a -gt 9; day = [datetime] '2024-05-31' } }
        { $rows | Invoke-SneEmbedding -Perplexity 3 -Property a, b, $Column } | Should -Throw "*is not a number; $By embeds*"
    }
}

Describe 'labels from the pipeline' {
    It 'keep <Name> as they are' -ForEach @(
        @{ Name = 'long integers'; Values = 9007199254740993, -9007199254740993, 1; Texts = '9007199254740993', '-9007199254740993', '1' }
        @{ Name = 'decimals'; Values = 1.10d, 79228162514264337593543950335d, 0.0000000001d; Texts = '1.10', '79228162514264337593543950335', '0.0000000001' }
        @{ Name = 'big integers'; Values = [bigint]::Pow(2, 100), 7n, 0n; Texts = '1267650600228229401496703205376', '7', '0' }
        @{ Name = 'floats'; Values = [float] 0.1, [float] 1e10, [float] 3; Texts = '0.1', '1E+10', '3' }
        @{ Name = 'days of the week'; Values = [DayOfWeek]::Monday, [DayOfWeek]::Friday, [DayOfWeek]::Sunday; Texts = 'Monday', 'Friday', 'Sunday' }
        @{ Name = 'texts that spell numbers'; Values = '007', '1.50', '1e3'; Texts = '007', '1.50', '1e3' }
    ) {
        $rows = for ($i = 0; $i -lt 3; $i++) { [pscustomobject]@{ a = $i * $i; b = 3 - $i; c = 5; id = $Values[$i] } }
        $map = $rows | Invoke-SneEmbedding -Perplexity 1.5 -MaxIteration 2 -Label id -AsEmbedding -WarningAction Ignore
        $map.Labels[0].Values | Should -BeExactly $Texts
        $map | Export-SneEmbedding "$TestDrive/label.csv" -Force
        (Import-Csv "$TestDrive/label.csv").id | Should -BeExactly $Texts
        (Import-SneData "$TestDrive/label.csv" -Label id).Labels[0].Values | Should -BeExactly $Texts
    }
}

Describe '-Categorical and -Date' {
    BeforeAll {
        $rows = foreach ($i in 1..24) {
            [pscustomobject]@{ x = $i * $i % 11; color = 'red', 'green', 'blue' | Select-Object -Index ($i % 3); ok = $i % 2 -eq 0; day = [datetime]::new(2024, 1, 1).AddDays(3 * $i % 7) }
        }
    }

    It 'embed what rides along without them' {
        $map = $rows | Invoke-SneEmbedding -Perplexity 4 -MaxIteration 5 -Categorical color, ok -Date day -AsEmbedding -WarningAction Ignore
        $map.Columns.ForEach{ "$($_.Name) $($_.Use) $($_.Count)" } | Should -Be 'x Embedded 1', 'color Embedded 3', 'ok Embedded 1', 'day Embedded 1'
        $map.Data.Columns | Should -Be 6
        { $rows | Invoke-SneEmbedding -Perplexity 4 } | Should -Throw -ErrorId 'DimensionOutOfRange,*'
        $map.Labels.Name | Should -Be 'color', 'ok', 'day'
    }

    It 'put two categories two standard deviations apart' {
        $found = $rows | Get-SneNeighbor -NeighborCount 23 -Standardize -Property color -Categorical color
        $found.Distance.ForEach{ [math]::Round($_, 12) } | Sort-Object -Unique | Should -Be 0, 2
    }

    It 'follow -MissingValue for a data set, too' {
        $gaps = foreach ($row in $rows) { [pscustomobject]@{ x = $row.x; y = $row.x * $row.x; color = $row.x -eq 5 ? '' : $row.color } }
        $gaps | Export-Csv "$TestDrive/gaps.csv"
        $data = Import-SneData "$TestDrive/gaps.csv"
        { $data | Invoke-SneEmbedding -Perplexity 4 -Categorical color } | Should -Throw -ErrorId 'MissingValue,*'
        $out = $data | Invoke-SneEmbedding -Perplexity 4 -MaxIteration 2 -Categorical color -MissingValue Drop -WarningVariable told -WarningAction SilentlyContinue
        $kept = $gaps.Where{ $_.color }
        $out.x | Should -Be $kept.x
        $out.color | Should -Be $kept.color
        "$told" | Should -BeLike "*$(24 - $kept.Count) rows were left out*"
    }

    It 'take a <Name>' -ForEach @(
        @{ Name = 'DateOnly'; Values = { [dateonly]::FromDayNumber(730000 + $args[0]) }; Step = 1 }
        @{ Name = 'TimeOnly'; Values = { [timeonly]::new($args[0], 0) }; Step = 1 / 24 }
        @{ Name = 'TimeSpan of more than a day'; Values = { [timespan]::FromHours(12 * $args[0] - 24) }; Step = 0.5 }
        @{ Name = 'DateTimeOffset'; Values = { [datetimeoffset]::new(2024, 1, 1, 0, 0, 0, [timespan]::FromHours(2)).AddDays($args[0]) }; Step = 1 }
    ) {
        $dated = foreach ($i in 1..20) { [pscustomobject]@{ d = & $Values $i } }
        $found = $dated | Get-SneNeighbor -NeighborCount 1 -Date d
        foreach ($distance in $found.Distance) { [math]::Abs($distance - $Step) | Should -BeLessThan 1e-9 }
    }

    It 'are the same for rows, a file and a data set' {
        $rows | Select-Object x, color, ok, @{ n = 'day'; e = { $_.day.ToString('yyyy-MM-dd') } } | Export-Csv "$TestDrive/c.csv"
        $with = @{ Categorical = 'Auto'; Date = 'day' }
        $expected = $rows | Get-SneProbability -Perplexity 4 -AsMatrix @with -WarningAction Ignore
        $file = Import-SneData "$TestDrive/c.csv" @with | Get-SneProbability -Perplexity 4 -AsMatrix -WarningAction Ignore
        $data = Import-SneData "$TestDrive/c.csv" | Get-SneProbability -Perplexity 4 -AsMatrix @with -WarningAction Ignore
        $csv = Import-Csv "$TestDrive/c.csv" | Get-SneProbability -Perplexity 4 -AsMatrix @with -WarningAction Ignore
        foreach ($found in $file, $data, $csv) { Measure-Difference $found $expected | Should -BeLessThan 1e-12 }
    }
}

Describe 'what is said' {
    It 'is which columns are embedded, ride along and are left out, and why, with -Verbose' {
        $rows = foreach ($row in New-TestRow) { [pscustomobject]@{ a = $row.a; b = $row.b; share = "$($row.a)%"; price = "`$$($row.b).00"; gaps = $row.a -gt 20 ? 1 : ''; name = $row.name } }
        $told = @($rows | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 1 -Dimension 1 -ExcludeProperty name -Verbose -WarningAction Ignore 4>&1).Where{ $_ -is [System.Management.Automation.VerboseRecord] }
        $told[0].Message | Should -Be 'embedded: a (numbers), b (numbers); along: share (percent signs), price (currency signs), gaps (mostly missing); left out: name (excluded)'
        $rows | Export-Csv "$TestDrive/told.csv"
        $told = @(Import-SneData "$TestDrive/told.csv" -Verbose 4>&1).Where{ $_ -is [System.Management.Automation.VerboseRecord] }
        $told[0].Message | Should -Be "$TestDrive/told.csv: embedded: a (numbers), b (numbers); along: share (percent signs), price (currency signs), gaps (mostly missing), name (text)"
    }
}

Describe 'two copies of the module' {
    It 'are not taken into one process' {
        Copy-Item "$PSScriptRoot/../output/SneTools" "$TestDrive/second/SneTools" -Recurse
        $answer = & "$PSScriptRoot/Invoke-PowerShell.ps1" -Command @"
            Import-Module '$PSScriptRoot/../output/SneTools'
            try { Import-Module '$TestDrive/second/SneTools' } catch { "`$_" }
            (Get-Command Import-SneData).Module.ModuleBase
            Import-Module '$PSScriptRoot/../output/SneTools' -Force
            ((1, 2, 3), (2, 3, 5), (9, 1, 2) | Get-SneNeighbor -NeighborCount 1).Count
"@
        "$answer" | Should -BeLike '*Another copy of SneTools, *output/SneTools, was loaded*output/SneTools*3'
    }
}
