Describe 'Show-SnePlot' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ShowSnePlotCommand'
        $points = foreach ($i in 0..29) { [pscustomobject]@{ Y1 = 10 * ($i % 3) + [math]::Cos($i); Y2 = [math]::Sin($i); kind = "kind $($i % 3)"; size = $i / 4 } }
        $escape = [char] 27
    }

    It 'writes lines of text to the pipeline, with names and a legend' {
        $lines = @($points | Show-SnePlot -Width 60 -OutputRendering PlainText -Title 'three kinds')
        $lines | Should -BeOfType ([string])
        $lines[0] | Should -BeExactly 'three kinds'
        $lines[-1] | Should -BeExactly "kind:  $([char] 0x28FF) kind 0 (10)  $([char] 0x28FF) kind 1 (10)  $([char] 0x28FF) kind 2 (10)"
        $drawing = $lines[1..($lines.Count - 2)] -join ''
        foreach ($name in 'kind 0', 'kind 1', 'kind 2') {
            $drawing | Should -BeLike "*$name*"
        }
        $drawing.ToCharArray() | Where-Object { $_ -gt [char] 0x2800 -and $_ -le [char] 0x28FF } | Should -Not -BeNullOrEmpty
    }

    It 'keeps to width and height' {
        foreach ($width in 8, 33, 120) {
            $lines = @($points | Show-SnePlot -Width $width -Height 5 -OutputRendering PlainText -Color size)
            $lines | ForEach-Object { $_.Length } | Where-Object { $_ -gt [math]::Max($width, 40) } | Should -BeNullOrEmpty
            $lines.Count | Should -BeLessOrEqual 6
        }
    }

    It 'has no color where output is not a terminal, unless asked for' {
        "$($points | Show-SnePlot)" | Should -Not -BeLike "*$escape*"
        "$($points | Show-SnePlot -OutputRendering Ansi)" | Should -BeLike "*$escape``[38;*"
    }

    It 'shows numbers as a scale' {
        $last = @($points | Show-SnePlot -Color size -Width 60 -OutputRendering PlainText)[-1]
        $last | Should -BeLike 'size: 0 * 7.25'
    }

    It 'shows dates, logarithms, limits, and cells without a number' {
        $dates = foreach ($i in 0..29) { [pscustomobject]@{ Y1 = $i; Y2 = 3 * ($i % 5); day = "2024-01-$('{0:00}' -f ($i + 1))"; size = $i -eq 3 ? 'n/a' : 1 + $i / 4 } }
        @($dates | Show-SnePlot -Color day -Width 70 -OutputRendering PlainText)[-1] | Should -BeLike 'day: 2024-01-01 * 2024-01-30'
        @($dates | Show-SnePlot -Color size -ColorScale Log -ColorLimit 2, p100 -Width 70 -OutputRendering PlainText)[-1] | Should -BeLike "size: $([char] 0x2264) 2 * 8.25 (log) * n/a (1)"
        @($dates | Show-SnePlot -NoLegend -Width 70 -OutputRendering PlainText) -join '' | Should -Not -BeLike '*day*'
        $all = ($points | Show-SnePlot -NoLegend -NoLabel -Width 60 -OutputRendering PlainText) -join ''
        $part = ($points | Show-SnePlot -NoLegend -NoLabel -XLimit 5, 15 -Width 60 -OutputRendering PlainText) -join ''
        $part.Length | Should -BeGreaterThan 0
        $part | Should -Not -Be $all
        $all | Should -Not -BeLike '*kind*'
    }

    It 'shows an embedding by a measure and by a column that was embedded' {
        $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsEmbedding
        @($map | Show-SnePlot Recall -ColorKind Number -Width 60 -OutputRendering PlainText)[-1] | Should -BeLike 'Recall: *'
        @($map | Show-SnePlot a -ColorKind Number -Width 60 -OutputRendering PlainText)[-1] | Should -BeLike 'a: *'
    }

    It 'shows an embedding, rows of numbers, and maps of 1 and 3 dimensions' {
        $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsEmbedding
        $map | Show-SnePlot -Width 60 | Should -Not -BeNullOrEmpty
        , @(1, 2), @(2, 3) | Show-SnePlot -Width 60 | Should -Not -BeNullOrEmpty
        $points | ForEach-Object { [pscustomobject]@{ Y1 = $_.Y1 } } | Show-SnePlot -Width 60 | Should -Not -BeNullOrEmpty
        @($points | ForEach-Object { [pscustomobject]@{ Y1 = $_.Y1; Y2 = $_.Y2; Y3 = $_.size } } | Show-SnePlot -Width 60)[-1] | Should -BeLike 'Y1 right*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'no rows'; Rows = { @() }; Id = 'EmptyInput' }
        @{ Name = 'rows that are no map'; Rows = { New-TestRow }; Id = 'InvalidMap' }
        @{ Name = 'a single number'; Rows = { 7 }; Id = 'NotARow' }
    ) {
        $rows = @(& $Rows)
        { $rows | Show-SnePlot } | Should -Throw -ErrorId "$Id,$class"
    }

    It 'refuses a column that is not there' {
        $refusal = Get-Refusal { $points | Show-SnePlot -Color none }
        $refusal.FullyQualifiedErrorId | Should -Be "ColumnNotFound,$class"
        $refusal.Exception.Message | Should -BeLike "*'none'*kind, size*"
    }

    Context 'live' {
        BeforeAll {
            $run = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -SnapshotInterval 5 -AsEmbedding
        }

        It 'passes on the embedding that the maps lead to, and no lines' {
            $shown = @(New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -AsSnapshot | Show-SnePlot -Live -OutputRendering PlainText)
            $shown | Should -HaveCount 1
            $shown[0] | Should -BeOfType ([SneTools.Embedding])
            $shown[0].Snapshots.Iteration | Should -Be 0, 10, 20
            New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsSnapshot -AsModel | Show-SnePlot -Live | Should -BeOfType ([SneTools.SneModel])
        }

        It 'draws the last map alone, without codes, where output is no terminal' {
            $file = "$TestDrive/run.npz"
            New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -SnapshotInterval 5 -AsModel | Export-SneModel $file
            $lines = @(& "$PSScriptRoot/Invoke-PowerShell.ps1" -Command "Import-Module '$PSScriptRoot/../output/SneTools'; Import-SneModel '$file' | Show-SnePlot -Live | Out-Null")
            @($lines -like 'iteration *') | Should -Be @($lines -like 'iteration 20 of 20, divergence *')
            @($lines -like 'iteration *') | Should -HaveCount 1
            "$lines" | Should -Not -BeLike "*$escape*"
        }

        It 'draws every map over the one before on a terminal, and leaves the cursor below' -Skip:(-not ($IsLinux -and (Get-Command script -CommandType Application -ErrorAction Ignore))) {
            $file = "$TestDrive/terminal.npz"
            New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 20 -SnapshotInterval 5 -AsModel | Export-SneModel $file
            $library = @(if ((Split-Path ([Environment]::ProcessPath) -LeafBase) -eq 'dotnet') { "'$PSHOME/pwsh.dll'" })
            Set-Content "$TestDrive/terminal.ps1" "Import-Module '$PSScriptRoot/../output/SneTools'; `$null = Import-SneModel '$file' | Show-SnePlot -Live -Width 40; 'after'"
            $text = (& script -qec "stty rows 24 cols 80; TERM=xterm '$([Environment]::ProcessPath)' $library -NoProfile -File '$TestDrive/terminal.ps1'" /dev/null) -join "`n"
            [regex]::Matches($text, 'iteration \d+ of 20').Value | Should -Be (0, 5, 10, 15, 20).ForEach({ "iteration $_ of 20" })
            $heights = [regex]::Matches($text, "$escape\[(\d+)A").ForEach({ [int] $_.Groups[1].Value })
            $heights | Should -HaveCount 4
            $heights | Where-Object { $_ -gt 23 } | Should -BeNullOrEmpty
            $text | Should -Not -BeLike "*$escape``[?25l*after*"
            $text.Substring($text.LastIndexOf('iteration 20')) | Should -BeLike '*after*'
        }

        It 'refuses <Name>' -ForEach @(
            @{ Name = 'a map that kept no others'; Shown = { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsEmbedding } }
            @{ Name = 'rows'; Shown = { $points } }
        ) {
            $shown = @(& $Shown)
            $refusal = Get-Refusal { $shown | Show-SnePlot -Live }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidMap,$class"
            $refusal.Exception.Message | Should -BeLike '*SnapshotInterval*'
        }
    }
}
