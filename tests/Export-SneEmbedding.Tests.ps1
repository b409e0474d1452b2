Describe 'Export-SneEmbedding' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ExportSneEmbeddingCommand'
        $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -AsEmbedding

        # What lies in a folder, temporary files and all.
        function Get-FileName([string] $Folder) {
            Get-ChildItem $Folder -Force -Name
        }
    }

    BeforeEach {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item $folder -ItemType Directory -Force
    }

    Context 'the file' {
        It 'has a header, and a line with labels and coordinates for every point' {
            $map | Export-SneEmbedding $folder/map.csv
            $lines = Get-Content "$folder/map.csv"
            $lines | Should -HaveCount 13
            $lines[0] | Should -BeExactly 'name,Y1,Y2'
            for ($i = 0; $i -lt 12; $i++) {
                $cells = $lines[$i + 1].Split(',')
                $cells[0] | Should -BeExactly "row $($i + 1)"
                [double]::Parse($cells[1], [cultureinfo]::InvariantCulture) | Should -Be $map.Map.Values[2 * $i]
                [double]::Parse($cells[2], [cultureinfo]::InvariantCulture) | Should -Be $map.Map.Values[2 * $i + 1]
            }
        }

        It 'is UTF-8 without a byte order mark, in lines that end in LF' {
            Export-SneEmbedding $folder/map.csv -InputObject $map
            $bytes = Get-Content "$folder/map.csv" -AsByteStream
            [char] $bytes[0] | Should -Be 'n'
            $bytes | Should -Not -Contain 13
            $bytes[-1] | Should -Be 10
        }

        It 'is separated by tabs with .tsv' {
            $map | Export-SneEmbedding $folder/map.tsv
            (Get-Content "$folder/map.tsv")[0] | Should -BeExactly "name`tY1`tY2"
            (Import-SneData $folder/map.tsv).Values.Values | Should -Be $map.Map.Values
        }

        It 'has as many coordinates as the map' {
            New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 2 -Dimension 1 -AsEmbedding | Export-SneEmbedding $folder/map.csv
            (Get-Content "$folder/map.csv")[0] | Should -BeExactly 'name,Y1'
        }

        It 'is written the same where numbers are written with a comma' {
            Invoke-WithComma { $map | Export-SneEmbedding $folder/german.csv }
            $map | Export-SneEmbedding $folder/map.csv
            Get-Content "$folder/german.csv" -Raw | Should -BeExactly (Get-Content "$folder/map.csv" -Raw)
        }

        It 'reads back as the same bits' {
            $map | Export-SneEmbedding $folder/map.csv
            $data = Import-SneData $folder/map.csv
            $data.Columns | Should -Be 'Y1', 'Y2'
            Format-Bit $data.Values.Values | Should -Be (Format-Bit $map.Map.Values)
        }
    }

    Context 'labels' {
        BeforeAll {
            $labels = 'plain', 'a, b; c', "two`nlines", "CR`r`nLF", 'say "hi"', '"', "`u{1F98A}`u{FE0F} Füchse, 狐", '#7', "tab`there", "  ", '=1+1', "'"
        }

        It 'with commas, line breaks, quotes and emoji come through import, export and import unchanged: <_>' -ForEach 'map.csv', 'map.tsv' {
            $text = [System.Text.StringBuilder]::new("name,a,b,c`n")
            for ($i = 0; $i -lt $labels.Count; $i++) {
                $null = $text.Append('"').Append($labels[$i].Replace('"', '""')).Append("`",$(3 * $i),$($i * $i % 5),$($i % 3)`n")
            }
            $data = Import-SneData (Write-TestFile labels.csv $text.ToString())
            $data.Labels[0].Values | Should -BeExactly $labels
            $embedding = $data | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 3 -AsEmbedding
            $embedding.Points.name | Should -BeExactly $labels
            $embedding | Export-SneEmbedding $folder/$_
            $again = Import-SneData $folder/$_
            $again.Labels.Name | Should -Be 'name'
            $again.Labels[0].Values | Should -BeExactly $labels
        }

        It 'that are missing stay missing' {
            $rows = @(New-TestRow)
            $rows[4].name = $null
            $rows | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 1 -AsEmbedding | Export-SneEmbedding $folder/map.csv
            $values = (Import-SneData $folder/map.csv).Labels[0].Values
            $values[4] | Should -BeNullOrEmpty
            $values[5] | Should -Be 'row 6'
        }
    }

    Context 'a file that is there' {
        It 'is refused and not touched without -Force' {
            Set-Content "$folder/map.csv" 'precious' -NoNewline
            $refusal = Get-Refusal { $map | Export-SneEmbedding $folder/map.csv }
            $refusal.FullyQualifiedErrorId | Should -Be "FileExists,$class"
            $refusal.CategoryInfo.Category | Should -Be 'ResourceExists'
            $refusal.TargetObject | Should -Be "$folder/map.csv"
            $refusal.Exception.Message | Should -BeLike "*$folder/map.csv*-Force*"
            Get-Content "$folder/map.csv" -Raw | Should -BeExactly 'precious'
            Get-FileName $folder | Should -Be 'map.csv'
        }

        It 'is replaced with -Force, and no temporary file stays' {
            Set-Content "$folder/map.csv" ('x' * 100000)
            $map | Export-SneEmbedding $folder/map.csv -Force
            Get-Content "$folder/map.csv" | Should -HaveCount 13
            Get-FileName $folder | Should -Be 'map.csv'
        }
    }

    Context 'what a path means' -Skip:$IsWindows {
        It 'stays: a link, a mode, a device, a pipe' {
            Set-Content "$folder/real.csv" 'old'
            chmod 640 "$folder/real.csv"
            $null = New-Item "$folder/link.csv" -ItemType SymbolicLink -Value real.csv
            $map | Export-SneEmbedding $folder/link.csv -Force
            (Get-Item "$folder/link.csv").LinkTarget | Should -Be 'real.csv'
            (Get-Item "$folder/real.csv").UnixMode | Should -Be '-rw-r-----'
            Get-Content "$folder/real.csv" | Should -HaveCount 13
            $map | Export-SneEmbedding $folder/link.csv -Append
            (Get-Item "$folder/link.csv").LinkTarget | Should -Be 'real.csv'
            Get-Content "$folder/real.csv" | Should -HaveCount 25

            $map | Export-SneEmbedding /dev/null
            (Get-Item /dev/null).UnixMode | Should -BeLike 'c*'
            mkfifo "$folder/pipe"
            sh -c "cat '$folder/pipe' > '$folder/out.csv' &"
            $map | Export-SneEmbedding $folder/pipe
            for ($wait = 0; $wait -lt 50 -and @(Get-Content "$folder/out.csv").Count -lt 13; $wait++) { Start-Sleep -Milliseconds 100 }
            (Get-Content "$folder/out.csv")[0] | Should -Be 'name,Y1,Y2'
            Get-Content "$folder/out.csv" | Should -HaveCount 13
            test -p "$folder/pipe"
            $LASTEXITCODE | Should -Be 0
        }

        It 'is refused with the reason, before anything is computed: <Name>' -ForEach @(
            @{ Name = 'two names'; Prepare = { ln "$folder/map.csv" "$folder/other.csv" }; Message = '*2 names (hard links)*' }
            @{ Name = 'no permission'; Prepare = { chmod 444 "$folder/map.csv" }; Message = '*read-only*' }
        ) {
            Set-Content "$folder/map.csv" 'name,Y1,Y2' -NoNewline
            . $Prepare
            foreach ($switch in 'Force', 'Append') {
                $arguments = @{ $switch = $true }
                $refusal = Get-Refusal { & { throw 'computed' } | Export-SneEmbedding $folder/map.csv @arguments }
                $refusal.FullyQualifiedErrorId | Should -Be "FileUnwritable,$class"
                $refusal.CategoryInfo.Category | Should -Be 'WriteError'
                $refusal.Exception.Message | Should -BeLike $Message
            }
            Get-Content "$folder/map.csv" -Raw | Should -BeExactly 'name,Y1,Y2'
        }
    }

    Context 'the format' {
        It 'of <_> holds labels and coordinates, to the last bit' -ForEach 'map.npy', 'map.parquet', 'map.PQ', 'map.tsv' {
            $map | Export-SneEmbedding "$folder/$_"
            $data = Import-SneData "$folder/$_"
            $data.Columns | Should -Be 'Y1', 'Y2'
            Format-Bit $data.Values.Values | Should -Be (Format-Bit $map.Map.Values)
            $data.Labels[0].Name | Should -Be 'name'
            $data.Labels[0].Values | Should -Be $map.Labels[0].Values
            Get-FileName $folder | Should -Be $_
        }

        It 'of NumPy is an array of numbers where nothing rides along' {
            $bare = New-TestRow | Invoke-SneEmbedding -Property a, b, c -ExcludeProperty name -Perplexity 3 -MaxIteration 2 -AsEmbedding
            $bare | Export-SneEmbedding $folder/map.npy
            [System.Text.Encoding]::ASCII.GetString((Get-Content "$folder/map.npy" -AsByteStream -Raw), 10, 58) | Should -BeLike "{'descr': '<f8', 'fortran_order': False, 'shape': (12, 2)*"
            Format-Bit (Import-SneData $folder/map.npy).Values.Values | Should -Be (Format-Bit $bare.Map.Values)
        }
    }

    Context '-Append' {
        It 'puts maps behind each other, below one header' {
            $map, $map | Export-SneEmbedding $folder/map.csv -Append
            $map | Export-SneEmbedding $folder/map.csv -Append
            $lines = Get-Content "$folder/map.csv"
            $lines | Should -HaveCount 37
            $lines[0] | Should -BeExactly 'name,Y1,Y2'
            foreach ($k in 1..12) { $lines[12 + $k], $lines[24 + $k] | Should -BeExactly $lines[$k], $lines[$k] }
            Get-FileName $folder | Should -Be 'map.csv'
        }

        It 'ends a last line that has no end' {
            Set-Content "$folder/map.csv" "name,Y1,Y2`nx,1,2" -NoNewline
            $map | Export-SneEmbedding $folder/map.csv -Append
            (Get-Content "$folder/map.csv")[1] | Should -BeExactly 'x,1,2'
            Get-Content "$folder/map.csv" | Should -HaveCount 14
        }

        It 'is refused where it cannot be right: <Name>' -ForEach @(
            @{ Name = 'other columns'; File = 'map.csv'; Text = "id,Y1,Y2`nx,1,2`n"; Message = '*id,Y1,Y2*name,Y1,Y2*' }
            @{ Name = 'another delimiter'; File = 'map.csv'; Text = "name`tY1`tY2`nx`t1`t2`n"; Message = '*columns*' }
            @{ Name = 'UTF-16'; File = 'map.csv'; Text = "name,Y1,Y2`n"; Encoding = 'Unicode'; Message = '*no plain text in UTF-8*' }
            @{ Name = 'NPY'; File = 'map.npy'; Text = 'x'; Message = '*nothing can be put behind a whole Npy file*' }
            @{ Name = 'Parquet'; File = 'map.parquet'; Text = 'x'; Message = '*nothing can be put behind a whole Parquet file*' }
        ) {
            $encoding = if ($_.Encoding) { [System.Text.Encoding]::($_.Encoding) } else { [System.Text.UTF8Encoding]::new($false) }
            Set-Content "$folder/$File" $Text -Encoding $encoding -NoNewline
            $before = Get-Content "$folder/$File" -AsByteStream
            $refusal = Get-Refusal { $map | Export-SneEmbedding "$folder/$File" -Append }
            $refusal.FullyQualifiedErrorId | Should -Be "CannotAppend,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
            $refusal.Exception.Message | Should -BeLike $Message
            Get-Content "$folder/$File" -AsByteStream | Should -Be $before
            Get-FileName $folder | Should -Be $File
        }

        It 'does not go together with -Force' {
            $refusal = Get-Refusal { $map | Export-SneEmbedding $folder/map.csv -Append -Force }
            $refusal.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            Get-FileName $folder | Should -BeNullOrEmpty
        }
    }

    Context '-PassThru' {
        It 'returns the map' {
            $out = $map | Export-SneEmbedding $folder/map.csv -PassThru
            [object]::ReferenceEquals($out, $map) | Should -BeTrue
        }
    }

    Context '-WhatIf' {
        It 'writes nothing' {
            $map | Export-SneEmbedding $folder/map.csv -WhatIf
            Get-FileName $folder | Should -BeNullOrEmpty
        }

        It 'replaces nothing with -Force' {
            Set-Content "$folder/map.csv" 'precious' -NoNewline
            $map | Export-SneEmbedding $folder/map.csv -Force -WhatIf
            Get-Content "$folder/map.csv" -Raw | Should -BeExactly 'precious'
        }
    }

    Context 'the path' {
        It 'may be relative, on a PowerShell drive, or have brackets' {
            Push-Location $folder
            try {
                $map | Export-SneEmbedding relative.csv
            }
            finally {
                Pop-Location
            }
            $map | Export-SneEmbedding "TestDrive:/$(Split-Path $folder -Leaf)/drive.csv"
            $map | Export-SneEmbedding $folder/x[1].csv
            $map | Export-SneEmbedding -LiteralPath $folder/y[1].csv
            $map | Export-SneEmbedding -Path $folder/none
            Get-FileName $folder | Should -HaveCount 5
            foreach ($name in 'relative.csv', 'drive.csv', 'x[1].csv', 'y[1].csv', 'none') {
                Get-FileName $folder | Should -Contain $name
            }
        }

        It 'is refused if <Name>' -ForEach @(
            @{ Name = 'the folder is missing'; Path = 'none/map.csv'; Id = 'FileUnwritable'; Category = 'WriteError'; Message = '*no folder*none*' }
            @{ Name = 'it is a folder'; Path = ''; Id = 'PathIsFolder'; Category = 'InvalidArgument'; Message = '*is a folder*' }
            @{ Name = 'it ends like another format'; Path = 'map.xlsx'; Id = 'UnknownFormat'; Category = 'InvalidArgument'; Message = '*map.xlsx*.csv, .txt, .tsv, .npy or .parquet*' }
        ) {
            foreach ($force in $false, $true) {
                $refusal = Get-Refusal { $map | Export-SneEmbedding "$folder/$Path" -Force:$force }
                $refusal.FullyQualifiedErrorId | Should -Be "$Id,$class"
                $refusal.CategoryInfo.Category | Should -Be $Category
                $refusal.TargetObject | Should -Be "$folder/$Path"
                $refusal.Exception.Message | Should -BeLike $Message
            }
            Get-FileName $folder | Should -BeNullOrEmpty
        }

        It 'is refused if it is not in the file system' {
            { $map | Export-SneEmbedding Variable:map } | Should -Throw -ErrorId "PathNotFile,$class"
            { $map | Export-SneEmbedding NoSuchDrive:/map.csv } | Should -Throw -ErrorId "PathNotFound,$class"
            { $map | Export-SneEmbedding '' } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
        }
    }

    Context 'the input' {
        It 'may be one map only for one file' {
            $refusal = Get-Refusal { $map, $map | Export-SneEmbedding $folder/map.csv -Force }
            $refusal.FullyQualifiedErrorId | Should -Be "SeveralEmbeddings,$class"
            $refusal.CategoryInfo.Category | Should -Be 'InvalidOperation'
            Get-Content "$folder/map.csv" | Should -HaveCount 13
        }

        It 'is not waited for where the path is wrong' {
            $script:began = $false
            $refusal = Get-Refusal { & { $script:began = $true; $map } | Export-SneEmbedding $folder/map.xlsx }
            $refusal.FullyQualifiedErrorId | Should -Be "UnknownFormat,$class"
            $script:began | Should -BeFalse
        }

        It 'is not rows' {
            { $map.Points | Export-SneEmbedding $folder/map.csv -ErrorAction Stop } | Should -Throw -ErrorId "InputObjectNotBound,$class"
            { Export-SneEmbedding $folder/map.csv -InputObject $null } | Should -Throw -ErrorId "ParameterArgumentValidationErrorNullNotAllowed,$class"
            Get-FileName $folder | Should -BeNullOrEmpty
        }

        It 'that is no map at all writes no file' {
            @() | Export-SneEmbedding $folder/map.csv
            Get-FileName $folder | Should -BeNullOrEmpty
        }
    }
}
