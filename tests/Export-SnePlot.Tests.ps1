Describe 'Export-SnePlot' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ExportSnePlotCommand'
        $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsEmbedding
        $points = foreach ($i in 1..30) { [pscustomobject]@{ Y1 = "$([math]::Cos($i))"; Y2 = "$([math]::Sin($i))"; kind = "kind $($i % 3)"; size = "$($i / 4)"; note = "<b>note</b> $i" } }

        function Get-FileName([string] $Folder) {
            Get-ChildItem $Folder -Force -Name
        }

        # Width and height of a PNG file.
        function Get-PngSize([string] $Path) {
            $bytes = Get-Content $Path -AsByteStream -Raw
            [System.Text.Encoding]::ASCII.GetString($bytes, 1, 3) | Should -BeExactly 'PNG'
            256 * $bytes[18] + $bytes[19]
            256 * $bytes[22] + $bytes[23]
        }

        # The texts of a drawing, in order.
        function Get-SvgText([string] $Path) {
            $svg = [xml] (Get-Content $Path -Raw)
            $svg.GetElementsByTagName('text') | ForEach-Object { $_.InnerText.Trim() }
        }

        # The columns that a page holds.
        function Get-PageColumn([string] $Path) {
            $page = Get-Content $Path -Raw
            $json = $page.Substring($page.IndexOf('id="columns">') + 13)
            $json = $json.Substring(0, $json.IndexOf('</script>'))
            [System.Text.Json.JsonDocument]::Parse($json).RootElement.EnumerateArray() | ForEach-Object { $_.GetProperty('name').GetString() }
        }
    }

    BeforeEach {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item $folder -ItemType Directory -Force
    }

    Context 'the file' {
        It 'is a PNG of the size asked for' {
            $points | Export-SnePlot $folder/map.png -Width 300 -Height 200
            Get-PngSize $folder/map.png | Should -Be 300, 200
        }

        It 'is an SVG with a legend under the name of the column, ordered by name, or by size as asked for' {
            $points[0..27] | Export-SnePlot $folder/map.svg -Title 'a <title>'
            $texts = Get-SvgText $folder/map.svg
            $texts | Should -Contain 'a <title>'
            $texts | Should -Contain 'kind'
            @($texts -like 'kind * (*)') | Should -Be 'kind 0 (9)', 'kind 1 (10)', 'kind 2 (9)'
            $points[0..27] | Export-SnePlot $folder/size.svg -LegendOrder Size
            @((Get-SvgText $folder/size.svg) -like 'kind * (*)') | Should -Be 'kind 1 (10)', 'kind 0 (9)', 'kind 2 (9)'
            $points[0..27] | Export-SnePlot $folder/none.svg -NoLegend -NoLabel
            @((Get-SvgText $folder/none.svg) -like 'kind*') | Should -BeNullOrEmpty
        }

        It 'is as wide and high as the map needs unless both are given' {
            $long = foreach ($i in 0..20) { [pscustomobject]@{ Y1 = $i; Y2 = 3 * ($i % 2) } }
            $long | Export-SnePlot $folder/free.png
            $width, $height = Get-PngSize $folder/free.png
            $width | Should -Be 1000
            $height | Should -BeLessThan 400
            $long | Export-SnePlot $folder/wide.png -Width 500
            (Get-PngSize $folder/wide.png)[0] | Should -Be 500
            $long | Export-SnePlot $folder/given.png -Width 500 -Height 450
            Get-PngSize $folder/given.png | Should -Be 500, 450
        }

        It 'is a page that holds its script, and the columns asked for' {
            $points | Export-SnePlot $folder/map.html -HoverProperty note, s*
            $page = Get-Content "$folder/map.html" -Raw
            $page | Should -BeLike '*plotly.js v*'
            $page | Should -Not -BeLike '*<script src*'
            $page | Should -Not -BeLike '*<b>note</b>*'
            Get-PageColumn $folder/map.html | Should -Be 'kind', 'note', 'size'
        }

        It 'shows an embedding with its label' {
            $map | Export-SnePlot $folder/map.html
            Get-PageColumn $folder/map.html | Should -Be 'name'
        }

        It 'shows the history of a run as <_>' -ForEach '.png', '.svg', '.html' {
            $run = New-TestRow | Invoke-SneEmbedding -Method TSne -Perplexity 3 -MaxIteration 30 -EarlyExaggeration 4 -EarlyExaggerationIteration 10 -AsEmbedding
            $run | Export-SnePlot $folder/run$_ -History
            $text = Get-Content "$folder/run$_" -Raw
            if ($_ -ne '.png') {
                $text | Should -BeLike '*exaggeration x 4*descent*'
            }
            $text.Length | Should -BeGreaterThan 5000
        }

        It 'shows a map of <_> dimensions' -ForEach 1, 3 {
            $rows = foreach ($i in 1..20) {
                $row = [ordered]@{ kind = $i % 2 }
                foreach ($c in 1..$_) { $row["Y$c"] = [math]::Sin($c * $i) }
                [pscustomobject] $row
            }
            foreach ($format in 'png', 'svg', 'html') {
                $rows | Export-SnePlot $folder/map.$format
            }
            Get-FileName $folder | Should -HaveCount 3
        }

        It 'is given back with -PassThru only' {
            $points | Export-SnePlot $folder/a.png | Should -BeNullOrEmpty
            ($points | Export-SnePlot $folder/b.png -PassThru).FullName | Should -Be (Get-Item "$folder/b.png").FullName
        }
    }

    Context 'the colors' {
        It 'are those of the column asked for' {
            $points | Export-SnePlot $folder/size.html -Color SIZE
            Get-PageColumn $folder/size.html | Should -Be 'size'
            Get-Content "$folder/size.html" -Raw | Should -BeLike '*colorscale*'
        }

        It 'are a scale or categories as asked for' {
            $points | Export-SnePlot $folder/category.html -Color size -ColorKind Category
            Get-Content "$folder/category.html" -Raw | Should -BeLike '*0.25 (1)*'
            $refusal = Get-Refusal { $points | Export-SnePlot $folder/number.html -Color kind -ColorKind Number }
            $refusal.FullyQualifiedErrorId | Should -Be "NotANumber,$class"
            $refusal.TargetObject.kind | Should -Be 'kind 1'
        }

        It 'follow the theme' {
            $points | Export-SnePlot $folder/dark.svg -Theme Dark
            Get-Content "$folder/dark.svg" -Raw | Should -BeLike '*#181A1F*'
        }

        It 'of a column that is not there are refused' {
            foreach ($with in @{ Color = 'none' }, @{ HoverProperty = 'none*' }) {
                $refusal = Get-Refusal { $points | Export-SnePlot $folder/map.html @with }
                $refusal.FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
                $refusal.Exception.Message | Should -BeLike '*none*kind, size, note*'
            }
            Get-FileName $folder | Should -BeNullOrEmpty
        }
    }

    Context 'the colors of any column and measure' {
        BeforeAll {
            $random = [random]::new(1)
            $source = foreach ($i in 1..60) {
                [pscustomobject]@{ length = $i + $random.NextDouble(); width = 100 * ($i % 4) + $random.NextDouble(); height = $random.NextDouble(); depth = $random.NextDouble(); kind = "kind $($i % 4)"; revenue = $i % 9 ? [math]::Exp($i / 6) : 'n/a'; day = "2024-$('{0:00}' -f (1 + $i % 12))-15"; spare = $i / 7 }
            }
            $with = @{ Perplexity = 5; MaxIteration = 30; AsEmbedding = $true; Property = 'length', 'width', 'height', 'depth'; Label = 'kind', 'revenue', 'day' }
            $embedding = $source | Invoke-SneEmbedding @with
            $standard = $source | Invoke-SneEmbedding @with -Standardize
            $components = $source | Invoke-SneEmbedding @with -PrincipalComponent 3 -WarningAction SilentlyContinue
        }

        It 'show a column that was embedded, as it was before it was scaled' {
            foreach ($map in $embedding, $standard, $components) {
                $map | Export-SnePlot $folder/length.html -Color LENGTH -Force
                $page = Get-Content $folder/length.html -Raw
                $json = $page.Substring($page.IndexOf('id="columns">') + 13)
                $column = ($json.Substring(0, $json.IndexOf('</script>')) | ConvertFrom-Json -NoEnumerate)[0]
                $column.name | Should -Be 'length'
                foreach ($i in 0, 31, 59) {
                    # To twelve digits, where it was scaled and scaled back.
                    [double] $column.texts[$column.codes[$i]] | Should -BeGreaterThan ($source[$i].length - 1e-9)
                    [double] $column.texts[$column.codes[$i]] | Should -BeLessThan ($source[$i].length + 1e-9)
                }
            }
        }

        It 'show <_>, which is computed where only its name is given' -ForEach 'Recall', 'Score', 'Divergence', 'Silhouette' {
            $embedding | Export-SnePlot $folder/measure.html -Color $_
            $page = Get-Content $folder/measure.html -Raw
            $json = $page.Substring($page.IndexOf('id="columns">') + 13)
            $column = ($json.Substring(0, $json.IndexOf('</script>')) | ConvertFrom-Json -NoEnumerate)[0]
            $quality = $embedding | Measure-SneEmbedding -Label kind
            $column.name | Should -BeExactly $_
            foreach ($i in 0, 31, 59) {
                [double] $column.texts[$column.codes[$i]] | Should -Be $quality.Points[$i].$_
            }
        }

        It 'show measures of rows, of further rows, and those that were found before' {
            $source | Invoke-SneEmbedding -Property length, width, height -Perplexity 5 -MaxIteration 30 | Export-SnePlot $folder/rows.svg -Color Recall
            Get-SvgText $folder/rows.svg | Should -Contain 'Recall'
            $points | Export-SnePlot $folder/data.svg -Color Recall -Data ($source | Select-Object -First 30 length, width)
            Get-SvgText $folder/data.svg | Should -Contain 'Recall'
            $quality = $embedding | Measure-SneEmbedding -SampleCount 20
            $embedding | Export-SnePlot $folder/sample.svg -Color Recall -Quality $quality
            Get-SvgText $folder/sample.svg | Should -Contain '(none) (40)'
        }

        It 'show a column that was left out, of -Data' {
            $refusal = Get-Refusal { $embedding | Export-SnePlot $folder/spare.svg -Color spare }
            $refusal.FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
            $refusal.Exception.Message | Should -BeLike '*spare*length, width*Recall*-Data*'
            $embedding | Export-SnePlot $folder/spare.svg -Color spare -Data $source
            Get-SvgText $folder/spare.svg | Should -Contain 'spare'
            (Get-Refusal { $embedding | Export-SnePlot $folder/few.svg -Color spare -Data $source[0..9] }).FullyQualifiedErrorId | Should -Be "RowCountMismatch,$class"
        }

        It 'are a scale for numbers with some text, logarithmic and cut as asked for' {
            $embedding | Export-SnePlot $folder/revenue.svg -Color revenue -ColorScale Log -ColorLimit p5, 1000 -Theme Dark
            $texts = Get-SvgText $folder/revenue.svg
            $texts | Should -Contain 'revenue'
            $texts | Should -Contain 'n/a (6)'
            $texts | Should -Contain "$([char] 0x2265) 1000"
            @($texts -match "^($([char] 0x2264) |$([char] 0x2265) )?[0-9]+$").Count | Should -BeLessOrEqual 18
        }

        It 'are a scale of dates' {
            $embedding | Export-SnePlot $folder/day.svg -Color day -ColorLimit ([datetime] '2024-03-01'), '2024-10-01'
            Get-SvgText $folder/day.svg | Should -Contain "$([char] 0x2265) 2024-10-01"
            Get-SvgText $folder/day.svg | Should -Contain '2024-07-01'
        }

        It 'are those of a palette' {
            $points | Export-SnePlot $folder/own.svg -Palette teal, '#123456', tomato -PointSize 11 -Opacity 0.5
            $svg = Get-Content $folder/own.svg -Raw
            foreach ($color in 'teal|#008080', '#123456', 'tomato|#FF6347') {
                $svg | Should -Match $color
            }
            $svg | Should -Match 'stroke-width="11"'
            $svg | Should -Match 'stroke-opacity="0.50'
        }

        It 'refuse <Name>' -ForEach @(
            @{ Name = 'limits of categories'; With = @{ Color = 'kind'; ColorLimit = 0, 1 }; Id = 'NotANumber' }
            @{ Name = 'limits in the wrong order'; With = @{ Color = 'size'; ColorLimit = 3, 1 }; Id = 'InvalidOption' }
            @{ Name = 'one limit'; With = @{ Color = 'size'; ColorLimit = 3 }; Id = 'InvalidOption' }
            @{ Name = 'a palette that is none'; With = @{ Palette = 'Ocean sunset' }; Id = 'InvalidOption' }
            @{ Name = 'a range that is none'; With = @{ XLimit = 1, 0 }; Id = 'InvalidOption' }
            @{ Name = 'a measure without data'; With = @{ Color = 'Divergence' }; Id = 'InvalidOption' }
        ) {
            (Get-Refusal { $points | Export-SnePlot $folder/map.png @With }).FullyQualifiedErrorId | Should -Be "$Id,$class"
            Get-FileName $folder | Should -BeNullOrEmpty
        }

        It 'and the limits hold for several maps' {
            $embedding, $standard | Export-SnePlot $folder/maps.svg -Color length -ColorLimit 10, 50 -Palette Magma -XLimit -1000, 1000
            Get-SvgText $folder/maps.svg | Should -Contain "$([char] 0x2265) 50"
        }
    }

    Context 'a file that is there' {
        It 'is refused and not touched without -Force, and replaced with it' {
            Set-Content "$folder/map.png" 'precious' -NoNewline
            $refusal = Get-Refusal { $points | Export-SnePlot $folder/map.png }
            $refusal.FullyQualifiedErrorId | Should -Be "FileExists,$class"
            $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
            $points | Export-SnePlot $folder/map.png -Force -WhatIf
            Get-Content "$folder/map.png" -Raw | Should -BeExactly 'precious'
            $points | Export-SnePlot $folder/map.png -Force
            (Get-PngSize $folder/map.png)[1] | Should -Be 800
            Get-FileName $folder | Should -Be 'map.png'
        }
    }

    Context 'the path' {
        It 'is refused if <Name>' -ForEach @(
            @{ Name = 'the folder is missing'; Path = 'none/map.png'; Id = 'FileUnwritable'; Message = '*no folder*none*' }
            @{ Name = 'it is a folder'; Path = 'folder.png'; Id = 'PathIsFolder'; Message = '*is a folder*' }
            @{ Name = 'it ends like another format'; Path = 'map.pdf'; Id = 'UnknownFormat'; Message = '*.png, .svg or .html*' }
            @{ Name = 'it has no ending'; Path = 'map'; Id = 'UnknownFormat'; Message = '*.png, .svg or .html*' }
        ) {
            $null = New-Item "$folder/folder.png" -ItemType Directory -Force
            $refusal = Get-Refusal { $points | Export-SnePlot "$folder/$Path" -Force }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $refusal.TargetObject | Should -Be "$folder/$Path"
            $refusal.Exception.Message | Should -BeLike $Message
        }

        It 'may have brackets, and is refused if it is not in the file system' {
            $points | Export-SnePlot -LiteralPath $folder/x[1].png
            Get-FileName $folder | Should -Be 'x[1].png'
            { $points | Export-SnePlot Variable:map.png } | Should -Throw -ErrorId "PathNotFile,$class"
        }
    }

    Context 'the input' {
        It 'is refused if it is <Name>' -ForEach @(
            @{ Name = 'empty'; Rows = { @() }; Id = 'EmptyInput'; Message = '*Y1*' }
            @{ Name = 'no map'; Rows = { New-TestRow }; Id = 'InvalidMap'; Message = '*no column Y1*a, b, c, name*' }
            @{ Name = 'a map with a gap'; Rows = { [pscustomobject]@{ Y1 = 1; Y2 = 2 }; [pscustomobject]@{ Y1 = 1; Y2 = 'x' } }; Id = 'InvalidMap'; Message = "*Row 2, column 'Y2'*'x'*" }
            @{ Name = 'of too many dimensions'; Rows = { [pscustomobject]@{ Y1 = 1; Y2 = 2; Y3 = 3; Y4 = 4 } }; Id = 'DimensionOutOfRange'; Message = '*4 dimensions*1, 2 or 3*' }
            @{ Name = 'a text'; Rows = { 'text' }; Id = 'NotARow'; Message = "*the text 'text'*" }
        ) {
            $rows = @(& $Rows)
            $refusal = Get-Refusal { $rows | Export-SnePlot $folder/map.png }
            $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $refusal.Exception.Message | Should -BeLike $Message
            Get-FileName $folder | Should -BeNullOrEmpty
        }

        It 'may be a map that Export-Csv wrote where numbers have commas' {
            $csv = Invoke-WithComma {
                $map | ForEach-Object { for ($i = 0; $i -lt $_.Count; $i++) { [pscustomobject]@{ Y1 = $_.Map[$i, 0]; Y2 = $_.Map[$i, 1]; kind = "k$i" } } } | Export-Csv $folder/map.csv
                Get-Content $folder/map.csv
            }
            $csv[1] | Should -BeLike '"*,*","*,*","k0"'
            $data = Import-SneData $folder/map.csv
            $data.Values.Values | Should -Be $map.Map.Values
            foreach ($culture in 'de-DE', 'en-US') {
                Import-Csv $folder/map.csv | Export-SnePlot "$folder/rows-$culture.svg"
                $data | Export-SnePlot "$folder/data-$culture.svg"
                Import-Csv $folder/map.csv | Show-SnePlot | Should -Not -BeNullOrEmpty
                Get-Content "$folder/rows-$culture.svg" -Raw | Should -Be (Get-Content "$folder/data-$culture.svg" -Raw)
            }
            $map | Export-SnePlot $folder/numbers.svg
        }

        It 'is refused with row and column where <Name>, as rows and as a file' -ForEach @(
            @{ Name = 'a coordinate is a text'; Text = "Y1,Y2,a`nx,1,1`ny,2,2`n"; Place = "*Row 1, column 'Y1'*'x'*" }
            @{ Name = 'a coordinate is empty'; Text = "Y1,Y2,a`n1,,1`n2,,2`n"; Place = "*Row 1, column 'Y2'*nothing*" }
            @{ Name = 'one is another notation than the rest'; Text = "Y1;Y2;a`n1.5;2.5;1`n1.25;`"2,25`";2`n1.5;3.5;2`n"; Place = "*column 'Y2'*'2,25'*" }
            @{ Name = 'nothing tells the notation'; Text = "Y1;Y2;a`n`"1,234`";1;1`n`"2,345`";2;2`n"; Place = "*column 'Y1'*'1,234'*" }
        ) {
            $path = Write-TestFile bad.csv $Text
            $delimiter = $Text.Contains(';') ? ';' : ','
            foreach ($command in 'Export-SnePlot', 'Show-SnePlot') {
                $with = $command -eq 'Show-SnePlot' ? @{} : @{ Path = "$folder/bad.svg" }
                $refusal = Get-Refusal { Import-Csv $path -Delimiter $delimiter | & $command @with }
                $refusal.FullyQualifiedErrorId | Should -BeLike 'InvalidMap,*'
                $refusal.Exception.Message | Should -BeLike $Place
            }
        }

        It 'is refused with row and column where a data set has its coordinates as labels' {
            $data = Import-SneData (Write-TestFile bad.csv "Y1,Y2,a`nx,1,1`ny,2,2`n")
            $refusal = Get-Refusal { $data | Export-SnePlot $folder/bad.svg }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidMap,$class"
            $refusal.Exception.Message | Should -BeLike "*Row 1, column 'Y1'*'x'*"
        }

        It 'has a history only as an embedding' {
            { $points | Export-SnePlot $folder/map.png -History } | Should -Throw -ErrorId "InvalidMap,$class"
        }

        It 'cannot be pointed at in a picture' {
            { $points | Export-SnePlot $folder/map.png -HoverProperty note } | Should -Throw -ErrorId "InvalidOption,$class"
        }
    }

    Context 'what moves' {
        BeforeAll {
            $run = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -SnapshotInterval 5 -AsEmbedding
            $latin = [System.Text.Encoding]::Latin1

            # The chunks of a PNG file by their names.
            function Get-PngChunk([string] $Path) {
                $bytes = Get-Content $Path -AsByteStream -Raw
                for ($at = 8; $at -lt $bytes.Length; $at += 12 + $length) {
                    $length = 16777216 * $bytes[$at] + 65536 * $bytes[$at + 1] + 256 * $bytes[$at + 2] + $bytes[$at + 3]
                    $latin.GetString($bytes, $at + 4, 4)
                }
            }
        }

        It 'is a GIF with a frame for every map, and its size and time' {
            $run | Export-SnePlot $folder/run.gif -Width 300 -Height 200 -FrameRate 20
            $text = $latin.GetString((Get-Content $folder/run.gif -AsByteStream -Raw))
            $text.Substring(0, 6) | Should -BeExactly 'GIF89a'
            [int] $text[6] + 256 * [int] $text[7] | Should -Be 300
            [int] $text[8] + 256 * [int] $text[9] | Should -Be 200
            $controls = [regex]::Matches($text, "!\xF9\x04\x04(..)\x00\x00,", 'Singleline')
            $run.Snapshots.Count | Should -Be 5
            @($controls | ForEach-Object { [int] $_.Groups[1].Value[0] }) | Should -Be 5, 5, 5, 5, 200
        }

        It 'is an animated PNG as .apng, and as .png with -Animate; a .png stays still' {
            $run | Export-SnePlot $folder/run.apng -Width 200 -Height 150
            $run | Export-SnePlot $folder/run.png -Width 200 -Height 150 -Animate
            $run | Export-SnePlot $folder/still.png -Width 200 -Height 150
            foreach ($name in 'run.apng', 'run.png') {
                @(Get-PngChunk $folder/$name) -ceq 'fcTL' | Should -HaveCount 5
            }
            @(Get-PngChunk $folder/still.png) -ceq 'acTL' | Should -BeNullOrEmpty
        }

        It 'is a page that plays, of a model as well; a page of one map has nothing to play' {
            $model = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -SnapshotInterval 5 -AsModel
            foreach ($moving in $run, $model) {
                $moving | Export-SnePlot $folder/run.html -Force -FrameRate 4
                $page = Get-Content $folder/run.html -Raw
                $json = $page.Substring($page.IndexOf('id="movie">') + 11)
                $movie = $json.Substring(0, $json.IndexOf('</script>')) | ConvertFrom-Json
                $movie.rate | Should -Be 4
                $movie.frames.caption | Should -HaveCount 5
                $movie.frames[2].caption | Should -BeLike 'iteration 10 of 20, divergence *'
            }
            $map | Export-SnePlot $folder/still.html
            Get-Content $folder/still.html -Raw | Should -Not -BeLike '*id="movie"*'
        }

        It 'draws one of the maps on the way' {
            $run.Snapshots[2] | Export-SnePlot $folder/on-the-way.html
            Get-PageColumn $folder/on-the-way.html | Should -Be 'name'
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'a film of one map'; Path = 'run.gif'; Options = @{}; Still = $true; Id = 'InvalidMap' }
            @{ Name = 'a moving page of one map'; Path = 'run.html'; Options = @{ Animate = $true }; Still = $true; Id = 'InvalidMap' }
            @{ Name = 'a moving drawing'; Path = 'run.svg'; Options = @{ Animate = $true }; Id = 'InvalidOption' }
            @{ Name = 'the speed of a still picture'; Path = 'run.png'; Options = @{ FrameRate = 5 }; Id = 'InvalidOption' }
            @{ Name = 'a history that moves'; Path = 'run.gif'; Options = @{ History = $true }; Id = 'InvalidOption' }
        ) {
            $shown = $Still ? $map : $run
            { $shown | Export-SnePlot "$folder/$Path" @Options } | Should -Throw -ErrorId "$Id,$class"
            Get-FileName $folder | Should -BeNullOrEmpty
        }
    }
}
