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

        It 'are shown and not obeyed in what the shell shows of <_>' -ForEach 'data', 'map', 'quality', 'points' {
            $what = $_
            $thing = switch ($what) {
                'data' { $data }
                'map' { $map }
                'quality' { $map | Measure-SneEmbedding -NeighborCount 2 @quiet }
                'points' { ($map | Measure-SneEmbedding -NeighborCount 2 @quiet).Worst }
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

    # All cmdlets with all of their parameters and nasty arguments; SNETOOLS_WALK=full takes every combination, otherwise some are drawn.
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
                    for ($v = 0; $v -lt $values.Count; $v++) { [pscustomobject]@{ Command = $command; Parameter = $parameter; Value = $v } }
                }
            }
            if ($env:SNETOOLS_WALK -ne 'full') { $calls = $calls | Get-Random -Count 250 -SetSeed ([datetime]::UtcNow.DayOfYear) }
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
        }
    }
}
