Describe 'Add-SnePoint' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.AddSnePointCommand'
        $quiet = @{ WarningAction = 'SilentlyContinue' }
        $iris = Import-Csv $dataFolder/iris.csv
        $old = $iris | Where-Object { [array]::IndexOf($iris, $_) % 5 }
        $new = $iris | Where-Object { [array]::IndexOf($iris, $_) % 5 -eq 0 }
        $model = $old | Invoke-SneEmbedding -Method TSne -Perplexity 15 -Standardize -AsModel @quiet
        $numbers = 'sepal_length', 'sepal_width', 'petal_length', 'petal_width'
    }

    It 'emits the rows in order, with their own columns, coordinates, distance and novelty' {
        $rows = $new | Select-Object *, @{ n = 'note'; e = { 'kept' } } | Add-SnePoint -Model $model
        $rows.Count | Should -Be 30
        $rows[0].PSObject.Properties.Name | Should -Be @($iris[0].PSObject.Properties.Name + 'note', 'Y1', 'Y2', 'Distance', 'Novelty')
        $rows.species | Should -Be $new.species
        $rows[7].note | Should -Be 'kept'
        foreach ($row in $rows) {
            $row.Y1 | Should -BeOfType double
            $row.Novelty | Should -BeGreaterOrEqual 0
            $row.Novelty | Should -BeLessOrEqual 1
        }
    }

    It 'places held-out rows beside those of their species' {
        $map = $model.Map
        $right = $new | Add-SnePoint $model | Where-Object {
            $row = $_
            $nearest = 0..($model.Count - 1) | Sort-Object { [math]::Pow($map[$_, 0] - $row.Y1, 2) + [math]::Pow($map[$_, 1] - $row.Y2, 2) } | Select-Object -First 5
            ($old[$nearest] | Group-Object species | Sort-Object Count -Descending)[0].Name -eq $row.species
        }
        @($right).Count | Should -BeGreaterOrEqual 26
    }

    It 'gives a row the same place alone, last, by one thread, from objects with columns in another order and from a data set' {
        $all = $new | Add-SnePoint -Model $model
        $expected = Format-Bit @($all[4].Y1, $all[4].Y2, $all[4].Distance, $all[4].Novelty)
        $turned = $new[4] | Select-Object petal_width, species, sepal_length, petal_length, sepal_width
        $new | Export-Csv $TestDrive/new.csv
        $ways = @(
            $new[4] | Add-SnePoint -Model $model
            ($new[9..4] | Add-SnePoint -Model $model -ThrottleLimit 1)[5]
            $turned | Add-SnePoint -Model $model
            (Import-SneData $TestDrive/new.csv | Add-SnePoint -Model $model)[4]
            (Import-SneData $TestDrive/new.csv -Label species, sepal_length | Add-SnePoint -Model $model)[4]
            Add-SnePoint -Model $model -InputObject @{ sepal_length = $new[4].sepal_length; sepal_width = [decimal] $new[4].sepal_width; petal_length = $new[4].petal_length; PETAL_WIDTH = $new[4].petal_width }
            $model.Compact() | ForEach-Object { $new[4] | Add-SnePoint -Model $_ }
        )
        $ways.Count | Should -Be 7
        foreach ($row in $ways) { Format-Bit @($row.Y1, $row.Y2, $row.Distance, $row.Novelty) | Should -Be $expected }
    }

    It 'gives a row the place that it has in a shard of its file, to the bit' {
        $new | Select-Object *, @{ n = 'id'; e = { '{0:000}' -f [array]::IndexOf($new, $_) } } | Export-Csv $TestDrive/shard.csv
        Import-Csv $TestDrive/shard.csv | ForEach-Object { $_ | ConvertTo-Json -Compress } | Set-Content $TestDrive/shard.jsonl
        $core = $model.GetType().Assembly
        $shards = [Activator]::CreateInstance($core.GetType('SneTools.ShardPlacement'), $model, 2, [Threading.CancellationToken]::None)
        $options = [Activator]::CreateInstance($core.GetType('SneTools.ImportOptions'))
        ($options.Skip, $options.First) = 4, 20
        try {
            foreach ($file in 'shard.csv', 'shard.jsonl') {
                $expected = @(Import-SneData $TestDrive/$file -Label species, id | Add-SnePoint $model)[4..23]
                $summary = $shards.Place("$TestDrive/$file", $options, "$TestDrive/shard.parquet", $true, $null)
                $summary.Placed | Should -Be 20
                $summary.Columns | Should -Be 'Row', 'species', 'id', 'Y1', 'Y2', 'Distance', 'Novelty'
                $placed = Import-SneData $TestDrive/shard.parquet -Property Y1, Y2, Distance, Novelty, Row -Label species, id
                $placed.Labels[0].Values | Should -Be $expected.species
                $placed.Labels[1].Values | Should -Be $expected.id
                foreach ($name in 'Y1', 'Y2', 'Distance', 'Novelty') {
                    $place = [array]::IndexOf($placed.Columns, $name)
                    Format-Bit @(0..19 | ForEach-Object { $placed.Values[$_, $place] }) | Should -Be (Format-Bit $expected.$name)
                }
                $row = [array]::IndexOf($placed.Columns, 'Row')
                @(0..19 | ForEach-Object { $placed.Values[$_, $row] }) | Should -Be (5..24)
            }
        }
        finally {
            $shards.Dispose()
        }
    }

    It 'takes several data sets one after the other, and rows between them' {
        $new[0..9] | Export-Csv $TestDrive/first.csv
        $new[20..29] | Export-Csv $TestDrive/last.csv
        $rows = & { Import-SneData $TestDrive/first.csv; $new[10..19]; Import-SneData $TestDrive/last.csv } | Add-SnePoint -Model $model
        Format-Bit $rows.Y1 | Should -Be (Format-Bit ($new | Add-SnePoint -Model $model).Y1)
        $rows.species | Should -Be $new.species
    }

    It 'takes arrays where the model was made of arrays' {
        $arrays = foreach ($row in $old) { , [double[]] $numbers.ForEach({ $row.$_ }) }
        $plain = $arrays | Invoke-SneEmbedding -Method Sne -MaxIteration 100 -AsModel @quiet
        $placed = , [double[]] (5, 3.4, 1.5, 0.2) | Add-SnePoint -Model $plain
        $placed.PSObject.Properties.Name | Should -Be 'X1', 'X2', 'X3', 'X4', 'Y1', 'Y2', 'Distance', 'Novelty'
        $refusal = Get-Refusal { , [double[]] (5, 3.4, 1.5) | Add-SnePoint -Model $plain }
        $refusal.FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
        $refusal.Exception.Message | Should -BeLike "*'X4'*"
    }

    It 'reads categories, dates and vectors as the model did, and names a category that it does not know' {
        $mixed = 1..40 | ForEach-Object { [pscustomobject]@{ n = $_ % 7; v = [math]::Sin($_), ($_ % 3); color = 'red', 'blue' | Select-Object -Index ($_ % 2); day = "2024-05-$(1 + $_ % 28)" -replace '-(\d)$', '-0$1' } }
        $with = @{ Categorical = 'color'; Date = 'day'; Perplexity = 8; Method = 'TSne'; MaxIteration = 100; AsModel = $true }
        $made = $mixed | Invoke-SneEmbedding @with @quiet
        ($mixed[3] | Add-SnePoint -Model $made).Distance | Should -Be 0
        $green = $mixed[3] | Select-Object *
        $green.color = 'green'
        $refusal = Get-Refusal { $mixed[1], $green | Add-SnePoint -Model $made }
        $refusal.FullyQualifiedErrorId | Should -Be "UnknownCategory,$class"
        $refusal.Exception.Message | Should -BeLike "*Row 2*'color'*'green'*'blue', 'red'*"
        $refusal.TargetObject | Should -Be $green
        $mixed[1], $green, $mixed[2] | Add-SnePoint -Model $made -MissingValue Drop -WarningVariable warnings @quiet | Should -HaveCount 2
        "$warnings" | Should -BeLike '*1 row was left out*'
        $mixed[1], $green | Add-SnePoint -Model $made -MissingValue Mean -WarningVariable warnings @quiet | Should -HaveCount 2
        "$warnings" | Should -BeLike '*1 value was*mean*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a row without a column'; Change = { $_.PSObject.Properties.Remove('petal_length') }; Id = 'ColumnNotFound'; Message = "*Row 2 has no column 'petal_length'*" }
        @{ Name = 'an empty cell'; Change = { $_.petal_length = '' }; Id = 'MissingValue'; Message = "*Row 2, column 'petal_length'*-MissingValue*" }
        @{ Name = 'a text'; Change = { $_.petal_length = 'long' }; Id = 'NotANumber'; Message = "*Row 2, column 'petal_length': 'long'*" }
        @{ Name = 'an infinity'; Change = { $_.petal_length = [double]::PositiveInfinity }; Id = 'NonFiniteValue'; Message = "*Row 2, column 'petal_length'*" }
    ) {
        $rows = $new[0..3] | Select-Object *
        $rows[1] | ForEach-Object $Change
        $refusal = Get-Refusal { $rows | Add-SnePoint -Model $model }
        $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
        $refusal.Exception.Message | Should -BeLike $Message
        $refusal.TargetObject | Should -Be $rows[1]
        if ($Id -ne 'ColumnNotFound') {
            ($rows | Add-SnePoint -Model $model -MissingValue Drop @quiet).Count | Should -Be 3
            $filled = $rows | Add-SnePoint -Model $model -MissingValue Mean @quiet
            $mean = $rows[1] | Select-Object *
            $mean.petal_length = $model.Preparation.Standardization.Means[2]
            Format-Bit $filled[1].Y1 | Should -Be (Format-Bit ($mean | Add-SnePoint -Model $model).Y1)
        }
    }

    It 'counts rows over all batches in a message' {
        $rows = 1..2100 | ForEach-Object { $new[$_ % 30] }
        $bad = $new[0] | Select-Object *
        $bad.sepal_width = 'wide'
        (Get-Refusal { & { $rows; $bad } | Add-SnePoint -Model $model }).Exception.Message | Should -BeLike "*Row 2101, column 'sepal_width'*"
    }

    It 'tells the row of the file in whatever batch it comes, where rows or a whole batch were left out, and of the second file' {
        $rows = $new | Select-Object *
        $rows[1].petal_width = ''
        foreach ($row in $rows[5..9]) { $row.petal_width = '' }
        $rows[17].sepal_width = 'wide'
        $rows | Export-Csv $TestDrive/bad.csv
        $new | Export-Csv $TestDrive/good.csv
        foreach ($files in @("$TestDrive/bad.csv"), @("$TestDrive/good.csv", "$TestDrive/bad.csv")) {
            $refusal = Get-Refusal { Import-SneData $files -Stream -BatchSize 5 -Label species, sepal_width -MissingValue Drop @quiet | Add-SnePoint -Model $model }
            $refusal.Exception.Message | Should -BeLike "Row 18, column 'sepal_width': 'wide'*"
            $refusal.TargetObject.FirstRow | Should -Be 15
        }
    }

    It 'marks a row unlike any other' {
        $far = [pscustomobject]@{ sepal_length = 1e9; sepal_width = -5; petal_length = 0; petal_width = 77 }
        $placed = $far | Add-SnePoint -Model $model
        $placed.Novelty | Should -Be 1
        [double]::IsFinite($placed.Y1) | Should -BeTrue
        ($old[3] | Add-SnePoint -Model $model).Novelty | Should -Be 0
    }

    It 'gives a model that has the new points, which goes on and is added to again' {
        $more = $new | Add-SnePoint -Model $model -AsModel
        $more | Should -BeOfType SneTools.SneModel
        $more.Count | Should -Be 150
        $more.IsCompact | Should -BeTrue
        $more.Embedding.Labels[0].Values[-1] | Should -Be $new[-1].species
        $placed = $new | Add-SnePoint -Model $model
        Format-Bit $more.Map[149, 1] | Should -Be (Format-Bit $placed[-1].Y2)
        $more | Export-SneModel $TestDrive/more.npz
        $read = Import-SneModel $TestDrive/more.npz
        ($new | Add-SnePoint -Model $read).Distance | ForEach-Object { $_ | Should -Be 0 }
        ($read | Resume-SneEmbedding -MaxIteration 5 @quiet).Count | Should -Be 150
    }

    It 'lets a row keep a column called Distance or Novelty, embedded or not, and calls its own by another name' {
        $named = { $input | Select-Object species, sepal_length, sepal_width, petal_length, @{ n = 'distance'; e = { $_.petal_width } } }
        $trip = $old | & $named | Invoke-SneEmbedding -Method TSne -MaxIteration 20 -AsModel @quiet
        $rows = $new[0..2] | & $named | Add-SnePoint -Model $trip -WarningVariable warnings
        $rows[0].PSObject.Properties.Name | Should -Be 'species', 'sepal_length', 'sepal_width', 'petal_length', 'distance', 'Y1', 'Y2', 'SneDistance', 'Novelty'
        $rows.distance | Should -Be $new[0..2].petal_width
        $warnings | Should -BeNullOrEmpty
        $rest = $new[0..2] | Select-Object *, @{ n = 'Novelty'; e = { 'none' } }, @{ n = 'DISTANCE'; e = { 7 } }
        $again = $rest | Add-SnePoint -Model $model | Add-SnePoint -Model $model @quiet
        $again.DISTANCE | Should -Be 7, 7, 7
        $again.Novelty | Should -Be 'none', 'none', 'none'
        Format-Bit $again.SneDistance | Should -Be (Format-Bit ($new[0..2] | Add-SnePoint -Model $model).Distance)
        $again[0].PSObject.Properties.Name | Should -Be @($rest[0].PSObject.Properties.Name + 'Y1', 'Y2', 'SneDistance', 'SneNovelty')
    }

    It 'warns of a column that only a later row has, and that gives way so that all rows have the same columns' {
        $late = $new[1] | Select-Object *, @{ n = 'Distance'; e = { 7 } }
        $rows = $new[0], $late | Add-SnePoint -Model $model -WarningVariable warnings @quiet
        Format-Bit $rows[1].Distance | Should -Be (Format-Bit ($new[1] | Add-SnePoint -Model $model).Distance)
        "$warnings" | Should -BeLike "*'Distance'*replaced*"
    }

    It 'refuses a coordinate that was embedded, and replaces what rows have that were placed before' {
        $taken = $old | Select-Object sepal_length, sepal_width, petal_length, @{ n = 'Y2'; e = { $_.petal_width } } | Invoke-SneEmbedding -MaxIteration 20 -AsModel @quiet
        $refusal = Get-Refusal { $new[0] | Add-SnePoint -Model $taken }
        $refusal.FullyQualifiedErrorId | Should -Be "DuplicateColumn,$class"
        $again = $new[0..1] | Add-SnePoint -Model $model | Add-SnePoint -Model $model -WarningVariable warnings @quiet
        $again[0].PSObject.Properties.Name | Should -Be @($iris[0].PSObject.Properties.Name + 'Y1', 'Y2', 'Distance', 'Novelty')
        $warnings.Count | Should -Be 4
    }

    It 'takes distances to the points where the model was made of distances' {
        $table = foreach ($row in $old[0..39]) { , [double[]] ($old[0..39] | ForEach-Object { [math]::Abs($row.petal_length - $_.petal_length) + [math]::Abs($row.sepal_width - $_.sepal_width) }) }
        $given = $table | Invoke-SneEmbedding -Metric Precomputed -Method TSne -Perplexity 8 -MaxIteration 100 -AsModel @quiet
        $placed = , $table[5] | Add-SnePoint -Model $given
        $placed.Distance | Should -Be 0
        (Get-Refusal { , [double[]] (1, 2) | Add-SnePoint -Model $given }).FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
        (Get-Refusal { , $table[5] | Add-SnePoint -Model $given -MissingValue Mean }).FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
    }

    It 'emits nothing for nothing' {
        @() | Add-SnePoint -Model $model | Should -BeNullOrEmpty
        (@() | Add-SnePoint -Model $model -AsModel).Count | Should -Be $model.Count
    }

    It 'emits rows while more are to come' {
        # The pipeline ends after the first row: were all of them gathered first, the source would have been asked for every one.
        $asked = @{ Count = 0 }
        $first = & { for ($i = 0; $i -lt 20000; $i++) { $asked.Count++; $new[$i % 30] } } | Add-SnePoint -Model $model | Select-Object -First 1
        $first.Y1 | Should -Not -BeNullOrEmpty
        $asked.Count | Should -BeLessThan 20000
    }

    It 'is ended by Ctrl-C amid rows without end' {
        $shell = [powershell]::Create()
        try {
            $null = $shell.AddScript({
                param($module, $model, $row)
                Import-Module $module
                & { while ($true) { $row } } | Add-SnePoint -Model $model
            }).AddArgument((Get-Module SneTools).Path).AddArgument($model).AddArgument($new[0])
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $run = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]] $null, $output)
            while (-not $output.Count -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $shell.InvocationStateInfo.State | Should -Be Running
            $stop = $shell.BeginStop($null, $null)
            $stop.AsyncWaitHandle.WaitOne(30000) | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be Stopped
            $output[0].Y1 | Should -BeOfType double
        }
        finally {
            $shell.Dispose()
        }
    }
}
