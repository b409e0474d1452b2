# The help pages, what is compiled from them, and the cmdlets say the same; every error has an entry.
Describe 'Help' {
    BeforeDiscovery {
        . $PSScriptRoot/common.ps1
        $commands = (Get-Module SneTools).ExportedCmdlets.Keys | Sort-Object
        $topics = 'about_SneTools', 'about_SneTools_Methods', 'about_SneTools_Errors', 'about_SneTools_Migration'
    }

    BeforeAll {
        . $PSScriptRoot/common.ps1
        . $PSScriptRoot/HelpPages.ps1
        $errorTopic = Get-Content "$PSScriptRoot/../module/en-US/about_SneTools_Errors.help.txt" -Raw
    }

    It 'has a page for every cmdlet and no other' {
        $exported = Get-Sorted @((Get-Module SneTools).ExportedCmdlets.Keys)
        @(Get-PageName) -join ' ' | Should -BeExactly ($exported -join ' ')
    }

    It 'is compiled for every cmdlet and no other' {
        $document = [xml]::new()
        $document.Load("$PSScriptRoot/../module/en-US/SneTools.PowerShell.dll-Help.xml")
        $compiled = foreach ($command in $document.DocumentElement.ChildNodes) { $command.details.name }
        $exported = Get-Sorted @((Get-Module SneTools).ExportedCmdlets.Keys)
        $compiled -join ' ' | Should -BeExactly ($exported -join ' ')
    }

    It 'is laid out as it was compiled' {
        foreach ($file in Get-ChildItem "$PSScriptRoot/../module/en-US") {
            $copy = "$PSScriptRoot/../output/SneTools/en-US/$($file.Name)"
            (Get-Content $copy -Raw) -ceq (Get-Content $file -Raw) | Should -BeTrue -Because $copy
        }
    }

    It 'has line feeds only, and nothing of the machine that compiled it' {
        $text = Get-Content "$PSScriptRoot/../module/en-US/SneTools.PowerShell.dll-Help.xml" -Raw
        $text | Should -Not -Match '\r'
        $text | Should -Not -Match '\u0080|```'
        $text.Contains((Get-Item "$PSScriptRoot/..").FullName) | Should -BeFalse
    }

    Context 'of <_>' -ForEach $commands {
        BeforeAll {
            $command = Get-Command $_ -Module SneTools
            $page = Read-HelpPage $_
            $compiled = Read-CompiledHelp $_
        }

        It 'lists the parameters that the cmdlet has' {
            $own = foreach ($parameter in Get-OwnParameter $command) { $parameter.Name }
            $page.Parameters.Name -join ' ' | Should -Be ((Get-Sorted $own) -join ' ')
        }

        It 'describes each parameter as the cmdlet has it' {
            foreach ($parameter in Get-OwnParameter $command) {
                $actual = Format-Parameter $parameter
                foreach ($said in $page.Parameters) {
                    if ($said.Name -eq $actual.Name) {
                        foreach ($what in 'Type', 'Aliases', 'Values', 'Sets', 'Wildcard') {
                            $said.$what | Should -BeExactly $actual.$what -Because "that is -$($actual.Name), $what"
                        }
                    }
                }
            }
        }

        It 'states the defaults that the cmdlet has' {
            $instance = [System.Activator]::CreateInstance($command.ImplementingType)
            foreach ($said in $page.Parameters) {
                $property = $command.ImplementingType.GetProperty($said.Name)
                $type = if ($property) { Get-InnerType $property.PropertyType }
                $value = if ($property) { $property.GetValue($instance) }
                # A default in words, or one that the core fills in where the cmdlet leaves the value open.
                if ($null -eq $value -or $said.Default -in 'None', '') { continue }
                if ($type.IsEnum -and -not $property.PropertyType.IsArray -and -not $said.Default.Contains(' ')) {
                    $said.Default | Should -BeExactly "$value" -Because "that is -$($said.Name)"
                }
                elseif ($said.Default -match '^-?[\d.]+(e-?\d+)?$' -and $value -isnot [array]) {
                    [double] $said.Default | Should -Be ([double] $value) -Because "that is -$($said.Name)"
                }
            }
        }

        It 'has the syntax of every parameter set' {
            $actual = @(Format-ParameterSet $command)
            (Get-Sorted $page.Sets) -join "`n" | Should -Be ((Get-Sorted $actual) -join "`n")
        }

        It 'has three examples or more, each with code' {
            $page.Examples.Count | Should -BeGreaterOrEqual 3
            foreach ($example in $page.Examples) {
                $example.Code.Count | Should -BeGreaterThan 0 -Because $example.Title
            }
        }

        It 'is compiled with the same synopsis, parameters and syntax' {
            $compiled.details.description.para | Should -BeExactly $page.Synopsis
            $nodes = @($compiled.parameters.parameter)
            $nodes.Count | Should -Be $page.Parameters.Count
            for ($p = 0; $p -lt $nodes.Count; $p++) {
                $said = $page.Parameters[$p]
                $because = "that is -$($said.Name)"
                $nodes[$p].name | Should -BeExactly $said.Name
                $nodes[$p].type.name | Should -BeExactly $said.Type -Because $because
                $nodes[$p].required | Should -Be "$($said.Required)" -Because $because
                $aliases = if ($said.Aliases) { $said.Aliases } else { 'none' }
                $nodes[$p].aliases | Should -BeExactly $aliases -Because $because
                $values = foreach ($value in @($nodes[$p].parameterValueGroup.parameterValue)) { if ($value) { $value.InnerText } }
                @($values) -join ', ' | Should -BeExactly $said.Values -Because $because
                "$($nodes[$p].defaultValue)" | Should -BeExactly $said.Default -Because $because
            }
            $sets = foreach ($set in @($compiled.syntax.syntaxItem)) {
                $names = foreach ($parameter in @($set.parameter)) { $parameter.name }
                (Get-Sorted $names) -join ' '
            }
            $expected = foreach ($set in $page.Sets) { $set.Substring($set.IndexOf(':') + 2) }
            @($sets) -join "`n" | Should -BeExactly (@($expected) -join "`n")
        }

        It 'has examples whose code can be copied: one block, with no prose in it or in its lines' {
            $shown = Get-Help $_ -Examples | Out-String -Width 1000
            foreach ($example in $page.Examples) {
                $example.Code.Count | Should -Be 1 -Because $example.Title
                foreach ($line in $example.Code[0] -split "`n") {
                    $shown | Should -MatchExactly "(?m)^ *$([regex]::Escape($line.Trim()))\r?$" -Because $example.Title
                }
            }
            @($compiled.examples.example).ForEach{ $_.introduction.InnerText } | Where-Object { $_ } | Should -BeNullOrEmpty
        }

        It 'leads to its page online' {
            $uri = [uri] $command.HelpUri
            $uri.Scheme | Should -Be 'https'
            $uri.OriginalString | Should -BeLike "*$_.md"
            "$helpRepository/docs/en-US/$_.md" | Should -Exist
        }

        It 'is compiled with the same examples' {
            $nodes = @($compiled.examples.example)
            $nodes.Count | Should -Be $page.Examples.Count
            for ($e = 0; $e -lt $nodes.Count; $e++) {
                $nodes[$e].title | Should -BeExactly "--- $($page.Examples[$e].Title) ---"
                $nodes[$e].code | Should -BeExactly $page.Examples[$e].Code[0]
            }
        }

        It 'is what Get-Help shows' {
            $help = Get-Help $_ -Full
            $help.Synopsis | Should -BeExactly $page.Synopsis
            @($help.examples.example).Count | Should -Be $page.Examples.Count
            @($help.parameters.parameter).Count | Should -BeGreaterOrEqual $page.Parameters.Count
            (@($help.description).Text -join '').Length | Should -BeGreaterThan 100
        }

        It 'names errors that about_SneTools_Errors explains' {
            foreach ($identifier in $page.Errors) {
                $errorTopic | Should -MatchExactly "(?m)^    $identifier \(" -Because 'the page names it'
            }
        }
    }

    Context '<_>' -ForEach $topics {
        It 'is found by Get-Help' {
            $shown = [string] (Get-Help $_)
            $shown | Should -BeLike "*$_*SHORT DESCRIPTION*"
        }

        It 'has lines of at most 80 characters' {
            foreach ($line in Get-Content "$PSScriptRoot/../module/en-US/$_.help.txt") {
                $line.Length | Should -BeLessOrEqual 80 -Because $line
            }
        }
    }

    It 'names commands and parameters that there are, in every page of code: <_>' -ForEach @(
        'README.md', 'docs/alignment.md', 'docs/batches.md', 'docs/derivation.md', 'docs/gallery.md', 'docs/jobs.md', 'docs/scale.md', 'docs/tables.md'
    ) {
        $text = (Get-Content "$helpRepository/$_" -Raw).Replace("`r", '')
        foreach ($block in [regex]::Matches($text, '(?s)```powershell\n(.*?)\n```').ForEach{ $_.Groups[1].Value }) {
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($block, [ref] $null, [ref] ($problems = $null))
            $problems | Should -BeNullOrEmpty -Because $block
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $name = $call.GetCommandName()
                if ($name -notmatch '-Sne') { continue }
                $command = Get-Command $name -Module SneTools
                foreach ($parameter in $call.CommandElements.Where{ $_ -is [System.Management.Automation.Language.CommandParameterAst] }) {
                    { $command.ResolveParameter($parameter.ParameterName) } | Should -Not -Throw -Because "$call"
                }
            }
        }
    }

    It 'opens the page of every cmdlet in the browser' -Skip:(-not $IsLinux) {
        # What PowerShell starts on Linux to open an address; here it writes the address down.
        $bin = New-Item "$TestDrive/bin" -ItemType Directory
        Set-Content "$bin/xdg-open" "#!/bin/sh`necho `"`$1`" >> '$TestDrive/opened'"
        chmod +x "$bin/xdg-open"
        $before = $env:PATH
        try {
            $env:PATH = "${bin}:$before"
            $commands = (Get-Module SneTools).ExportedCmdlets.Keys | Sort-Object
            foreach ($name in $commands) { Get-Help $name -Online }
            for ($wait = 0; @(Get-Content "$TestDrive/opened" -ErrorAction Ignore).Count -lt $commands.Count -and $wait -lt 100; $wait++) { Start-Sleep -Milliseconds 100 }
        }
        finally {
            $env:PATH = $before
        }
        Get-Content "$TestDrive/opened" | Sort-Object | Should -Be ($commands | ForEach-Object { (Get-Command $_ -Module SneTools).HelpUri } | Sort-Object)
    }

    It 'explains every error of the core, with its category, and none that is not there' {
        $section = [regex]::Match($errorTopic, '(?s)ERRORS OF DATA AND SETTINGS(.*)ERRORS OF PATHS').Groups[1].Value
        $explained = foreach ($match in [regex]::Matches($section, '(?m)^    (\w+) \((\w+)\)')) { $match.Groups[1].Value }
        (Get-Sorted $explained) -join ' ' | Should -BeExactly ((Get-Sorted ([enum]::GetNames([SneTools.SneError]))) -join ' ')

        # The cmdlets' own table of categories.
        $assembly = (Get-Command Import-SneData).ImplementingType.Assembly
        $table = $assembly.GetType('SneTools.PowerShell.ErrorRecords').GetMethod('Category', [System.Reflection.BindingFlags] 'Static, NonPublic')
        foreach ($match in [regex]::Matches($section, '(?m)^    (\w+) \((\w+)\)')) {
            $category = $table.Invoke($null, @([SneTools.SneError] $match.Groups[1].Value))
            $match.Groups[2].Value | Should -BeExactly "$category" -Because $match.Groups[1].Value
        }
    }

    It 'explains every error of paths that a page names, and no other' {
        $section = [regex]::Match($errorTopic, '(?s)ERRORS OF PATHS(.*)SEE ALSO').Groups[1].Value
        $explained = foreach ($match in [regex]::Matches($section, '(?m)^    (\w+) \(\w')) { $match.Groups[1].Value }
        $named = [System.Collections.Generic.SortedSet[string]]::new([System.StringComparer]::Ordinal)
        foreach ($name in Get-PageName) {
            foreach ($identifier in (Read-HelpPage $name).Errors) {
                if ($identifier -notin [enum]::GetNames([SneTools.SneError])) {
                    $null = $named.Add($identifier)
                }
            }
        }
        (Get-Sorted $explained) -join ' ' | Should -BeExactly (@($named) -join ' ')
    }

    It 'has a job beside those of other programs, which runs as it is written' {
        $topic = (Get-Content "$helpRepository/module/en-US/about_SneTools_Migration.help.txt" -Raw).Replace("`r", '')
        $first = [regex]::Match($topic, '(?m)^ +(Get-SneSample .*)$').Groups[1].Value
        $block = [regex]::Match($topic, '(?m)^  SneTools \(PowerShell\)\n((?: {8}.*\n)+)').Groups[1].Value
        $last = [regex]::Match($topic, '(?m)^ +(Import-Csv .*)$').Groups[1].Value
        $folder = (New-Item "$TestDrive/migration" -ItemType Directory).FullName
        $output = @(Invoke-FreshSession "$first`n$block`n$last" $folder)
        [math]::Abs($output[0] - 0.351) | Should -BeLessThan 0.001
        $output[1].Recall | Should -BeGreaterThan 0.6
        @(Get-Content "$folder/map.csv").Count | Should -Be 179
        "$folder/map.png" | Should -Exist

        # What the table calls a parameter is one.
        $table = [regex]::Match($topic, '(?s)WHAT EACH CALLS IT(.*?)DEFAULTS THAT DIFFER').Groups[1].Value
        $known = (Get-Command Invoke-SneEmbedding).Parameters.Keys
        $named = [regex]::Matches($table.Replace("EarlyExaggeration-", 'EarlyExaggerationIteration'), '(?m)^ +-(\w+)').ForEach{ $_.Groups[1].Value }
        $named.Count | Should -BeGreaterThan 10
        $named | Where-Object { $_ -notin $known } | Should -BeNullOrEmpty
    }

    It 'explains every parameter of Invoke-SneEmbedding in about_SneTools_Methods' {
        $topic = Get-Content "$PSScriptRoot/../module/en-US/about_SneTools_Methods.help.txt" -Raw
        foreach ($parameter in Get-OwnParameter (Get-Command Invoke-SneEmbedding)) {
            if ($parameter.Name -ne 'Method') { # the whole topic
                $topic | Should -MatchExactly "(?m)^    (-\w+, )*-$($parameter.Name)(,|`$|\r)"
            }
        }
        foreach ($method in [enum]::GetNames([SneTools.SneMethod])) {
            $topic | Should -MatchExactly "(?m)^    $method\b.*`n        "
        }
    }
}
