Describe 'Export-SneModel' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $write = 'SneTools.PowerShell.Commands.ExportSneModelCommand'
        $model = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -Standardize -AsModel
        $python = foreach ($name in 'python3', '/usr/bin/python3') {
            if (Get-Command $name -ErrorAction Ignore) {
                & $name -c 'import numpy' 2>$null
                if ($LASTEXITCODE -eq 0) { $name; break }
            }
        }
    }

    BeforeEach {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item $folder -ItemType Directory -Force
    }

    Context 'the model' {
        It 'comes from Invoke-SneEmbedding -AsModel, with the map that there is without it' {
            $model | Should -BeOfType SneTools.SneModel
            $embedding = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -Standardize -AsEmbedding
            Format-Bit $model.Map.Values | Should -Be (Format-Bit $embedding.Map.Values)
            $model.Points.name | Should -BeExactly $embedding.Points.name
            $model.IsCompact | Should -BeFalse
            $model.Preparation.Columns | Should -Be 'a', 'b', 'c'
        }

        It 'is shown in a few lines' {
            $text = $model | Out-String
            $text | Should -Match 'Data\s*: .*3 columns, standardized'
            $text | Should -Match 'Kept\s*: .*the state of its run'
            ($text.Trim() -split "`n").Count | Should -BeLessThan 12
        }

        It 'is without what new points do not need with -Compact' {
            $compact = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -Standardize -AsModel -Compact
            $compact.IsCompact | Should -BeTrue
            $compact.Embedding.Affinities | Should -BeNullOrEmpty
            Format-Bit $compact.Map.Values | Should -Be (Format-Bit $model.Map.Values)
            Format-Bit $compact.Precision | Should -Be (Format-Bit $model.Precision)
            ($compact | Out-String) | Should -Match 'compact'
        }

        It 'is refused beside -AsEmbedding, and -Compact without it' {
            $class = 'SneTools.PowerShell.Commands.InvokeSneEmbeddingCommand'
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -AsModel -AsEmbedding }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $refusal = Get-Refusal { New-TestRow | Invoke-SneEmbedding -Perplexity 3 -Compact }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
        }

        It 'is taken where an embedding is: by measures, plots, export and as a first map' {
            ($model | Measure-SneEmbedding).Trustworthiness | Should -Be ($model.Embedding | Measure-SneEmbedding).Trustworthiness
            ($model | Show-SnePlot -Height 5 -OutputRendering PlainText) | Should -Be ($model.Embedding | Show-SnePlot -Height 5 -OutputRendering PlainText)
            $model | Export-SnePlot $folder/map.svg
            $model.Embedding | Export-SnePlot $folder/other.svg
            (Get-Content "$folder/map.svg").Count | Should -Be (Get-Content "$folder/other.svg").Count
            $model | Export-SnePlot $folder/history.html -History
            "$folder/history.html" | Should -Exist
            $model | Export-SneEmbedding $folder/map.csv
            Export-SneEmbedding $folder/again.csv -InputObject $model
            $model.Embedding | Export-SneEmbedding $folder/other.csv
            Get-Content "$folder/map.csv" -Raw | Should -BeExactly (Get-Content "$folder/other.csv" -Raw)
            Get-Content "$folder/again.csv" -Raw | Should -BeExactly (Get-Content "$folder/other.csv" -Raw)
            $start = New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 0 -Initialization $model -AsEmbedding
            Measure-Difference $start.Map.Values $model.Map.Values | Should -BeLessThan 1e-12
        }
    }

    It 'keeps its map on the way through CliXml' {
        $model | Export-Clixml $TestDrive/model.xml
        $back = Import-Clixml $TestDrive/model.xml
        $back | Show-SnePlot -Height 5 -OutputRendering PlainText | Should -Be ($model | Show-SnePlot -Height 5 -OutputRendering PlainText)
        (Get-Item $TestDrive/model.xml).Length | Should -BeLessThan 100KB
    }

    Context 'the file' {
        It 'is read as it was written, to the bit' {
            $model | Export-SneModel $folder/map.npz
            $back = Import-SneModel $folder/map.npz
            Format-Bit $back.Map.Values | Should -Be (Format-Bit $model.Map.Values)
            Format-Bit $back.Data.Values.Values | Should -Be (Format-Bit $model.Data.Values.Values)
            Format-Bit $back.Precision | Should -Be (Format-Bit $model.Precision)
            $back.Points.name | Should -BeExactly $model.Points.name
            $back.Program | Should -BeLike 'SneTools *'
            $back | Export-SneModel $folder/again.npz
            (Get-FileHash "$folder/again.npz").Hash | Should -Be (Get-FileHash "$folder/map.npz").Hash
        }

        It 'is smaller with -Compact, and the model passed on with -PassThru is the one that came' {
            $model | Export-SneModel $folder/map.npz -PassThru | Export-SneModel $folder/compact.npz -Compact -PassThru | Should -Be $model
            (Get-Item "$folder/compact.npz").Length | Should -BeLessThan (Get-Item "$folder/map.npz").Length
            (Import-SneModel $folder/compact.npz).IsCompact | Should -BeTrue
        }

        It 'is opened by NumPy, under the names that docs/model-format.md has' {
            if (-not $python) { Set-ItResult -Skipped -Because 'there is no NumPy' }
            New-TestRow 30 | Invoke-SneEmbedding -Perplexity 5 -MaxIteration 20 -NeighborCount 12 -Engine Interpolated -Standardize -PrincipalComponent 3 -Initialization $model -AsModel |
                Export-SneModel $folder/map.npz
            $script = @'
import json, sys, numpy
a = numpy.load(sys.argv[1])
m = json.loads(a['model.json'])
assert m['format'] == 'SneTools model' and m['version'] == 2
assert a['map'].shape == (30, 2) and a['data'].shape == (30, 3) and a['neighbors.indices'].shape == (30, 12)
assert list(a['input.columns']) == ['a', 'b', 'c']
label = a['label.0.values'][a['label.0.codes']]
assert list(label) == ['row %d' % (i + 1) for i in range(30)]
x = numpy.array([[2 * i, i * i % 7, numpy.sin(i)] for i in range(1, 31)])
z = (x - a['standardization.means']) / a['standardization.ranges'] / a['standardization.deviations']
assert abs((z - a['components.means']) @ a['components.loadings'].T - a['data']).max() < 1e-12
for part in m['parts']:
    assert a[part['name']].dtype.str == part['type'] and list(a[part['name']].shape) == part['shape'], part
print('\n'.join(sorted(part['name'] for part in m['parts'])))
'@
            Set-Content "$folder/look.py" $script
            $names = & $python "$folder/look.py" "$folder/map.npz" 2>&1
            $LASTEXITCODE | Should -Be 0 -Because "$names"
            $documented = [regex]::Matches((Get-Content "$PSScriptRoot/../docs/model-format.md" -Raw), '(?m)^\| `([\w.<>]+)`').ForEach({ $_.Groups[1].Value })
            foreach ($name in $names) {
                $known = $name -replace '^label\.\d+', 'label.<k>' -replace '^state\..*', 'state.<name>'
                $documented | Should -Contain $known
            }
        }

        It 'keeps what is there without -Force' {
            Set-Content "$folder/map.npz" 'precious' -NoNewline
            $refusal = Get-Refusal { $model | Export-SneModel $folder/map.npz }
            $refusal.FullyQualifiedErrorId | Should -Be "FileExists,$write"
            Get-Content "$folder/map.npz" -Raw | Should -BeExactly 'precious'
            $model | Export-SneModel $folder/map.npz -Force
            (Import-SneModel $folder/map.npz).Count | Should -Be 30
            Get-ChildItem $folder -Force -Name | Should -Be 'map.npz'
        }

        It 'is not written with -WhatIf, to a folder, for a second model, or under the name of another format' {
            $model | Export-SneModel $folder/map.npz -WhatIf
            "$folder/map.npz" | Should -Not -Exist
            (Get-Refusal { $model | Export-SneModel $folder }).FullyQualifiedErrorId | Should -Be "PathIsFolder,$write"
            (Get-Refusal { $model, $model | Export-SneModel $folder/two.npz }).FullyQualifiedErrorId | Should -Be "SeveralEmbeddings,$write"
            (Get-Refusal { $model | Export-SneModel $folder/map.csv }).FullyQualifiedErrorId | Should -Be "UnknownFormat,$write"
            (Get-Refusal { $model | Export-SneModel $folder/none/map.npz }).FullyQualifiedErrorId | Should -Be "FileUnwritable,$write"
        }
    }
}
