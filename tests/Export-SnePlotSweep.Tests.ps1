Describe 'Export-SnePlot of sweeps' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ExportSnePlotCommand'
        $maps = foreach ($perplexity in 2, 3, 4) {
            New-TestRow | Invoke-SneEmbedding -Perplexity $perplexity -MaxIteration 5 -AsEmbedding
        }

        # The rows of a sweep over two methods and two perplexities with two seeds, whose maps lie in a folder.
        function New-TestSweep([string] $Folder) {
            $null = New-Item $Folder -ItemType Directory -Force
            $run = 0
            foreach ($method in 'Sne', 'TSne') {
                foreach ($perplexity in 2, 4) {
                    foreach ($seed in 1, 2) {
                        $run++
                        $map = New-TestRow | Invoke-SneEmbedding -Method $method -Perplexity $perplexity -Seed $seed -Initialization Random -MaxIteration 5 -AsEmbedding
                        $map | Export-SneEmbedding "$Folder/$run.csv" -Force
                        [pscustomobject]@{
                            PSTypeName = 'SneTools.SweepRun'; Run = $run; State = 'Completed'; Data = '/data/rows.csv'; Method = $method; Perplexity = $perplexity; Seed = $seed
                            MeanDivergence = $map.MeanDivergence; Elapsed = $map.Elapsed; Parameters = 'Method, Perplexity, Seed'; Map = "$Folder/$run.csv"
                        }
                    }
                }
            }
        }

        # What a page draws, as objects.
        function Get-PageFigure([string] $Path) {
            $page = Get-Content $Path -Raw
            $json = $page.Substring($page.IndexOf('id="figure">') + 12)
            $json.Substring(0, $json.IndexOf('</script>')) | ConvertFrom-Json
        }

        # The texts of a drawing.
        function Get-DrawingText([string] $Path) {
            ([xml] (Get-Content $Path -Raw)).GetElementsByTagName('text') | ForEach-Object { $_.InnerText.Trim() }
        }

        $runs = @(New-TestSweep "$TestDrive/sweep")
    }

    BeforeEach {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item $folder -ItemType Directory -Force
    }

    Context 'several maps' {
        It 'are one figure as <_>' -ForEach 'png', 'svg', 'html' {
            ($maps | Export-SnePlot $folder/maps.$_ -PassThru -WarningVariable warnings).Name | Should -Be "maps.$_"
            $warnings | Should -BeNullOrEmpty
            (Get-Item $folder/maps.$_).Length | Should -BeGreaterThan 2000
        }

        It 'have the parameters over them in which they differ, and one legend' {
            $maps | Export-SnePlot $folder/maps.svg -Title three
            $texts = Get-DrawingText $folder/maps.svg
            $texts -like 'Perplexity *' | Should -Be 'Perplexity 2', 'Perplexity 3', 'Perplexity 4'
            @($texts -eq 'name') | Should -HaveCount 1
            @($texts -eq 'row 1') | Should -HaveCount 1
            $texts | Should -Contain 'three'
        }

        It 'have what -Caption names over them, and numbers where nothing differs' {
            $maps | Export-SnePlot $folder/named.svg -Caption Method, Count
            @((Get-DrawingText $folder/named.svg) -eq 'Sne, Count 12') | Should -HaveCount 3
            $maps[0], $maps[0] | Export-SnePlot $folder/same.svg
            (Get-DrawingText $folder/same.svg) -like 'map *' | Should -Be 'map 1', 'map 2'
            $refusal = Get-Refusal { $maps | Export-SnePlot $folder/none.svg -Caption none }
            $refusal.FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
        }

        It 'are aligned to the first as Compare-SneEmbedding -AsAligned aligns them' {
            $aligned = @($maps | Compare-SneEmbedding -AsAligned)
            $maps | Export-SnePlot $folder/maps.html
            $figure = Get-PageFigure $folder/maps.html
            foreach ($k in 0..2) {
                $axis = $k ? "x$($k + 1)" : 'x'
                $traces = $figure.data | Where-Object xaxis -EQ $axis
                $x = [double[]]::new(12)
                foreach ($trace in $traces) {
                    for ($i = 0; $i -lt $trace.x.Count; $i++) { $x[$trace.customdata[$i]] = $trace.x[$i] }
                }
                $expected = foreach ($i in 0..11) { $aligned[$k].Map[$i, 0] }
                $extent = ($expected | Measure-Object -Maximum -Minimum | ForEach-Object { $_.Maximum - $_.Minimum })
                Measure-Difference $x $expected | Should -BeLessThan (1e-4 * $extent) # a page has five digits of the map's extent
            }
        }

        It 'are matched by a column with -MatchBy, and told apart as data where they have other points' {
            $part = New-TestRow 9 | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 5 -AsEmbedding
            $messages = $maps[0], $part | Export-SnePlot $folder/alone.png -Verbose 4>&1 | ForEach-Object Message
            $messages | Should -Contain 'map 2: drawn as it is'
            $messages = $maps[0], $part | Export-SnePlot $folder/matched.png -MatchBy name -Verbose 4>&1 | ForEach-Object Message
            $messages | Should -Contain 'map 2: aligned to map 1'
        }

        It 'may be models, data sets, and an array' {
            $model = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsModel
            $maps[0] | Export-SneEmbedding $folder/map.csv
            $data = Import-SneData $folder/map.csv
            Export-SnePlot $folder/maps.html -InputObject @($model, $data, $maps[1])
            @((Get-PageFigure $folder/maps.html).data.xaxis | Sort-Object -Unique) | Should -Be 'x', 'x2', 'x3'
        }

        It 'share a scale of numbers' {
            $maps | Export-SnePlot $folder/maps.html -Color Y1
            $figure = Get-PageFigure $folder/maps.html
            $figure.data | Should -HaveCount 3
            $all = $maps | ForEach-Object { foreach ($i in 0..11) { $_.Map[$i, 0] } } | Measure-Object -Maximum -Minimum
            $figure.layout.coloraxis.cmin | Should -Be $all.Minimum
            $figure.layout.coloraxis.cmax | Should -Be $all.Maximum
        }

        It 'are refused where <Name>' -ForEach @(
            @{ Name = 'they should move'; File = 'maps.gif'; With = @{}; Id = 'InvalidOption' }
            @{ Name = 'frames have a speed'; File = 'maps.html'; With = @{ FrameRate = 5 }; Id = 'InvalidOption' }
            @{ Name = 'a column is missing'; File = 'maps.png'; With = @{ Color = 'none' }; Id = 'ColumnNotFound' }
            @{ Name = 'the key is missing'; File = 'maps.png'; With = @{ MatchBy = 'none' }; Id = 'ColumnNotFound' }
        ) {
            $refusal = Get-Refusal { $maps | Export-SnePlot "$folder/$File" @With }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            Get-ChildItem $folder | Should -BeNullOrEmpty
        }

        It 'are refused beside <Name>' -ForEach @(
            @{ Name = 'rows'; Rows = { [pscustomobject]@{ Y1 = 1; Y2 = 2 } } }
            @{ Name = 'runs'; Rows = { $runs[0] } }
        ) {
            $mixture = @($maps[0]) + @(& $Rows)
            (Get-Refusal { $mixture | Export-SnePlot $folder/maps.png }).FullyQualifiedErrorId | Should -Be "NotARow,$class"
            [array]::Reverse($mixture)
            (Get-Refusal { $mixture | Export-SnePlot $folder/maps.png }).FullyQualifiedErrorId | Should -Be "NotARow,$class"
        }

        It 'have options that one map would ignore' {
            foreach ($with in @{ Caption = 'Method' }, @{ MatchBy = 'name' }) {
                $refusal = Get-Refusal { $maps[0] | Export-SnePlot $folder/map.png @with }
                $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            }
        }
    }

    Context 'the maps of a sweep' {
        It 'are drawn under their parameters, with their labels, from tables and models' {
            $maps[1] | Export-SneEmbedding $folder/map.parquet
            New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsModel | Export-SneModel $folder/model.npz
            $more = foreach ($file in "$folder/map.parquet", "$folder/model.npz") {
                $row = $runs[0].PSObject.Copy()
                $row.Map = $file
                $row.Seed = $file.EndsWith('npz') ? 4 : 3
                $row
            }
            $runs + $more | Export-SnePlot $folder/sweep.svg
            $texts = Get-DrawingText $folder/sweep.svg
            @($texts -match '^T?Sne, Perplexity \d, Seed \d$') | Should -HaveCount 10
            $texts | Should -Contain 'TSne, Perplexity 4, Seed 2'
            @($texts -eq 'row 12') | Should -HaveCount 1
            $runs | Export-SnePlot $folder/sweep.html -HoverProperty name
            @((Get-PageFigure $folder/sweep.html).data.map | Sort-Object -Unique) | Should -HaveCount 8
        }

        It 'are drawn from rows that a CSV file kept' {
            $runs | Export-Csv $folder/sweep.csv
            Import-Csv $folder/sweep.csv | Export-SnePlot $folder/sweep.svg
            Get-DrawingText $folder/sweep.svg | Should -Contain 'Sne, Perplexity 2, Seed 1'
            Import-Csv $folder/sweep.csv | Select-Object * -ExcludeProperty Parameters | Export-SnePlot $folder/unsaid.svg
            Get-DrawingText $folder/unsaid.svg | Should -Be (Get-DrawingText $folder/sweep.svg)
        }

        It 'are left out with a warning where a run failed or its file is missing or no map' {
            Set-Content $folder/bad.csv "a,b`n1,2"
            $rows = $runs | ForEach-Object { $_.PSObject.Copy() }
            $rows[1].Map = $null
            $rows[1].State = 'Failed'
            $rows[3].Map = "$folder/none.csv"
            $rows[4].Map = "$folder/bad.csv"
            $rows | Export-SnePlot $folder/sweep.html -WarningVariable warnings -WarningAction SilentlyContinue
            $warnings | Should -HaveCount 1
            "$warnings" | Should -BeLike 'Runs left out, 3 of 8,*run 2 (Failed)*run 4 (there is no file*none.csv*run 5 (*bad.csv*no column Y1)*'
            @((Get-PageFigure $folder/sweep.html).data.map | Sort-Object -Unique) | Should -HaveCount 5
            $refusal = Get-Refusal { $rows[1, 3] | Export-SnePlot $folder/none.png }
            $refusal.FullyQualifiedErrorId | Should -Be "EmptyInput,$class"
            $refusal.Exception.Message | Should -BeLike '*run 2 (Failed)*'
        }

        It 'are those that Get-SneSweep gives, and so are the curves' {
            New-TestRow 20 | Export-Csv $folder/rows.csv
            $null = New-SneSweep -Path $folder/night -Data $folder/rows.csv -Parameter @{ Perplexity = 2, 4; Method = 'Sne', 'TSne'; MaxIteration = 5 }
            Invoke-SneSweep -Path $folder/night -WarningAction SilentlyContinue *> $null
            Get-SneSweep -Path $folder/night | Export-SnePlot $folder/night.svg
            @((Get-DrawingText $folder/night.svg) -match 'Perplexity \d') | Should -HaveCount 4
            @((Get-DrawingText $folder/night.svg) -match 'TSne') | Should -HaveCount 2
            Get-SneSweep -Path $folder/night | Export-SnePlot $folder/cost.html -X Perplexity -Y MeanDivergence, Seconds -Series Method
            @((Get-PageFigure $folder/cost.html).data | Where-Object mode -EQ 'lines+markers') | Should -HaveCount 4
        }

        It 'may be one, drawn as a single map' {
            $runs[2] | Export-SnePlot $folder/one.svg
            Get-DrawingText $folder/one.svg | Should -Contain 'run 3'
        }
    }

    Context 'curves' {
        It 'go through the means of the seeds, a panel a column and a line a method' {
            $runs | Export-SnePlot $folder/cost.html -X perplexity -Y MeanDivergence, Elapsed -Series Method
            $figure = Get-PageFigure $folder/cost.html
            $lines = @($figure.data | Where-Object mode -EQ 'lines+markers')
            $lines.name | Should -Be 'Sne', 'TSne', 'Sne', 'TSne'
            $lines.xaxis | Should -Be 'x', 'x', 'x2', 'x2'
            $expected = foreach ($perplexity in 2, 4) {
                ($runs | Where-Object { $_.Method -eq 'TSne' -and $_.Perplexity -eq $perplexity } | Measure-Object MeanDivergence -Average).Average
            }
            $lines[1].x | Should -Be 2, 4
            Measure-Difference $lines[1].y $expected | Should -BeLessThan 1e-12 # the order of two summands
            $seconds = ($runs | Where-Object { $_.Method -eq 'Sne' -and $_.Perplexity -eq 2 } | ForEach-Object { $_.Elapsed.TotalSeconds } | Measure-Object -Average).Average
            Measure-Difference $lines[2].y[0] $seconds | Should -BeLessThan 1e-9 # ticks of 100 ns
            $figure.layout.annotations.text -replace ' – .*' | Should -Be 'MeanDivergence', 'Elapsed, s'
            $figure.layout.annotations.text | Should -BeLike '* – mean and range of 2 rows'
        }

        It 'are drawn as <_>, with names of columns, numbers and series' -ForEach 'png', 'svg' {
            $runs | Export-SnePlot $folder/cost.$_ -X Perplexity -Y MeanDivergence -Series Method, Seed -Width 500 -Height 400 -Theme Dark
            if ($_ -eq 'svg') {
                $texts = Get-DrawingText $folder/cost.svg
                foreach ($text in 'MeanDivergence', 'Perplexity', 'Method, Seed', 'Sne, 1', 'TSne, 2', '2', '4') {
                    $texts | Should -Contain $text
                }
            }
            (Get-Item $folder/cost.$_).Length | Should -BeGreaterThan 2000
        }

        It 'are the same from a CSV file, whatever the culture that wrote it' {
            $runs | Export-SnePlot $folder/objects.svg -X Perplexity -Y MeanDivergence -Series Method
            Invoke-WithComma { $runs | Export-Csv $folder/comma.csv }
            $runs | Export-Csv $folder/point.csv
            foreach ($name in 'comma', 'point') {
                Import-Csv $folder/$name.csv | Export-SnePlot $folder/$name.svg -X Perplexity -Y MeanDivergence -Series Method
                Get-Content $folder/$name.svg -Raw | Should -Be (Get-Content $folder/objects.svg -Raw)
            }
        }

        It 'leave out rows without a value, with their number in a warning' {
            $rows = $runs | ForEach-Object { $_.PSObject.Copy() }
            $rows[0].MeanDivergence = $null
            $rows[5].MeanDivergence = [double]::NaN
            $rows | Export-SnePlot $folder/cost.html -X Perplexity -Y MeanDivergence, Run -WarningVariable warnings -WarningAction SilentlyContinue
            "$warnings" | Should -BeLike "Rows left out, 2 of 8,*'Perplexity'*'MeanDivergence'*"
            "$warnings" | Should -Not -BeLike "*'Run'*"
        }

        It 'have categories where the column is text, and a logarithmic axis where it is asked for' {
            $runs | Export-SnePlot $folder/method.html -X Method -Y MeanDivergence
            (Get-PageFigure $folder/method.html).layout.xaxis.ticktext | Should -Be 'Sne', 'TSne'
            $runs | Export-SnePlot $folder/log.html -X Perplexity -Y MeanDivergence -XScale Log -YScale Log
            $layout = (Get-PageFigure $folder/log.html).layout
            $layout.xaxis.type, $layout.yaxis.type | Should -Be 'log', 'log'
        }

        It 'are refused where <Name>' -ForEach @(
            @{ Name = 'X is no column'; File = 'cost.png'; With = @{ X = 'none'; Y = 'Run' }; Id = 'ColumnNotFound'; Message = "*'none'*Run, State*" }
            @{ Name = 'Y is no column'; File = 'cost.png'; With = @{ X = 'Run'; Y = 'none' }; Id = 'ColumnNotFound'; Message = "*'none'*" }
            @{ Name = 'Series is no column'; File = 'cost.png'; With = @{ X = 'Run'; Y = 'Run'; Series = 'none' }; Id = 'ColumnNotFound'; Message = "*'none'*" }
            @{ Name = 'Y has no number'; File = 'cost.png'; With = @{ X = 'Run'; Y = 'Method' }; Id = 'NotANumber'; Message = "*'Method'*row 1 has 'Sne'." }
            @{ Name = 'a text should have a scale'; File = 'cost.png'; With = @{ X = 'Method'; Y = 'Run'; XScale = 'Log' }; Id = 'InvalidOption'; Message = "*'Method' is text*" }
            @{ Name = 'they should move'; File = 'cost.gif'; With = @{ X = 'Run'; Y = 'Run' }; Id = 'InvalidOption'; Message = '*do not move*' }
        ) {
            $refusal = Get-Refusal { $runs | Export-SnePlot "$folder/$File" @With }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $refusal.Exception.Message | Should -BeLike $Message
            Get-ChildItem $folder | Should -BeNullOrEmpty
        }

        It 'of no rows are refused, and a logarithm of 0 with its row' {
            (Get-Refusal { @() | Export-SnePlot $folder/cost.png -X a -Y b }).FullyQualifiedErrorId | Should -Be "EmptyInput,$class"
            $rows = foreach ($a in 1, 0, 2) { [pscustomobject]@{ a = $a; b = 1 } }
            $refusal = Get-Refusal { $rows | Export-SnePlot $folder/cost.png -X a -Y b -XScale Log }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal.TargetObject | Should -Be $rows[1]
        }
    }

    Context 'the costs of several runs' {
        It 'are lines in one picture, named by what the runs differ in' {
            $maps | Export-SnePlot $folder/cost.svg -History
            $texts = Get-DrawingText $folder/cost.svg
            foreach ($text in 'Perplexity', '2', '3', '4', 'iteration', 'mean divergence, nats') {
                $texts | Should -Contain $text
            }
            $maps | Export-SnePlot $folder/cost.html -History -YScale Log -XScale Log
            $figure = Get-PageFigure $folder/cost.html
            $figure.layout.xaxis.type, $figure.layout.yaxis.type | Should -Be 'log', 'log'
            $figure.data.name | Should -Be '2', '3', '4'
            foreach ($k in 0..2) {
                $expected = $maps[$k].History | ForEach-Object { $_.Divergence / 12 }
                Measure-Difference $figure.data[$k].y $expected | Should -BeLessThan 1e-12 # a quotient of doubles
            }
        }

        It 'share a color where they differ by seed only, or in what -Caption does not name' {
            $embeddings = foreach ($method in 'Sne', 'TSne') {
                foreach ($seed in 1, 2) {
                    New-TestRow | Invoke-SneEmbedding -Method $method -Perplexity 3 -Seed $seed -Initialization Random -MaxIteration 5 -AsEmbedding
                }
            }
            $embeddings | Export-SnePlot $folder/cost.html -History
            $data = (Get-PageFigure $folder/cost.html).data
            $data.name | Should -Be 'Sne', 'Sne', 'TSne', 'TSne'
            $data.showlegend | Should -Be $true, $false, $true, $false
            $data[3].text[0] | Should -BeLike 'TSne, Seed 2, iteration 1:*'
            $embeddings | Export-SnePlot $folder/seed.html -History -Caption Seed
            (Get-PageFigure $folder/seed.html).data.name | Should -Be '1', '2', '1', '2'
            (Get-PageFigure $folder/seed.html).layout.legend.title.text | Should -Be 'Seed'
        }

        It 'are those of a sweep that kept models, and refused of one that kept tables' {
            $embedding = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsModel
            $embedding | Export-SneModel $folder/model.npz
            $models = foreach ($seed in 1, 2) { [pscustomobject]@{ Run = $seed; State = 'Completed'; Perplexity = 3; Seed = $seed; Parameters = 'Seed'; Map = "$folder/model.npz" } }
            $models | Export-SnePlot $folder/cost.html -History
            (Get-PageFigure $folder/cost.html).data.name | Should -Be '1', '2'
            $refusal = Get-Refusal { $runs | Export-SnePlot $folder/none.png -History }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidMap,$class"
            $refusal.Exception.Message | Should -BeLike '*run 1 is a table*-ResultType Model*'
        }

        It 'are refused where <Name>' -ForEach @(
            @{ Name = 'there are no runs'; Rows = { [pscustomobject]@{ Y1 = 1; Y2 = 2 } }; With = @{}; Id = 'InvalidMap' }
            @{ Name = 'a map has no history'; Rows = { $maps[0]; Import-SneData $runs[0].Map -WarningAction SilentlyContinue }; With = @{}; Id = 'InvalidMap' }
            @{ Name = 'one run has a caption'; Rows = { $maps[0] }; With = @{ Caption = 'Method' }; Id = 'InvalidOption' }
            @{ Name = 'none has the caption'; Rows = { $maps }; With = @{ Caption = 'none' }; Id = 'ColumnNotFound' }
        ) {
            (Get-Refusal { & $Rows | Export-SnePlot $folder/cost.png -History @With }).FullyQualifiedErrorId | Should -Be "$Id,$class"
            Get-ChildItem $folder | Should -BeNullOrEmpty
        }
    }

    Context 'R_NX' {
        BeforeAll {
            $measures = @($maps | Measure-SneEmbedding -NeighborCount 3 -WarningAction SilentlyContinue)
        }

        It 'of several maps are curves with the areas under them' {
            $measures | Export-SnePlot $folder/rnx.html -Rnx
            $figure = Get-PageFigure $folder/rnx.html
            $figure.data | Should -HaveCount 3
            foreach ($k in 0..2) {
                $figure.data[$k].name | Should -BeLike ('*: ' + $measures[$k].RnxAuc.ToString('0.000', [cultureinfo]::InvariantCulture))
                $figure.data[$k].x | Should -Be (1..10)
                $figure.data[$k].y | Should -Be $measures[$k].Rnx
            }
            $figure.layout.xaxis.type | Should -Be 'log'
        }

        It 'are named by properties that were added' {
            $named = foreach ($k in 0..2) { $measures[$k] | Select-Object *, @{ Name = 'Perplexity'; Expression = { $k + 2 } } -ExcludeProperty Perplexity }
            $named | Export-SnePlot $folder/rnx.svg -Rnx -XScale Linear -Theme Dark
            $texts = Get-DrawingText $folder/rnx.svg
            $texts | Should -Contain 'Perplexity: area'
            @($texts -match '^[234]: 0\.\d{3}$') | Should -HaveCount 3
            Export-SnePlot $folder/again.svg -InputObject $named -Rnx -XScale Linear -Theme Dark
            Get-Content $folder/again.svg -Raw | Should -Be (Get-Content $folder/rnx.svg -Raw)
            $named | Export-Clixml $folder/named.xml
            Import-Clixml $folder/named.xml | Export-SnePlot $folder/kept.svg -Rnx -XScale Linear -Theme Dark
            Get-Content $folder/kept.svg -Raw | Should -Be (Get-Content $folder/rnx.svg -Raw)
        }

        It 'of one map has no legend' {
            $measures[0] | Export-SnePlot $folder/rnx.svg -Rnx -Title one
            Get-DrawingText $folder/rnx.svg | Should -Contain 'one'
            Get-DrawingText $folder/rnx.svg | Should -Not -Contain 'map: area'
        }

        It 'are refused where <Name>' -ForEach @(
            @{ Name = 'there is nothing'; Rows = { }; With = @{}; Id = 'EmptyInput'; Message = '*Measure-SneEmbedding*' }
            @{ Name = 'a map comes'; Rows = { $maps[0] }; With = @{}; Id = 'InvalidMap'; Message = '*Measure-SneEmbedding*' }
            @{ Name = 'there is no property'; Rows = { [pscustomobject]@{ a = 1 } }; With = @{}; Id = 'InvalidMap'; Message = '*Object 1*no property Rnx*' }
            @{ Name = 'a map was measured without data'; Rows = { [pscustomobject]@{ Rnx = $null } }; With = @{}; Id = 'InvalidMap'; Message = '*-Data*' }
            @{ Name = 'a file lost the curve'; Rows = { $measures | ConvertTo-Csv | ConvertFrom-Csv }; With = @{}; Id = 'InvalidMap'; Message = '*not a list of numbers*' }
            @{ Name = 'the list has no numbers'; Rows = { [pscustomobject]@{ Rnx = 'a', 'b' } }; With = @{}; Id = 'InvalidMap'; Message = '*no list of finite numbers*' }
            @{ Name = 'values have no logarithm'; Rows = { [pscustomobject]@{ Rnx = 0.5, -0.5 } }; With = @{ YScale = 'Log' }; Id = 'InvalidOption'; Message = '*logarithmic*' }
            @{ Name = 'it should move'; Rows = { $measures }; With = @{}; Id = 'InvalidOption'; File = 'rnx.gif'; Message = '*do not move*' }
        ) {
            $refusal = Get-Refusal { & $Rows | Export-SnePlot "$folder/$($File ?? 'rnx.png')" -Rnx @With }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $refusal.Exception.Message | Should -BeLike $Message
            Get-ChildItem $folder | Should -BeNullOrEmpty
        }
    }

    Context 'bars' {
        It 'stand for the means of a sweep, as <_>' -ForEach 'png', 'svg', 'html' {
            $runs | Export-SnePlot $folder/cost.$_ -X Perplexity -Y MeanDivergence -Series Method -Bar
            if ($_ -eq 'svg') {
                Get-DrawingText $folder/cost.svg | Should -Contain 'mean and range of 2 rows'
            }
            if ($_ -eq 'html') {
                $figure = Get-PageFigure $folder/cost.html
                $bars = @($figure.data | Where-Object type -EQ 'bar')
                $bars.name | Should -Be 'Sne', 'TSne'
                $figure.layout.xaxis.ticktext | Should -Be '2', '4'
                $expected = foreach ($perplexity in 2, 4) {
                    ($runs | Where-Object { $_.Method -eq 'TSne' -and $_.Perplexity -eq $perplexity } | Measure-Object MeanDivergence -Average).Average
                }
                Measure-Difference $bars[1].y $expected | Should -BeLessThan 1e-12 # the order of two summands
            }
        }

        It 'have no logarithmic axis' {
            foreach ($with in @{ YScale = 'Log' }, @{ XScale = 'Log' }) {
                (Get-Refusal { $runs | Export-SnePlot $folder/cost.png -X Perplexity -Y Seed -Bar @with }).FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            }
        }
    }

    Context 'pages that share a script' {
        It 'are small, and the file is written once' {
            $maps[0] | Export-SnePlot $folder/map.html -SharedScript
            $maps | Export-SnePlot $folder/maps.html -SharedScript
            $maps[0] | Export-SnePlot $folder/run.html -History -SharedScript
            $runs | Export-SnePlot $folder/cost.html -X Perplexity -Y MeanDivergence -SharedScript
            $script = Get-ChildItem $folder -Filter *.js
            $script.Name | Should -BeLike 'plotly-*.min.js'
            $script.Length | Should -BeGreaterThan 3e6
            foreach ($page in Get-ChildItem $folder -Filter *.html) {
                $page.Length | Should -BeLessThan 100e3
                Get-Content $page -Raw | Should -BeLike "*<script src=`"$($script.Name)`" nonce=*"
            }
        }

        It 'keep a script that is there, and refuse another of its name without -Force' {
            $maps[0] | Export-SnePlot $folder/map.html -SharedScript
            $script = Get-ChildItem $folder -Filter *.js
            $script.LastWriteTime = '2020-01-01'
            $maps[0] | Export-SnePlot $folder/again.html -SharedScript
            (Get-Item $script).LastWriteTime.Year | Should -Be 2020
            $hash = (Get-FileHash $script).Hash
            Set-Content $script 'something else'
            $refusal = Get-Refusal { $maps[0] | Export-SnePlot $folder/other.html -SharedScript }
            $refusal.FullyQualifiedErrorId | Should -Be "FileExists,$class"
            $refusal.Exception.Message | Should -BeLike "*$($script.Name)*-Force*"
            "$folder/other.html" | Should -Not -Exist
            $maps[0] | Export-SnePlot $folder/other.html -SharedScript -Force
            (Get-FileHash $script).Hash | Should -Be $hash
            Remove-Item $script
            $maps[0] | Export-SnePlot $folder/map.html -SharedScript -Force
            (Get-FileHash $script).Hash | Should -Be $hash
        }

        It 'are pages, and nothing is written where nothing should be' {
            (Get-Refusal { $maps[0] | Export-SnePlot $folder/map.png -SharedScript }).FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $maps[0] | Export-SnePlot $folder/map.html -SharedScript -WhatIf
            Get-ChildItem $folder -File | Should -BeNullOrEmpty
        }
    }
}
