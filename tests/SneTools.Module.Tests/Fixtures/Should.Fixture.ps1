# What each assertion accepts, and what it says when it does not. A test named `fails: <message>` must fail with this
# message (lines joined by ` / `); every other test must pass. Valid for Pester, with the same results
# (the words for a difference between collections are those of Pester 6).
Describe 'Should' {
    Context '-Be' {
        It 'accepts an equal number' { 3 | Should -Be 3 }
        It 'accepts a number in a string' { 3 | Should -Be '3' }
        It 'accepts a double of the same value' { 3.0 | Should -Be 3 }
        It 'ignores case' { 'Sne' | Should -Be 'sNE' }
        It 'accepts equal collections' { 1, 2, 3 | Should -Be 1, 2, 3 }
        It 'accepts nested collections' { (1, 2), (3, 4) | Should -Be (1, 2), (3, 4) }
        It 'accepts a collection of one for its element' { @(7) | Should -Be 7 }
        It 'takes null and an empty collection for the same' { $null | Should -Be @() }
        It 'takes an alias' { 3 | Should -EQ 3 }
        It 'accepts a difference with -Not' { 3 | Should -Not -Be 4 }
        It 'does not take NaN for equal to itself' { [double]::NaN | Should -Not -Be ([double]::NaN) }
        It 'takes the value as a parameter' { Should -ActualValue 3 -Be 3 }
        It 'fails: Expected 3, but got 4.' { 4 | Should -Be 3 }
        It 'fails: Expected 3, because two and one, but got 4.' { 4 | Should -Be 3 -Because 'two and one' }
        It 'fails: Expected 3, because of that, but got 4.' { 4 | Should -Be 3 -Because 'because of that' }
        It 'fails: Expected 3, but got $null.' { $null | Should -Be 3 }
        It 'fails: Expected $true, but got $false.' { $false | Should -Be $true }
        It 'fails: Expected 0.25, but got 0.5.' { 0.5 | Should -Be 0.25 }
        It 'fails: Expected 3, but got NaN.' { [double]::NaN | Should -Be 3 }
        It 'fails: Expected 3, but got @(1, 2).' { 1, 2 | Should -Be 3 }
        It 'fails: Expected 3 to be different from the actual value, but got the same value.' { 3 | Should -Not -Be 3 }
        It 'fails: Expected a collection @(1, 2) with length 2, but got a collection @(1, 2, 3) with length 3.' {
            1, 2, 3 | Should -Be 1, 2
        }
        It 'fails: Expected collections to be the same, but they were different. / Collection lengths are both 3. / Collections differ at index 1. / Expected: @(1, 5, 3) / But was:  @(1, 2, 3)' {
            1, 2, 3 | Should -Be 1, 5, 3
        }
        It 'fails: Expected strings to be the same, but they were different. / String lengths are both 3. / Strings differ at index 2. / Expected: ''sne'' / But was:  ''snE'' /            --^' {
            'snE' | Should -BeExactly 'sne'
        }
        It 'fails: Expected strings to be the same, but they were different. / Expected length: 4 / Actual length:   3 / Strings differ at index 0. / Expected: ''tsne'' / But was:  ''sne'' /            ^' {
            'sne' | Should -Be 'tsne'
        }
        It 'fails: Expected ''a'', but got @(''a'', ''b'').' { 'a', 'b' | Should -Be 'a' }
        It 'fails: Expected @(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ...2 more) to be different from the actual value, but got the same value.' {
            1..12 | Should -Not -Be (1..12)
        }
    }

    Context '-BeExactly' {
        It 'accepts the same case' { 'Sne' | Should -BeExactly 'Sne' }
        It 'sees another case' { 'Sne' | Should -Not -BeExactly 'sne' }
        It 'fails: Expected exactly 3, but got 4.' { 4 | Should -BeExactly 3 }
        It 'fails: Expected ''a'' to be different from the actual value, but got exactly the same value.' {
            'a' | Should -Not -BeExactly 'a'
        }
    }

    Context 'sizes' {
        It 'accepts what is so' {
            3 | Should -BeGreaterThan 2
            3 | Should -BeGreaterOrEqual 3
            3 | Should -BeLessThan 4
            3 | Should -BeLessOrEqual 3
            3 | Should -Not -BeGreaterThan 3
            3 | Should -GT 2
            1e-3 | Should -BeLessThan 0.01
        }
        It 'fails: Expected the actual value to be greater than 3, but got 3.' { 3 | Should -BeGreaterThan 3 }
        It 'fails: Expected the actual value to be greater than or equal to 3, but got 2.' {
            3, 2 | Should -BeGreaterOrEqual 3
        }
        It 'fails: Expected the actual value to be less than 3, because I say so, but got 3.' {
            3 | Should -BeLessThan 3 -Because 'I say so'
        }
        It 'fails: Expected the actual value to be less than or equal to 3, but got 4.' { 4 | Should -BeLessOrEqual 3 }
        It 'fails: Expected the actual value to be less than or equal to 3, but got 5.' {
            5 | Should -Not -BeGreaterThan 3
        }
    }

    Context 'truth' {
        It 'accepts what counts as true or false' {
            $true | Should -BeTrue
            'x' | Should -BeTrue
            0 | Should -BeFalse
            $null | Should -Not -BeTrue
            1 | Should -Not -BeFalse
        }
        It 'fails: Expected $true, but got $false.' { $false | Should -BeTrue }
        It 'fails: Expected $true, but got $null.' { @() | Should -BeTrue }
        It 'fails: Expected $false, but got 1.' { 1 | Should -BeFalse }
        It 'fails: Expected $false, because of x, but got $true.' { $true | Should -Not -BeTrue -Because 'of x' }
        It 'fails: Expected $true, but got 0.' { 1, 0 | Should -BeTrue }
    }

    Context '-BeNullOrEmpty' {
        It 'accepts what is empty' {
            $null | Should -BeNullOrEmpty
            '' | Should -BeNullOrEmpty
            @() | Should -BeNullOrEmpty
            @{} | Should -BeNullOrEmpty
            0 | Should -Not -BeNullOrEmpty
            'x' | Should -Not -BeNullOrEmpty
            1, 2 | Should -Not -BeNullOrEmpty
        }
        It 'fails: Expected $null or empty, but got ''x''.' { 'x' | Should -BeNullOrEmpty }
        It 'fails: Expected $null or empty, but got @(1, 2).' { 1, 2 | Should -BeNullOrEmpty }
        It 'fails: Expected a value, but got $null or empty.' { $null | Should -Not -BeNullOrEmpty }
    }

    Context '-BeOfType' {
        It 'accepts a type, its name, a base type and an alias' {
            1 | Should -BeOfType [int]
            1 | Should -BeOfType int
            1 | Should -BeOfType ([int])
            'x' | Should -BeOfType System.Object
            1.0 | Should -HaveType double
            1 | Should -Not -BeOfType string
        }
        It 'fails: Expected the value to have type [string] or any of its subtypes, but got 1 with type [int].' {
            1 | Should -BeOfType [string]
        }
        It 'fails: Expected the value to not have type [int] or any of its subtypes, but got 1 with type [int].' {
            1 | Should -Not -BeOfType [int]
        }
    }

    Context 'collections' {
        It 'accepts what is so' {
            1, 2, 3 | Should -Contain 2
            1, 2, 3 | Should -Not -Contain 4
            2 | Should -BeIn 1, 2, 3
            4 | Should -Not -BeIn 1, 2, 3
            1, 2, 3 | Should -HaveCount 3
            @() | Should -HaveCount 0
            , (1, 2) | Should -HaveCount 1
            1 | Should -Not -HaveCount 2
        }
        It 'fails: Expected 4 to be found in collection @(1, 2), but it was not found.' { 1, 2 | Should -Contain 4 }
        It 'fails: Expected 1 to not be found in collection @(1, 2), but it was found.' { 1, 2 | Should -Not -Contain 1 }
        It 'fails: Expected collection @(1, 2) to contain 4, but it was not found.' { 4 | Should -BeIn 1, 2 }
        It 'fails: Expected collection @(1, 2) to not contain 1, but it was found.' { 1 | Should -Not -BeIn 1, 2 }
        It 'fails: Expected a collection with size 3, but got collection with size 2 @(1, 2).' { 1, 2 | Should -HaveCount 3 }
        It 'fails: Expected an empty collection, but got collection with size 2 @(1, 2).' { 1, 2 | Should -HaveCount 0 }
        It 'fails: Expected a collection with size 3, but got an empty collection.' { @() | Should -HaveCount 3 }
        It 'fails: Expected a non-empty collection, but got an empty collection.' { @() | Should -Not -HaveCount 0 }
        It 'fails: Expected a collection with size different from 2, but got collection with that size @(1, 2).' {
            1, 2 | Should -Not -HaveCount 2
        }
    }

    Context 'patterns' {
        It 'accepts what matches' {
            'Perplexity' | Should -BeLike 'perp*'
            'Perplexity' | Should -BeLikeExactly 'Perp*'
            'Perplexity' | Should -Not -BeLikeExactly 'perp*'
            'Perplexity' | Should -Match '^perp'
            'Perplexity' | Should -MatchExactly '^Perp'
            'Perplexity' | Should -Not -MatchExactly '^perp'
            'Perplexity' | Should -Not -BeLike 'x*'
        }
        It 'fails: Expected like wildcard ''x*'' to match ''Sne'', but it did not match.' { 'Sne' | Should -BeLike 'x*' }
        It 'fails: Expected like wildcard ''s*'' to not match ''Sne'', but it did match.' { 'Sne' | Should -Not -BeLike 's*' }
        It 'fails: Expected case sensitive like wildcard ''s*'' to match ''Sne'', but it did not match.' {
            'Sne' | Should -BeLikeExactly 's*'
        }
        It 'fails: Expected regular expression ''^x'' to match ''Sne'', because why, but it did not match.' {
            'Sne' | Should -Match '^x' -Because 'why'
        }
        It 'fails: Expected regular expression ''^s'' to not match ''Sne'', but it did match.' { 'Sne' | Should -Not -Match '^s' }
        It 'fails: Expected regular expression ''^s'' to case sensitively match ''Sne'', but it did not match.' {
            'Sne' | Should -MatchExactly '^s'
        }
        It 'fails: Expected regular expression ''^S'' to not case sensitively match ''Sne'', but it did match.' {
            'Sne' | Should -Not -MatchExactly '^S'
        }
    }

    Context 'files' {
        BeforeAll {
            [System.IO.File]::WriteAllText("$TestDrive/map.csv", "Y1,Y2`n1,2`n")
        }

        It 'accepts what is so' {
            'TestDrive:/map.csv' | Should -Exist
            "$TestDrive/map.csv" | Should -Exist
            'TestDrive:/none' | Should -Not -Exist
            'NoDrive:/none' | Should -Not -Exist
            'TestDrive:/*.csv' | Should -Exist
            'TestDrive:/map.csv' | Should -FileContentMatch '^y1,'
            "$TestDrive/map.csv" | Should -FileContentMatch '^1,2$'
            'TestDrive:/map.csv' | Should -FileContentMatchMultiline 'Y2\n1'
            'TestDrive:/map.csv' | Should -Not -FileContentMatch 'Y3'
        }
        It 'fails: Expected path ''TestDrive:/none'' to exist, but it did not exist.' { 'TestDrive:/none' | Should -Exist }
        It 'fails: Expected path ''TestDrive:/map.csv'' to not exist, but it did exist.' {
            'TestDrive:/map.csv' | Should -Not -Exist
        }
        It 'fails: Expected ''Y3'' to be found in file ''TestDrive:/map.csv'', but it was not found.' {
            'TestDrive:/map.csv' | Should -FileContentMatch 'Y3'
        }
        It 'fails: Expected ''Y2\n2'' to be found in file ''TestDrive:/map.csv'', but it was not found.' {
            'TestDrive:/map.csv' | Should -FileContentMatchMultiline 'Y2\n2'
        }
    }

    Context '-HaveParameter' {
        It 'accepts what is so' {
            Get-Command Import-Module | Should -HaveParameter Name
            Get-Command Import-Module | Should -HaveParameter Name -Type string[] -Mandatory
            Get-Command Import-Module | Should -HaveParameter MinimumVersion -Alias Version -InParameterSet Name
            Get-Command Import-Module | Should -Not -HaveParameter Perplexity
            Get-Command Import-Module | Should -HaveParameter Force -Not -Mandatory
        }
        It 'fails: Expected command Import-Module to have a parameter Perplexity, but the parameter is missing.' {
            Get-Command Import-Module | Should -HaveParameter Perplexity
        }
        It 'fails: Expected command Import-Module to not have a parameter Name, but the parameter exists.' {
            Get-Command Import-Module | Should -Not -HaveParameter Name
        }
        It 'fails: Expected command Import-Module to have a parameter Force, which is mandatory, of type [System.Int32] and with alias ''F'', but it wasn''t mandatory, it was of type [System.Management.Automation.SwitchParameter] and it didn''t have an alias ''F''.' {
            Get-Command Import-Module | Should -HaveParameter Force -Mandatory -Type int -Alias F
        }
        It 'fails: Expected command Import-Module to have a parameter Force, has ArgumentCompletion, but has no ArgumentCompletion.' {
            Get-Command Import-Module | Should -HaveParameter Force -HasArgumentCompleter
        }
    }

    Context '-Throw' {
        It 'accepts what is thrown' {
            { throw 'bad perplexity' } | Should -Throw
            { throw 'bad perplexity' } | Should -Throw 'bad*'
            { throw 'bad perplexity' } | Should -Throw -ExpectedMessage '*PERPLEXITY'
            { throw [System.ArgumentException]::new('x') } | Should -Throw -ExceptionType ([System.ArgumentException])
            { Import-Module ./none.psd1 -ErrorAction Stop } | Should -Throw -ErrorId 'Modules_ModuleNotFound,*'
            { [int]::Parse('x') } | Should -Throw
            { 1 } | Should -Not -Throw
        }
        It 'returns the error with -PassThru' {
            $thrown = { throw 'bad' } | Should -Throw -PassThru
            $thrown.Exception.Message | Should -Be 'bad'
            $thrown.FullyQualifiedErrorId | Should -Be 'bad'
        }
        It 'does not take a non-terminating error for one' { { Import-Module ./none.psd1 } | Should -Not -Throw }
        It 'runs the script in a scope below the test' {
            $x = 1
            { $x = $x + 1; if ($x -ne 2) { throw "$x" } } | Should -Not -Throw
            $x | Should -Be 1
        }
        It 'fails: Expected an exception to be thrown, but no exception was thrown.' { { 1 } | Should -Throw }
        It 'fails: Expected an exception with type [System.ArgumentException], message like ''y*'' and FullyQualifiedErrorId ''z'' to be thrown, but no exception was thrown.' {
            { 1 } | Should -Throw 'y*' -ErrorId z -ExceptionType ([System.ArgumentException])
        }
        It 'fails: Expected an exception with message like ''y*'' to be thrown, because of z, but the message was ''x''. from *' {
            { throw 'x' } | Should -Throw 'y*' -Because 'of z'
        }
        It 'fails: Expected no exception to be thrown, but an exception "x" was thrown from *' {
            { throw 'x' } | Should -Not -Throw
        }
    }
}
