# A column that decides alone is named before somebody believes the map; a map's classes are not taken for its data.
Describe 'A column that holds nearly all of the variance' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $wine = Import-SneData "$dataFolder/wine.csv" -Label cultivar -WarningAction SilentlyContinue
        $text = "The column 'proline' holds 99.8 % of the variance of 13 columns: it decides nearly alone which rows are near each other. Use -Standardize to let all columns weigh the same, or -Standardize:`$false to say that this is meant."
        $short = @{ MaxIteration = 2; AsEmbedding = $true }
        function Get-Warning([scriptblock] $Script) {
            $said = & $Script 3>&1 | Where-Object { $_ -is [System.Management.Automation.WarningRecord] } | ForEach-Object Message
            @(@($said) -like '*of the variance of*')
        }
    }

    It 'is named, by every cmdlet that takes distances between rows' {
        Get-Warning { $wine | Invoke-SneEmbedding @short } | Should -BeExactly $text
        Get-Warning { $wine | Get-SneNeighbor } | Should -BeExactly $text
        Get-Warning { $wine | Get-SneProbability } | Should -BeExactly $text
        Get-Warning { New-SneSweep "$TestDrive/sweep" "$dataFolder/wine.csv" @{ Method = 'Sne', 'TSne' } -Label cultivar } | Should -BeExactly "wine.csv: $text"
        ($wine | Invoke-SneEmbedding @short -WarningAction SilentlyContinue).Warnings | Should -Contain $text
    }

    It 'and is what costs the map its classes' {
        $quality = foreach ($standardize in $false, $true) {
            $wine | Invoke-SneEmbedding -Method TSne -MaxIteration 250 -Standardize:$standardize -AsEmbedding -WarningAction SilentlyContinue | Measure-SneEmbedding
        }
        $quality[0].NeighborAccuracy | Should -BeLessThan 0.75
        $quality[1].NeighborAccuracy | Should -BeGreaterThan 0.9
    }

    It 'is not, where it is meant, or weighs no more than the others' {
        $graph = $wine | Get-SneNeighbor -NeighborCount 90 -AsGraph -WarningAction SilentlyContinue
        foreach ($with in @{ Standardize = $true }, @{ Standardize = $false }, @{ Metric = 'Cosine' }, @{ Metric = 'Canberra' }, @{ ExcludeProperty = 'proline' }, @{ NeighborGraph = $graph }) {
            Get-Warning { $wine | Invoke-SneEmbedding @short @with } | Should -BeNullOrEmpty -Because "$($with.Keys) $($with.Values)"
        }
        Get-Warning { New-SneSweep "$TestDrive/standard" "$dataFolder/wine.csv" @{ Standardize = $true } } | Should -BeNullOrEmpty
    }

    It 'is not in data of one unit: <_>' -ForEach 'iris.csv', 'digits.csv' {
        Get-Warning { Import-SneData "$dataFolder/$_" -First 200 | Invoke-SneEmbedding @short } | Should -BeNullOrEmpty
    }

    It 'may be two or three of many' {
        $rows = foreach ($i in 1..60) {
            $row = [ordered]@{}
            foreach ($k in 1..24) { $row["c$k"] = [math]::Sin($i * $k) * $(if ($k -le 2) { 100 } else { 1 }) }
            [pscustomobject] $row
        }
        Get-Warning { $rows | Invoke-SneEmbedding @short } | Should -BeLike "The columns 'c?', 'c?' hold 99.9 % of the variance of 24 columns: they decide nearly alone *"
        Get-Warning { $rows | Select-Object c1, c2, c3, c4 | Invoke-SneEmbedding @short } | Should -BeNullOrEmpty
    }

    It 'is none beside constant columns, or categories' {
        $rows = foreach ($i in 1..30) { [pscustomobject]@{ x = 100 * [math]::Sin($i); one = 1; kind = 'a', 'b', 'c' | Select-Object -Index ($i % 3) } }
        Get-Warning { $rows | Invoke-SneEmbedding @short -Categorical kind } | Should -BeNullOrEmpty
    }

    It 'is found in numbers as large as there are' {
        $rows = foreach ($i in 1..30) { [pscustomobject]@{ x = 1e307 * [math]::Sin($i); y = [math]::Cos($i); z = $i % 7 } }
        Get-Warning { $rows | Get-SneNeighbor } | Should -BeLike "The column 'x' holds more than 99.9 % of the variance of 3 columns*"
    }
}

Describe 'The own file of a map' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $map = Import-SneData "$dataFolder/wine.csv" -Label cultivar -WarningAction SilentlyContinue | Invoke-SneEmbedding -Method TSne -Standardize -MaxIteration 60 -AsEmbedding -WarningAction SilentlyContinue
        $map | Export-SneEmbedding "$TestDrive/map.csv"
        $expected = $map | Measure-SneEmbedding
    }

    It 'is measured by its classes, though they are spelled as numbers' {
        foreach ($rows in { Import-Csv "$TestDrive/map.csv" }, { Import-SneData "$TestDrive/map.csv" }) {
            $quality = & $rows | Measure-SneEmbedding -WarningVariable warned -WarningAction SilentlyContinue
            $quality.Label | Should -BeExactly 'cultivar'
            $quality.Trustworthiness | Should -BeNullOrEmpty
            [math]::Abs($quality.NeighborAccuracy - $expected.NeighborAccuracy) | Should -BeLessThan 1e-12
            "$warned" | Should -BeLike "*The column 'cultivar' is taken for classes and not for data of a map of 2 dimensions. Name data by -Property*"
        }
    }

    It 'has data where they are named, or as many columns of numbers as the map has dimensions' {
        (Import-Csv "$TestDrive/map.csv" | Measure-SneEmbedding -Property cultivar -WarningAction SilentlyContinue).Trustworthiness | Should -BeGreaterThan 0.3
        $rows = foreach ($i in 1..40) { [pscustomobject]@{ x = [math]::Sin($i); y = [math]::Cos(2 * $i); Y1 = [math]::Sin($i); Y2 = [math]::Cos(2 * $i) } }
        # The names of columns do not tell y from Y1; their numbers are those of the map.
        ($rows | Measure-SneEmbedding -WarningAction SilentlyContinue).Trustworthiness | Should -Be 1
    }

    It 'may have two columns of classes' {
        $rows = foreach ($i in 1..60) { [pscustomobject]@{ group = $i % 3; batch = $i % 4; Y1 = $i % 3 + [math]::Sin($i) / 9; Y2 = [math]::Cos($i) / 9 } }
        $quality = $rows | Measure-SneEmbedding -WarningVariable warned -WarningAction SilentlyContinue
        $quality.Label, $quality.NeighborAccuracy | Should -Be 'group', 1
        "$warned" | Should -BeLike "*The columns 'group', 'batch' are taken for classes*"
    }
}
