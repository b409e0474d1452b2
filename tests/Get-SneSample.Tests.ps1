Describe 'Get-SneSample' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $class = 'SneTools.PowerShell.Commands.GetSneSampleCommand'
    }

    It 'lists the tables, each with what it says' {
        $samples = Get-SneSample
        $samples.Name | Should -Be 'iris', 'wine', 'penguins', 'digits'
        foreach ($sample in $samples) {
            $rows = @(Get-SneSample $sample.Name)
            $rows.Count | Should -Be $sample.Rows
            $names = $rows[0].PSObject.Properties.Name
            $sample.Labels | Where-Object { $_ -notin $names } | Should -BeNullOrEmpty
            $names.Count - $sample.Labels.Count | Should -Be $sample.Measurements
            $sample.License | Should -BeIn 'CC BY 4.0', 'CC0 1.0'
            $sample.Source | Should -BeLike '*https://doi.org/*'
            $sample.Description | Should -Not -BeNullOrEmpty
        }
        $samples | Out-String -Width 79 | Should -Match 'penguins 344 +4 +species, island, sex CC0 1.0'
    }

    It 'gives the file''s rows, with numbers as numbers and gaps as null: <_>' -ForEach 'iris', 'wine', 'penguins', 'digits' {
        $rows = @(Get-SneSample $_)
        $texts = @(Import-Csv "$dataFolder/$_.csv")
        $names = $texts[0].PSObject.Properties.Name
        foreach ($i in 0, 3, 100, ($texts.Count - 1)) {
            $rows[$i].PSObject.Properties.Name | Should -Be $names
            foreach ($name in $names) {
                if ($texts[$i].$name -eq '') { $null -eq $rows[$i].$name | Should -BeTrue }
                else { [string]::Format([cultureinfo]::InvariantCulture, '{0}', $rows[$i].$name) | Should -BeExactly $texts[$i].$name }
            }
        }
        foreach ($name in $names) {
            $types = @($rows.$name.Where{ $null -ne $_ }.ForEach{ $_.GetType().Name } | Sort-Object -Unique)
            $types | Should -HaveCount 1 -Because $name
            $types[0] -eq 'String' | Should -Be ($name -in 'species', 'island', 'sex')
        }
    }

    It 'reads the same where numbers are written with a comma' {
        Invoke-WithComma { (Get-SneSample iris)[0].sepal_length } | Should -Be 5.1
    }

    It 'gives the map that the file gives' {
        $options = @{ Perplexity = 5; MaxIteration = 20; Label = 'cultivar'; Standardize = $true; WarningAction = 'SilentlyContinue' }
        $ofRows = Get-SneSample wine | Invoke-SneEmbedding @options
        $ofFile = Import-Csv (Get-SneSample wine -AsFile) | Invoke-SneEmbedding @options
        Format-Bit $ofRows.Y1 | Should -Be (Format-Bit $ofFile.Y1)
    }

    It 'gives files that lie in the module, for every cmdlet that takes one' {
        $files = Get-SneSample iris, wine -AsFile
        $files.Name | Should -Be 'iris.csv', 'wine.csv'
        $files.DirectoryName | Sort-Object -Unique | Should -Be (Get-Item "$((Get-Module SneTools).ModuleBase)/samples").FullName
        ($files | Import-SneData).ForEach{ $_.Count } | Should -Be 150, 178
        (Import-SneData $files[0]).Count | Should -Be 150
        (Get-SneSample -AsFile).Count | Should -Be 4
    }

    It 'takes names in any case, by wildcards and from the pipeline' {
        (Get-SneSample IRIS).Count | Should -Be 150
        (Get-SneSample *i* -AsFile).BaseName | Should -Be 'iris', 'wine', 'penguins', 'digits'
        ('wine', 'iris' | Get-SneSample -AsFile).BaseName | Should -Be 'wine', 'iris'
        (Get-SneSample | Where-Object Rows -LT 160 | Get-SneSample).Count | Should -Be 150
        Get-SneSample none* | Should -BeNullOrEmpty
    }

    It 'says which there are where one is not, and goes on' {
        $files = Get-SneSample flowers, iris -AsFile -ErrorAction SilentlyContinue -ErrorVariable failed
        $files.Name | Should -Be 'iris.csv'
        $failed[0].FullyQualifiedErrorId | Should -Be "SampleNotFound,$class"
        foreach ($open in '[', 'a[b-') { (Get-Refusal { Get-SneSample $open -ErrorAction Stop }).FullyQualifiedErrorId | Should -Be "SampleNotFound,$class" }
        $failed[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $failed[0].TargetObject | Should -Be 'flowers'
        $failed[0].Exception.Message | Should -Be "There is no sample 'flowers'; there are iris, wine, penguins, digits."
        { Get-SneSample '' } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
    }
}
