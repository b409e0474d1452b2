Describe 'Import-SneData -Stream' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ImportSneDataCommand'

        # A table of so many rows of two numbers and a name; a line of one's own in the place of one of them.
        function Write-TestTable([string] $Name, [int] $Count, [int] $Row = 0, [string] $Line) {
            $lines = for ($i = 1; $i -le $Count; $i++) { if ($i -eq $Row) { $Line } else { "$($i % 7).50,$($i % 5),row $i" } }
            Write-TestFile $Name ("a,b,name`n" + ($lines -join "`n") + "`n")
        }
    }

    Context 'the batches of a file' {
        It 'are data sets that put together are the file: <_>' -ForEach 1, 7, 64, 1000 {
            $whole = Import-SneData "$dataFolder/digits.csv" -Label digit -First 200
            $batches = @(Import-SneData "$dataFolder/digits.csv" -Label digit -First 200 -Stream -BatchSize $_)
            $batches | Should -HaveCount ([math]::Ceiling(200 / $_))
            $batches | Should -BeOfType ([SneTools.Dataset])
            Format-Bit $batches.ForEach({ $_.Values.Values }) | Should -Be (Format-Bit $whole.Values.Values)
            $batches.ForEach({ $_.Labels[0].Values }) | Should -Be $whole.Labels[0].Values
            $batches.FirstRow | Should -Be (0..($batches.Count - 1)).ForEach({ $_ * $args[0] }, $_)
            $batches[-1].Columns | Should -Be $whole.Columns
        }

        It 'are of about a million numbers unless told otherwise' {
            @(Import-SneData "$dataFolder/digits.csv" -Stream) | Should -HaveCount 1
            $path = Write-TestByte x.npy (Get-NpyByte '(1050, 1000)' ([byte[]]::new(1050000)))
            @(Import-SneData $path -Stream).ForEach({ $_.Count }) | Should -Be 1048, 2
        }

        It 'of several files come one after the other, with the columns of each' {
            $batches = @(Import-SneData "$dataFolder/iris.csv", "$dataFolder/wine.csv" -Stream -BatchSize 100)
            $batches.Count | Should -Be 4
            $batches.ForEach({ $_.Count }) | Should -Be 100, 50, 100, 78
            $batches.Dimension | Should -Be 4, 4, 14, 14
            $batches.FirstRow | Should -Be 0, 100, 0, 100
        }

        It 'come with the labels of another file' {
            $labels = Write-TestFile labels.txt ((1..250 -join "`n") + "`n")
            $batches = @(Import-SneData (Write-TestTable x.csv 250) -LabelPath $labels -Stream -BatchSize 100)
            $batches.ForEach({ $_.Labels[0].Values }) | Should -Be (1..250)
        }

        It 'are rows of other cmdlets' {
            $batch = @(Import-SneData (Write-TestTable x.csv 60) -Stream -BatchSize 20)[2]
            ($batch | Invoke-SneEmbedding -Dimension 1 -MaxIteration 5 -WarningAction SilentlyContinue).name | Should -Be (41..60).ForEach({ "row $_" })
        }
    }

    Context 'the pipeline' {
        It 'gets a batch before the rest is read' {
            $path = Write-TestTable late.csv 3000 2900 'x,1,y'
            $seen = [System.Collections.Generic.List[int]]::new()
            Import-SneData $path -Stream -BatchSize 500 -ErrorAction SilentlyContinue -ErrorVariable failed | ForEach-Object { $seen.Add($_.FirstRow) }
            $seen | Should -Be 0, 500, 1000, 1500, 2000
            $failed | Should -HaveCount 1
        }

        It 'that wants no more ends the reading, and closes the file' {
            $path = Write-TestTable late.csv 3000 2900 'x,1,y'
            $batches = @(Import-SneData $path -Stream -BatchSize 500 -ErrorVariable failed | Select-Object -First 2)
            $batches.FirstRow | Should -Be 0, 500
            $failed | Should -HaveCount 0
            $file = [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'None')
            $file.Dispose()
        }

        It 'that is left by an error or a break ends the reading, and closes the file' {
            $path = Write-TestTable x.csv 3000
            { Import-SneData $path -Stream -BatchSize 500 | ForEach-Object { throw 'enough' } } | Should -Throw 'enough'
            do { Import-SneData $path -Stream -BatchSize 500 | ForEach-Object { break } } while ($false)
            $file = [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'None')
            $file.Dispose()
        }

        It 'that is stopped ends the reading' {
            $path = Write-TestTable x.csv 20000
            $shell = [powershell]::Create()
            $null = $shell.AddScript({
                    param($module, $path)
                    Import-Module $module
                    while ($true) { Import-SneData $path -Stream -BatchSize 10 }
                }).AddArgument("$PSScriptRoot/../output/SneTools").AddArgument($path)
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $run = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]] $null, $output)
            while ($output.Count -lt 20 -and -not $run.IsCompleted) { Start-Sleep -Milliseconds 20 }
            $shell.Stop()
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
            $shell.Dispose()
            $file = [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'None')
            $file.Dispose()
        }
    }

    Context 'what does not fit' {
        It 'is an error with the row of the file, that says what decided and what to do' {
            $path = Write-TestTable late.csv 3000 2900 'x,1,y'
            $null = Import-SneData $path -Stream -BatchSize 500 -ErrorAction SilentlyContinue -ErrorVariable failed
            $failed[0].FullyQualifiedErrorId | Should -Be "NotANumber,$class"
            $failed[0].CategoryInfo.Category | Should -Be 'InvalidData'
            $failed[0].TargetObject | Should -Be $path
            $failed[0].Exception.Row | Should -Be 2900
            $failed[0].Exception.Message | Should -Be "${path}: Row 2900, column 'a': 'x' is not a number. That the column holds numbers was decided by the first 1000 rows. Use -MissingValue Drop to leave such rows out, or name the column with -Label to have it ride along as it is, or with -ExcludeProperty to leave it out."
        }

        It 'is left out with -MissingValue Drop, with one warning for the file' {
            $path = Write-TestTable late.csv 3000 2900 'x,1,y'
            $batches = @(Import-SneData $path -Stream -BatchSize 500 -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue)
            ($batches | Measure-Object Count -Sum).Sum | Should -Be 2999
            $batches[-1].DroppedRows | Should -Be 2899
            $warned | Should -Be '1 row was left out because a value was missing or not a finite number; the first is row 2900.'
        }

        It 'rides along if the user says so' {
            $path = Write-TestTable late.csv 3000 2900 'x,1,y'
            @(Import-SneData $path -Stream -BatchSize 500 -Label a)[-1].Labels[0].Values[398..400] | Should -Be '1.50', 'x', '3.50'
        }
    }

    It 'warns of a row index once' {
        $path = Write-TestFile x.csv ("id,a`n" + ((1..300).ForEach({ "$_,$($_ % 7)" }) -join "`n"))
        $batches = @(Import-SneData $path -Stream -BatchSize 100 -WarningVariable warned -WarningAction SilentlyContinue)
        $warned | Should -HaveCount 1
        $batches.ForEach({ $_.Labels[0].Values }) | Should -Be (1..300)
    }

    It 'tells once what became of the columns' {
        @(Import-SneData "$dataFolder/iris.csv" -Stream -BatchSize 50 -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }) | Should -HaveCount 1
    }

    It 'is refused with what only all rows tell: <Name>' -ForEach @(
        @{ Name = 'means'; With = @{ MissingValue = 'Mean' }; Message = '*mean of a column*Drop*' }
        @{ Name = 'categories'; With = @{ Categorical = 'species' }; Message = '*categories of a column*Label*' }
        @{ Name = 'categories that are found'; With = @{ Categorical = 'Auto' }; Message = '*categories of a column*Label*' }
    ) {
        $failed = Get-Refusal { Import-SneData "$dataFolder/iris.csv" -Stream @With }
        $failed.FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
        $failed.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failed.Exception.Message | Should -BeLike $Message
    }

    It 'goes with -BatchSize, which means nothing else' {
        (Get-Refusal { Import-SneData "$dataFolder/iris.csv" -BatchSize 10 }).FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
        (Get-Refusal { Import-SneData "$dataFolder/iris.csv" -Stream -BatchSize 0 }).FullyQualifiedErrorId | Should -Be "ParameterArgumentValidationError,$class"
    }
}
