# What the Tab key offers.
Describe 'Completion' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        # What is offered at the end of a line.
        function Get-Completion([string] $Line) {
            $found = [System.Management.Automation.CommandCompletion]::CompleteInput($Line, $Line.Length, $null)
            foreach ($match in $found.CompletionMatches) { $match.CompletionText }
        }

        $iris = "'$dataFolder/iris.csv'"
        $all = 'sepal_length', 'sepal_width', 'petal_length', 'petal_width', 'species'
    }

    Context 'of columns' {
        It 'reads the file in -Path: <_>' -ForEach 'Property', 'ExcludeProperty', 'Label' {
            Get-Completion "Import-SneData $iris -$_ " | Should -Be $all
            Get-Completion "Import-SneData -Path $iris -$_ sepal" | Should -Be 'sepal_length', 'sepal_width'
            Get-Completion "Import-SneData -LiteralPath $iris -$_ species, P" | Should -Be 'petal_length', 'petal_width'
        }

        It 'reads files of every format, and wildcards' {
            Get-Completion "Import-SneData '$dataFolder/nulls.parquet' -Property " | Should -Be 'a', 'b', 'name'
            Get-Completion "Import-SneData '$dataFolder/iri*.csv' -Label s" | Should -Be 'sepal_length', 'sepal_width', 'species'
            $array = Write-TestByte x.npy (Get-NpyByte '(2, 3)' 1, 2, 3, 4, 5, 6)
            Get-Completion "Import-SneData '$array' -Property " | Should -Be 'X1', 'X2', 'X3'
            $text = Write-TestFile x.csv "u:v`n1:2`n"
            Get-Completion "Import-SneData '$text' -Delimiter ':' -Property " | Should -Be 'u', 'v'
        }

        It 'follows the pipeline to a file: <_>' -ForEach @(
            'Invoke-SneEmbedding -Property', 'Invoke-SneEmbedding -Label', 'Get-SneProbability -ExcludeProperty', 'Get-SneNeighbor -Property'
            'Test-SneGradient -Property', 'Measure-SneEmbedding -Label', 'Export-SnePlot x.png -Color', 'Export-SnePlot x.html -HoverProperty', 'Show-SnePlot -Color'
        ) {
            Get-Completion "Import-SneData $iris | $_ s" | Should -Be 'sepal_length', 'sepal_width', 'species'
            Get-Completion "Import-Csv $iris | Where-Object species -eq setosa | $_ pet" | Should -Be 'petal_length', 'petal_width'
        }

        It 'knows the rows, the data set or the map in a variable' {
            $global:sneRows = @([pscustomobject]@{ 'a b' = 1; c = 2; "it's" = 3 })
            $global:sneData = Import-SneData "$dataFolder/iris.csv"
            $global:sneMap = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 2 -AsEmbedding
            $global:sneModel = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 2 -AsModel
            try {
                Get-Completion '$sneRows | Invoke-SneEmbedding -Property ' | Should -Be "'a b'", 'c', "'it''s'"
                Get-Completion '$sneData | Invoke-SneEmbedding -Property petal_w' | Should -Be 'petal_width'
                Get-Completion '$sneMap | Export-SnePlot x.png -Color ' | Should -Be 'name', 'Y1', 'Y2'
                Get-Completion '$sneModel | Export-SnePlot x.png -Color ' | Should -Be 'name', 'Y1', 'Y2'
            }
            finally {
                foreach ($name in 'sneRows', 'sneData', 'sneMap', 'sneModel') { $ExecutionContext.SessionState.PSVariable.Remove("global:$name") }
            }
        }

        It 'offers no column where there is no file, and changes nothing' {
            $before = $Error.Count
            Get-Completion "Import-SneData $TestDrive/none.csv -Property sep" | Should -BeNullOrEmpty
            $broken = Write-TestByte broken.npy (0x93, 78, 85)
            Get-Completion "Import-SneData '$broken' -Property sep" | Should -BeNullOrEmpty
            Get-Completion '$noSuchVariable | Invoke-SneEmbedding -Property sep' | Should -BeNullOrEmpty
            $Error.Count | Should -Be $before
        }
    }

    Context 'of values' {
        It 'offers the methods, engines, searches and maps to start from' {
            Get-Completion 'Invoke-SneEmbedding -Method ' | Should -Be 'Sne', 'SymmetricSne', 'TConditionalSne', 'TSne'
            Get-Completion 'Invoke-SneEmbedding -Engine I' | Should -Be 'Interpolated'
            Get-Completion 'Invoke-SneEmbedding -Neighbor A' | Should -Be 'Approximate', 'Auto'
            Get-Completion 'Invoke-SneEmbedding -Initialization ' | Should -Be 'pca', 'random', 'spectral'
            Get-Completion 'Import-SneData x.csv -MissingValue D' | Should -Be 'Drop'
            Get-Completion 'Test-SneGradient -Formula P' | Should -Be 'Printed', 'PrintedUnweighted'
            Get-Completion 'Get-SneSample ' | Should -Be 'iris', 'wine', 'penguins', 'digits'
            Get-Completion 'Get-SneSample iris, p' | Should -Be 'penguins'
        }
    }
}
