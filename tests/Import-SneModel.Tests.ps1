Describe 'Import-SneModel' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $read = 'SneTools.PowerShell.Commands.ImportSneModelCommand'
        $model = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -Standardize -AsModel
    }

    BeforeEach {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item $folder -ItemType Directory -Force
    }

    It 'reads a file of version 1, whose run ends where that of its time did' {
        $old = Import-SneModel "$dataFolder/models/version-1.npz"
        $old.FormatVersion | Should -Be 1
        $expected = @(Import-Csv "$dataFolder/models/version-1.csv")
        $points = @(($old | Resume-SneEmbedding -MaxIteration 30).Points)
        $points.species | Should -BeExactly $expected.species
        for ($i = 0; $i -lt $expected.Count; $i++) {
            foreach ($name in 'Y1', 'Y2') {
                [math]::Abs($points[$i].$name - [double]::Parse($expected[$i].$name, [cultureinfo]::InvariantCulture)) | Should -BeLessThan 1e-4 # Other versions round otherwise.
            }
        }
    }

    It 'gives a model that a run goes on from as from the one that was written' {
        $model | Export-SneModel $folder/map.npz
        $there = Import-SneModel $folder/map.npz | Resume-SneEmbedding -MaxIteration 5
        $here = $model | Resume-SneEmbedding -MaxIteration 5
        Format-Bit $there.Map.Values | Should -Be (Format-Bit $here.Map.Values)
        Format-Bit $there.Map.Values | Should -Not -Be (Format-Bit $model.Map.Values)
    }

    It 'tells which program wrote the file, with -Verbose' {
        $model | Export-SneModel $folder/map.npz
        $told = @(Import-SneModel $folder/map.npz -Verbose 4>&1).Where{ $_ -is [System.Management.Automation.VerboseRecord] }
        $told.Message | Should -BeLike '*map.npz: *30 points*written by SneTools *'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'an empty file'; Bytes = [byte[]]::new(0) }
        @{ Name = 'a text'; Bytes = [System.Text.Encoding]::UTF8.GetBytes("a,b`n1,2`n") }
        @{ Name = 'an empty zip'; Bytes = [byte[]] (0x50, 0x4B, 5, 6) + [byte[]]::new(18) }
    ) {
        [System.IO.File]::WriteAllBytes("$folder/bad.npz", $Bytes)
        Import-SneModel $folder/bad.npz -ErrorVariable errors -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $errors.Count | Should -Be 1
        $errors[0].FullyQualifiedErrorId | Should -Be "InvalidFile,$read"
        $errors[0].Exception.Message | Should -BeLike '*bad.npz: *'
    }

    It 'goes on with the other files after one that is damaged' {
        $model | Export-SneModel $folder/a.npz
        $bytes = [System.IO.File]::ReadAllBytes("$folder/a.npz")
        [System.IO.File]::WriteAllBytes("$folder/b.npz", $bytes[0..($bytes.Count / 2)])
        $flipped = [byte[]] $bytes.Clone()
        $flipped[200] = $flipped[200] -bxor 16
        [System.IO.File]::WriteAllBytes("$folder/c.npz", $flipped)
        $model | Export-SneModel $folder/d.npz
        $models = Import-SneModel $folder/*.npz -ErrorVariable errors -ErrorAction SilentlyContinue
        $models | ForEach-Object Count | Should -Be 30, 30
        $errors.Count | Should -Be 2
        $errors[0].FullyQualifiedErrorId | Should -Be "InvalidFile,$read"
        $errors[0].Exception.Message | Should -BeLike "*b.npz: This is no model*cut off*"
        $errors[1].Exception.Message | Should -BeLike "*c.npz: This is no model*'map' is damaged*"
        "$($errors[1].TargetObject)" | Should -BeLike '*c.npz'
    }

    It 'takes files from the pipeline, and brackets with -LiteralPath' {
        $model | Export-SneModel "$folder/a[1].npz"
        (Get-Item -LiteralPath "$folder/a[1].npz" | Import-SneModel).Count | Should -Be 30
        (Import-SneModel -LiteralPath "$folder/a[1].npz").Count | Should -Be 30
        Import-SneModel "$folder/none.npz" -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].FullyQualifiedErrorId | Should -Be "PathNotFound,$read"
    }

    It 'is what Import-SneData advises' {
        $model | Export-SneModel $folder/map.npz
        Import-SneData $folder/map.npz -ErrorVariable errors -ErrorAction SilentlyContinue
        $errors[0].Exception.Message | Should -BeLike '*Import-SneModel*'
    }
}
