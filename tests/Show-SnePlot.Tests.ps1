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
        $lines[-1] | Should -BeExactly "$([char] 0x28FF) kind 0 (10)  $([char] 0x28FF) kind 1 (10)  $([char] 0x28FF) kind 2 (10)"
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
        $last | Should -BeLike '0 * 7.25  size'
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
}
