# Hostile input, full machines, many writers: what a session must survive, and say in the module's own words.
BeforeDiscovery {
    $writers = 'runspaces', 'processes'
}

Describe 'Hostile input' {
    BeforeAll {
        . $PSScriptRoot/common.ps1
        $module = (Get-Item "$PSScriptRoot/../output/SneTools").FullName
        $shell = (Get-Process -Id $PID).Path
        $shellArgument = @(if ([IO.Path]::GetFileNameWithoutExtension($shell) -eq 'dotnet') { [System.Management.Automation.PSObject].Assembly.Location -replace 'System\.Management\.Automation\.dll$', 'pwsh.dll' })
        $quiet = @{ WarningAction = 'SilentlyContinue' }

        # What the host shows of something, without the colors of PowerShell itself.
        function Get-Shown($Thing) {
            $before = $PSStyle.OutputRendering
            $PSStyle.OutputRendering = 'PlainText'
            try { $Thing | Out-String -Width 120 } finally { $PSStyle.OutputRendering = $before }
        }

        # A script in a process of its own; gives what it writes.
        function Invoke-Process([string] $Script, [hashtable] $Variable = @{}) {
            $start = [System.Diagnostics.ProcessStartInfo]::new($shell)
            foreach ($argument in $shellArgument + '-NoProfile', '-NonInteractive', '-Command', $Script) { $start.ArgumentList.Add($argument) }
            foreach ($name in $Variable.Keys) { $start.Environment[$name] = $Variable[$name] }
            $start.RedirectStandardOutput = $true
            [System.Diagnostics.Process]::Start($start)
        }
    }

    Context 'Appending from many <_> at once' -ForEach $writers {
        It 'loses no row' {
            $path = "$TestDrive/$_.csv"
            $script = "Import-Module '$module'; `$map = Import-Csv '$dataFolder/iris.csv' | Select-Object -First 20 | Invoke-SneEmbedding -MaxIteration 1 -AsEmbedding -WarningAction SilentlyContinue; 1..10 | ForEach-Object { `$map | Export-SneEmbedding '$path' -Append }"
            if ($_ -eq 'processes') {
                $running = 1..2 | ForEach-Object { Invoke-Process $script }
                foreach ($process in $running) {
                    $process.StandardOutput.ReadToEnd() | Should -BeNullOrEmpty
                    $process.WaitForExit()
                }
                $maps = 20
            }
            else {
                $shells = 1..4 | ForEach-Object { [powershell]::Create().AddScript($script) }
                $running = foreach ($one in $shells) { $one.BeginInvoke() }
                for ($k = 0; $k -lt $shells.Count; $k++) { $null = $shells[$k].EndInvoke($running[$k]); $shells[$k].Streams.Error | Should -BeNullOrEmpty; $shells[$k].Dispose() }
                $maps = 40
            }
            $lines = Get-Content $path
            $lines.Count | Should -Be (1 + 20 * $maps)
            $lines | Group-Object -NoElement | ForEach-Object Count | Sort-Object -Unique | Should -Be 1, $maps
            @(Get-ChildItem $TestDrive -Force -Filter '*.lock') | Should -BeNullOrEmpty
        }
    }

    Context 'Control characters of a file' {
        BeforeAll {
            $esc = [char] 27
            $bad = "$esc]52;c;aGk=$([char] 7)$([char] 0x9B)2J$([char] 0x202E)x"
            $file = Write-TestFile 'control.csv' ("`"a$bad`",b,`"name$bad`"`n" + ((1..9 | ForEach-Object { "$($_ * $_ % 7),$($_ * $_ % 5),kind $($_ % 2)$bad`n" }) -join ''))
            $data = Import-SneData $file
            $map = $data | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 2 -AsEmbedding @quiet
            $pattern = '[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u202A-\u202E\u2066-\u2069]'
        }

        It 'are shown and not obeyed in what the shell shows of <_>' -ForEach 'data', 'map', 'quality', 'points', 'row', 'rows', 'mapped rows', 'mapped points', 'a list' {
            $what = $_
            $thing = switch ($what) {
                'data' { $data }
                'map' { $map }
                'quality' { $map | Measure-SneEmbedding -NeighborCount 2 @quiet }
                'points' { ($map | Measure-SneEmbedding -NeighborCount 2 @quiet).Worst }
                'row' { $data[3] }
                'rows' { $data[0], $data[8] }
                'mapped rows' { Import-Csv $file | Invoke-SneEmbedding -Perplexity 2 -MaxIteration 2 @quiet }
                'mapped points' { $map.Points }
                'a list' { $data[3] | Format-List }
            }
            $shown = Get-Shown $thing
            $shown | Should -Not -Match $pattern
            if ($what -ne 'quality') { $shown | Should -Match '␛\]52' }
        }

        It 'are shown and not obeyed in warnings, choices and errors' {
            $text = Write-TestFile 'cell.csv' "a$bad,b`n1,2`n3,$bad`n5,6`n"
            $null = Import-SneData $text -MissingValue Drop -Verbose -WarningVariable warnings -WarningAction SilentlyContinue 4>&1 3>&1 | ForEach-Object { "$_" } | Should -Not -Match $pattern
            $refusal = Get-Refusal { Import-Csv $file | Invoke-SneEmbedding -Property "*$bad*", 'none' -ErrorAction Stop }
            Get-Shown $refusal | Should -Not -Match $pattern
            $refusal.ErrorDetails.Message | Should -Match '␛'
            Get-Shown (Get-Refusal { Import-SneData "$TestDrive/no$($esc)[31m.csv" -ErrorAction Stop }) | Should -Not -Match $pattern
        }

        It 'stay in what is piped and exported' {
            $data.Labels[0].Name | Should -Be "name$bad"
            $map | Export-SneEmbedding "$TestDrive/out.csv"
            @(Import-Csv "$TestDrive/out.csv")[0]."name$bad" | Should -Be "kind 1$bad"
            @($map.Points | ConvertTo-Csv | ConvertFrom-Csv)[0]."name$bad" | Should -Be "kind 1$bad"
            $data[0]."name$bad" | Should -Be "kind 1$bad"
        }

        It 'change nothing about how other rows are shown' {
            $plain = Import-SneData (Write-TestFile 'plain.csv' "a,b,name`n1,2,x`n3,4,`"two`nlines`"`n5,1,z`n")
            $rows = $plain | Invoke-SneEmbedding -Perplexity 1.2 -MaxIteration 2 @quiet
            $plain[0].PSObject.TypeNames, $rows[0].PSObject.TypeNames | Should -Not -Contain 'SneTools.ForeignRow'
            Get-Shown $plain[0] | Should -Match '(?m)^ *a +b +name'
        }
    }

    Context 'Completion' {
        It 'of a header that claims columns without end is empty' {
            $npy = Write-TestByte 'wide.npy' (Get-NpyByte '(1, 2000000000)' 1)
            $none = Write-TestByte 'none.npy' (Get-NpyByte '(0, 2000000000)' @())
            $idx = Write-TestByte 'wide.idx' ([byte[]] (0, 0, 8, 2, 0, 0, 0, 1, 0x77, 0x35, 0x94, 0))
            foreach ($file in $npy, $none, $idx, (Write-TestByte 'wide.npy.gz' (Get-NpyByte '(1, 2000000000)' 1) -Gzip)) {
                $line = "Import-SneData '$file' -Label "
                $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)
                @($found.CompletionMatches.CompletionText) -match '^X' | Should -BeNullOrEmpty
            }
        }

        It 'offers no more names than a person goes through' {
            $file = Write-TestFile 'columns.csv' ((1..3000 | ForEach-Object { "c$_" }) -join ',')
            $line = "Import-SneData '$file' -Label "
            [System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null).CompletionMatches.Count | Should -BeIn 1000, 0 # None where the machine is too busy.
        }
    }

    # Command lines as they are while they are typed, and as nobody types them; SNETOOLS_FUZZ sets how many.
    Context 'Completion of any line' {
        BeforeAll {
            $folder = (New-Item -ItemType Directory "$TestDrive/complete").FullName
            $random = [Random]::new(18)
            $formats = [ordered]@{
                'table.csv' = [Text.Encoding]::UTF8.GetBytes("a,b c,it's,`"x`"`"y`",kind`n" + ((1..9 | ForEach-Object { "$_,$($_ * $_),1e$_,-$_,k$_`n" }) -join ''))
                'table.json' = [Text.Encoding]::UTF8.GetBytes('[{"a":1,"b c":2,"k":"x"},{"a":3,"b c":4,"k":"y"}]')
                'table.npy' = [byte[]] (Get-NpyByte '(2, 3)' 1, 2, 3, 4, 5, 6)
                'table.idx' = [byte[]] (0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4)
                'table.parquet' = [IO.File]::ReadAllBytes("$dataFolder/nulls.parquet")
            }
            # Each whole, and bent in some bytes or cut.
            $files = foreach ($name in $formats.Keys) {
                [IO.File]::WriteAllBytes("$folder/$name", $formats[$name]); $name
                foreach ($k in 1..4) {
                    $bytes = [byte[]] $formats[$name].Clone()
                    foreach ($one in 1..(1 + $random.Next(6))) { $bytes[$random.Next($bytes.Length)] = [byte] $random.Next(256) }
                    if ($random.Next(3) -eq 0) { $bytes = $bytes[0..$random.Next($bytes.Length)] }
                    [IO.File]::WriteAllBytes("$folder/$k$name", $bytes); "$k$name"
                }
            }
            $completers = foreach ($type in [SneTools.PowerShell.Summary].Assembly.GetTypes()) {
                if ([System.Management.Automation.IArgumentCompleter].IsAssignableFrom($type) -and -not $type.IsAbstract) { [Activator]::CreateInstance($type, $true) }
            }
            $global:sneLineRows = New-TestRow 5
            $global:sneLineMap = New-TestRow 8 | Invoke-SneEmbedding -MaxIteration 1 -AsModel @quiet
            $parameters = foreach ($command in Get-Command -Module SneTools) {
                foreach ($name in $command.Parameters.Keys) { if ($name -notin [System.Management.Automation.Cmdlet]::CommonParameters) { , @($command.Name, $name) } }
            }
        }
        AfterAll { Remove-Variable sneLineRows, sneLineMap -Scope Global }

        It 'never throws, offers no more than a thousand, leaves no error, and neither runs nor writes a thing' {
            $count = if ($env:SNETOOLS_FUZZ) { [int] $env:SNETOOLS_FUZZ } else { 120 }
            # What would be run, if anything was, leaves a file.
            $runs = "`$([IO.File]::WriteAllText('$folder/ran', ''))", "; [IO.File]::WriteAllText('$folder/ran', '')", " | Set-Content '$folder/ran'", "(New-Item '$folder/ran')", "@(New-Item '$folder/ran').Name", "{ New-Item '$folder/ran' }"
            $pieces = @("'", '"', '`', '$', '$(', '@(', '@{', '{', '}', ')', '[', '[a-', '*', '?', ';', ',', '|', ' | ', '&', '&&', '>', '#', '<#', "@'`n", '-', '--%', ':', '::', '..', "`0", "`t", "`n", ' ', '  '
                "$([char] 27)[31m", "$([char] 0x202E)", "$([char] 0xD800)", "$([char] 0x2019)", 'é', '😀', ('x' * 5000), '$sneLineRows', '$sneLineMap', '$null', '~', '/', '\\', 'variable:', 'function:', 'Env:', '-Property ', '-Label ') + $runs
            $before = Get-ChildItem $folder -Force | ForEach-Object { "$($_.Name) $((Get-FileHash $_).Hash)" }
            $failures = [System.Collections.Generic.List[string]]::new()
            $offered = 0
            Push-Location $folder
            try {
                for ($number = 0; $number -lt $count; $number++) {
                    $random = [Random]::new($number)
                    $command, $name = $parameters[$random.Next($parameters.Count)]
                    $file = $files[$random.Next($files.Count)]
                    $line = switch ($random.Next(6)) {
                        0 { "Import-SneData '$folder/$file' -Label a, " }
                        1 { "Import-SneData -Path $folder/$file | $command -$name " }
                        2 { "Import-Csv $file | Where-Object a -gt 1 | $command -$name " }
                        3 { "$($random.Next(2) ? '$sneLineRows' : '$sneLineMap') | $command -$name " }
                        4 { "$command -Path $file -$name " }
                        5 { "New-SneSweep s $file @{ $name = " }
                    }
                    $place = 0
                    for ($left = $random.Next(4); $left -gt 0; $left--) {
                        $place = $random.Next($line.Length + 1)
                        $line = switch ($random.Next(4)) {
                            0 { $line.Remove($place) }
                            1 { $line.Remove($place, [Math]::Min($line.Length - $place, 1 + $random.Next(8))) }
                            default { $line.Insert($place, $pieces[$random.Next($pieces.Count)]) }
                        }
                    }
                    $cursor = if ($random.Next(3)) { $line.Length } else { $random.Next($line.Length + 1) }
                    try {
                        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($line, $cursor, $null).CompletionMatches
                        $offered += $found.Count
                        # Of commands and files PowerShell itself offers all.
                        if (@($found | Where-Object ResultType -EQ 'ParameterValue').Count -gt 1000) { $failures.Add("$number, $($found.Count) names: $line") }
                    }
                    catch {
                        # PowerShell's own completion of files does not bear a zero, nor the folder of a file.
                        if ("$($_.Exception.InnerException)" -match 'SneTools\.') { $failures.Add("$number, $($_.Exception.Message): $line") }
                    }

                    # What a completer throws PowerShell keeps to itself, so each is asked directly, too.
                    $typed = [System.Management.Automation.Language.Parser]::ParseInput($line, [ref] $null, [ref] $null).Find({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)
                    if ($null -eq $typed) { continue }
                    $bound = @{ Path = $file, "$folder/$file", $line, '*', $null | Get-Random -SetSeed $number; InputObject = $number % 3 ? $null : $global:sneLineRows; Data = $line; Model = $global:sneLineMap }
                    $Error.Clear() # It keeps a few hundred, and counts no more.
                    foreach ($completer in $completers) {
                        try {
                            $offers = @($completer.CompleteArgument($command, $name, $line.Substring([Math]::Min($place, $line.Length)), $typed, $bound))
                            if ($offers.Count -gt 1000) { $failures.Add("$number, $completer, $($offers.Count) names: $line") }
                        }
                        catch { $failures.Add("$number, $completer, $($_.Exception.Message): $line") }
                    }
                    if ($Error.Count -gt 0) { $failures.Add("$number, $($Error[0]): $line") }
                }
            }
            finally { Pop-Location }
            $failures | Should -BeNullOrEmpty
            $completers.Count | Should -BeGreaterThan 5
            $offered | Should -BeGreaterThan $count
            Get-ChildItem $folder -Force | ForEach-Object { "$($_.Name) $((Get-FileHash $_).Hash)" } | Should -Be $before
        }
    }

    Context 'A hash table' {
        It 'is no map' {
            (Get-Refusal { @{} | Export-SneEmbedding "$TestDrive/none.csv" -ErrorAction Stop }).Exception.Message | Should -BeLike '*hash table is no map*'
            "$TestDrive/none.csv" | Should -Not -Exist
        }
    }

    Context 'A drive that is not there' {
        It 'is an error of the module, of whatever is written' {
            $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 1 -AsModel @quiet
            foreach ($path in 'nope::x.csv', '01/01/1970 00:00:00.csv') {
                foreach ($call in { $map.Embedding | Export-SneEmbedding $path }, { $map | Export-SneModel $path }, { New-TestRow | Invoke-SneEmbedding -CheckpointPath $path -Perplexity 3 @quiet }, { Invoke-SneSweep $path }) {
                    (Get-Refusal $call).FullyQualifiedErrorId | Should -BeLike 'PathNotFound,*'
                }
            }
        }
    }

    Context 'A path with backslashes' {
        It 'leads to where PowerShell itself writes, and not to the folder of the process' {
            if (-not $IsWindows) {
                $map = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 1 -AsEmbedding @quiet
                $name = "map$(Get-Random).csv"
                $map | Export-SneEmbedding ('\' + "$TestDrive/$name".Replace('/', '\'))
                "$TestDrive/$name" | Should -Exist
                (Import-SneData -LiteralPath ('\' + "$TestDrive/$name".Replace('/', '\')) -Property Y*).Count | Should -Be $map.Count
                Get-ChildItem ([Environment]::CurrentDirectory) -Filter "*$name" | Should -BeNullOrEmpty
            }
        }
    }

    Context 'A process with little memory' {
        It 'gets the module''s own errors, reads the next file, and lives' {
            $numbers = (1..80 | ForEach-Object { $_ % 10 }) -join ','
            Write-TestFile 'large.csv' ("$((1..80 | ForEach-Object { "x$_" }) -join ',')`n" + ("$numbers`n" * 200000)) | Out-Null
            Write-TestFile 'small.csv' "a,b`n1,2`n3,4`n5,7`n" | Out-Null
            $process = Invoke-Process -Variable @{ DOTNET_GCHeapHardLimit = '0x6000000' } @"
Import-Module '$module'
`$read = Import-SneData '$TestDrive/large.csv', '$TestDrive/small.csv' -ErrorVariable failed -ErrorAction SilentlyContinue
"`$(`$read.Count) rows, `$(`$failed[0].FullyQualifiedErrorId)"
try { 1..400000 | ForEach-Object { , [double[]]::new(8) } | Get-SneNeighbor } catch { `$_.FullyQualifiedErrorId }
@(Import-Csv '$TestDrive/small.csv' | Invoke-SneEmbedding -Dimension 1 -WarningAction SilentlyContinue).Count
"@
            $lines = $process.StandardOutput.ReadToEnd().Trim() -split "`r?`n"
            $process.WaitForExit()
            $lines | Should -Be '3 rows, OutOfMemory,SneTools.PowerShell.Commands.ImportSneDataCommand', 'OutOfMemory,SneTools.PowerShell.Commands.GetSneNeighborCommand', '3'
        }
    }

    Context 'A long run without checkpoints' {
        BeforeAll {
            $type = [SneTools.PowerShell.Summary].Assembly.GetType('SneTools.PowerShell.LossWarning')
            $patience = $type.GetProperty('Patience')
            $before = $patience.GetValue($null)
            $patience.SetValue($null, [timespan]::Zero)
        }
        AfterAll { $patience.SetValue($null, $before) }

        It 'says once what a stop would lose, and what to do' {
            $null = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -WarningVariable warnings @quiet
            @($warnings -match '-CheckpointPath').Count | Should -Be 1
        }

        It 'says nothing where there are checkpoints' {
            $null = New-TestRow | Invoke-SneEmbedding -Perplexity 3 -MaxIteration 5 -CheckpointPath "$TestDrive/run.npz" -WarningVariable warnings @quiet
            @($warnings -match '-CheckpointPath') | Should -BeNullOrEmpty
        }
    }

    # All cmdlets with all of their parameters and nasty arguments.
    Context 'Any argument' {
        It 'ends in nothing but errors that the help lists' {
            $topic = Get-Content "$module/en-US/about_SneTools_Errors.help.txt" -Raw
            $rows = New-TestRow 8
            $model = $rows | Invoke-SneEmbedding -MaxIteration 2 -AsModel @quiet
            $values = @(
                $null, @(), @{}, -1, 0, 1, [int]::MaxValue, [long]::MaxValue, [double]::NaN, [double]::PositiveInfinity, -1e308, $true, { 1 }, [datetime]::UnixEpoch, [guid]::Empty
                , @(1, 2), [object]::new(), "a`0b", '', ' ', '*', '[', '[a-', '..', '/', '~', 'nope::x', 'variable:x', 'function:prompt', "$([char] 27)[31m", "a`nb", ('x' * 300), ('y/' * 3000)
                'NaN', '1e999', '%', '`', '$(1)', "$([char] 0x202E)", "$([char] 0xD800)", 'ж', 'name', 'a', 'X', '2'
            )
            $calls = foreach ($command in Get-Command -Module SneTools) {
                foreach ($parameter in $command.Parameters.Values) {
                    # Slurm, windows of the desktop and more threads than there are have tests of their own.
                    if ($parameter.Name -in [System.Management.Automation.Cmdlet]::CommonParameters -or $parameter.Name -in 'WhatIf', 'Confirm', 'Force', 'Slurm', 'ThrottleLimit', 'Open') { continue }
                    for ($v = 0; $v -lt $values.Count; $v++) {
                        if ($parameter.Name -eq 'Restart' -and $values[$v] -is [int] -and $values[$v] -gt 1) { continue } # Which takes as long as it says.
                        [pscustomobject]@{ Command = $command; Parameter = $parameter; Value = $v }
                    }
                }
            }
            $others = [System.Collections.Generic.List[string]]::new()
            $before = [Environment]::CurrentDirectory
            Push-Location (New-Item -ItemType Directory "$TestDrive/walk")
            [Environment]::CurrentDirectory = "$TestDrive/walk"
            try {
                foreach ($call in $calls) {
                    $command, $parameter, $v = $call.Command, $call.Parameter, $call.Value
                    $with = @{ ErrorAction = 'Stop'; WarningAction = 'SilentlyContinue' }
                    if ($command.Parameters.ContainsKey('MaxIteration')) { $with.MaxIteration = 2 }
                    $from = $rows
                    switch -Wildcard ($command.Name) {
                        'Export-*' { $from = $model; $with.Path = "o$(Get-Random)" + @{ 'Export-SnePlot' = '.svg'; 'Export-SneModel' = '.npz'; 'Export-SneEmbedding' = '.csv' }[$command.Name] }
                        'Import-*' { $from = $null; $with.Path = "$dataFolder/iris.csv" }
                        'Get-SneSample' { $from = $null; $with.Name = 'iris' }
                        '*-SneSweep' { $from = $null; $with.Path = 's' }
                        'New-SneSweep' { $with.Data = "$dataFolder/iris.csv"; $with.Parameter = @{ MaxIteration = 2 }; $with.Force = $true }
                        'Add-SnePoint' { $with.Model = $model }
                        { $_ -in 'Measure-SneEmbedding', 'Compare-SneEmbedding', 'Show-SnePlot', 'Resume-SneEmbedding' } { $from = $model }
                    }
                    $with[$parameter.Name] = $values[$v]
                    try {
                        if ($null -ne $from -and $parameter.Name -ne 'InputObject') { $null = $from | & $command @with 2>&1 6>$null } else { $null = & $command @with 2>&1 6>$null }
                    }
                    catch {
                        $id = "$($_.FullyQualifiedErrorId)".Split(',')[0]
                        $isShell = $_.Exception -is [System.Management.Automation.ParameterBindingException] -or $id -match '^Parameter'
                        if (-not $isShell -and $topic -notmatch "(?m)^\s+$([regex]::Escape($id))\b") {
                            $others.Add("$($command.Name) -$($parameter.Name) ($v): $id [$($_.Exception.GetType().Name)] $($_.Exception.Message)")
                        }
                    }
                }
            }
            finally {
                Pop-Location
                [Environment]::CurrentDirectory = $before
            }
            $others | Should -BeNullOrEmpty
            $calls.Count | Should -BeGreaterThan 8000
        }
    }
}
