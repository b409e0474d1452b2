# Where variables are seen and what runs when, as Pester has it. Every test must pass unless its name starts with
# `fails`; later tests look at what earlier ones left.
BeforeDiscovery {
    $cases = @(
        @{ Name = 'two'; Value = 2 }
        @{ Name = 'three'; Value = 3 }
    )
    $global:discovered = 'yes'
}

BeforeAll {
    . $PSScriptRoot/Scopes.Functions.ps1
    $ofFile = 'file'
    $script:ofScript = 'script'
    $global:log = [System.Collections.Generic.List[string]]::new()
    $root = $PSScriptRoot
    $path = $PSCommandPath
}

Describe 'variables' {
    BeforeAll {
        $ofBlock = 'block'
        $changed = 'before'
    }

    It 'of BeforeAll are seen' {
        $ofFile | Should -Be 'file'
        $ofBlock | Should -Be 'block'
        $script:ofScript | Should -Be 'script'
        $discovered | Should -Be 'yes'
    }
    It 'of a test' { $ofTest = 1; $changed = 'after'; $ofTest | Should -Be 1 }
    It 'do not leak to the next one' { $ofTest | Should -BeNullOrEmpty; $changed | Should -Be 'before' }
    It 'of BeforeDiscovery and of the file itself are not seen' { $cases | Should -BeNullOrEmpty }
    It 'know the file' {
        $PSScriptRoot | Should -Not -BeNullOrEmpty
        $root | Should -Be $PSScriptRoot
        $path | Should -Be $PSCommandPath
        $PSCommandPath | Should -BeLike '*Scopes.Fixture.ps1'
    }
    It 'and functions of another file are seen' { Get-Twice 4 | Should -Be 8 }

    Context 'in a block inside' {
        BeforeAll { $changed = 'inside' }
        It 'have a value of their own' { $changed | Should -Be 'inside'; $ofBlock | Should -Be 'block' }
    }

    It 'have the old value after it' { $changed | Should -Be 'before' }
}

Describe 'cases' {
    It 'of a hashtable, <name> is <value>, <value> is <_.Value>' -ForEach $cases {
        $Value | Should -Be $_.Value
        $Name | Should -BeIn 'two', 'three'
    }
    It 'of TestCases, with parameters: <value>' -TestCases $cases {
        param($Value, $Name)
        $Value | Should -BeGreaterThan 1
        $Name | Should -Not -BeNullOrEmpty
    }
    It 'of scalars: <_>, length <_.Length>' -ForEach 'a', 'bc' { $_ | Should -BeOfType string }
    It 'keeps an `<escaped`> bracket and an <unknown> one' { 1 | Should -Be 1 }

    Context 'of a block: <name>' -ForEach $cases {
        BeforeAll { $square = $Value * $Value }
        It 'gives <value>' { $square | Should -Be ($Value * $Value); $_.Name | Should -Be $Name }
        It 'gives <value> with <_>' -ForEach 1, 2 { $_ | Should -BeLessThan 3; $Value | Should -BeGreaterThan 1 }
    }
}

Describe 'order' {
    BeforeAll { $log.Add('all+') }
    AfterAll { $log.Add('all-') }
    BeforeEach { $log.Add('each+'); $fromEach = 'seen' }
    AfterEach { $log.Add("each- $inTest"); }

    It 'first' { $inTest = 'first'; $fromEach | Should -Be 'seen'; $log.Add('first') }

    Context 'inside' {
        BeforeAll { $log.Add('inner all+') }
        AfterAll { $log.Add('inner all-') }
        BeforeEach { $log.Add('inner each+') }
        AfterEach { $log.Add('inner each-') }
        It 'second' { $inTest = 'second'; $log.Add('second') }
        It 'fails in the middle' { $inTest = 'third'; throw 'on purpose' }
    }

    Context 'without a test' {
        BeforeAll { $log.Add('never') }
    }
}

Describe 'order, looked at afterwards' {
    It 'is the one of Pester' {
        $log -join ', ' | Should -Be (('all+', 'each+', 'first', 'each- first',
                'inner all+', 'each+', 'inner each+', 'second', 'inner each-', 'each- second',
                'each+', 'inner each+', 'inner each-', 'each- third', 'inner all-', 'all-') -join ', ')
    }
}

Describe 'a BeforeAll that fails' {
    BeforeAll { [int]::Parse('x'); $global:wentOn = $true }
    AfterAll { $global:cleanedUp = $true }
    It 'fails its tests' { 1 | Should -Be 1 }
    Context 'inside' {
        BeforeAll { $global:innerRan = $true }
        It 'fails these, too' { 1 | Should -Be 1 }
    }
}

Describe 'a BeforeEach that fails' {
    BeforeEach { throw 'before each' }
    AfterEach { $global:afterEachRan = $true }
    It 'fails its test' { $global:testRan = $true }
}

Describe 'after the failures' {
    It 'nothing below them has run but what cleans up' {
        $global:wentOn | Should -BeNullOrEmpty
        $global:innerRan | Should -BeNullOrEmpty
        $global:testRan | Should -BeNullOrEmpty
        $global:cleanedUp | Should -BeTrue
        $global:afterEachRan | Should -BeTrue
    }
}

Describe 'errors' {
    It 'fails on a throw' { throw 'thrown' }
    It 'fails on an exception of .NET' { [int]::Parse('x'); $global:wentOn = 1 }
    It 'fails on an error that a cmdlet ends with' { Import-Module ./none.psd1 -ErrorAction Stop }
    It 'fails on an unknown command' { Invoke-NoSuchThing }
    It 'fails on an unknown assertion' { 1 | Should -BeRound }
    It 'fails on an unknown parameter of an assertion' { 1 | Should -Be 1 -Tolerance 0.1 }
    It 'passes with an error that does not end it' { Import-Module ./none.psd1; 1 | Should -Be 1 }
    It 'passes with a return' { return; throw 'not reached' }
    It 'passes with a break outside of a loop' { break; throw 'not reached' }
    It 'goes on after that' { $global:wentOn | Should -BeNullOrEmpty }
    It 'can be tried' {
        $caught = try { throw 'x' } catch { "$_" }
        $caught | Should -Be 'x'
    }
    It 'fails on a comparison that cannot be made' { 3 | Should -BeLessThan 'a'; 1 | Should -Be 1 }
    It 'fails on a pattern that is none' { 'a' | Should -Not -Match '(' }
    It 'fails in a function of another file' { Assert-Two 3 }
    It 'sees a preference' {
        $ErrorActionPreference = 'Stop'
        { Import-Module ./none.psd1 } | Should -Throw
    }
}

Describe 'the test drive' {
    BeforeAll { [System.IO.File]::WriteAllText("$TestDrive/outer", 'x') }
    Context 'in a block' {
        BeforeAll { [System.IO.File]::WriteAllText("$TestDrive/inner", 'x') }
        It 'takes files' {
            $null = [System.IO.Directory]::CreateDirectory("$TestDrive/folder/deep")
            [System.IO.File]::WriteAllText("$TestDrive/folder/deep/file", 'x')
            'TestDrive:\outer' | Should -Exist
            'TestDrive:/inner' | Should -Exist
        }
        It 'keeps them to the end of the block' { 'TestDrive:/folder/deep/file' | Should -Exist }
    }
    It 'has lost them after it' {
        'TestDrive:/outer' | Should -Exist
        'TestDrive:/inner' | Should -Not -Exist
        'TestDrive:/folder' | Should -Not -Exist
    }
}
