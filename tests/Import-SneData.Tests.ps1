Describe 'Import-SneData' {
    BeforeAll {
        . $PSScriptRoot/common.ps1

        $class = 'SneTools.PowerShell.Commands.ImportSneDataCommand'
        $comma = "a,b,name`n1,2.5,x`n-3,4e2,y`n"

        # Passes if a data set is the table of $comma.
        function Assert-SameTable($Data) {
            $Data | Should -HaveCount 1
            $Data.Count | Should -Be 2
            $Data.Columns | Should -Be 'a', 'b'
            $Data.Columns[0].Length | Should -Be 1 # a byte order mark would be seen only here
            $Data.Values.Values | Should -Be 1, 2.5, -3, 400
            $Data.Labels | Should -HaveCount 1
            $Data.Labels[0].Name | Should -Be 'name'
            $Data.Labels[0].Values | Should -Be 'x', 'y'
        }

        # The one error that a file gives, which must not end the command.
        function Get-ImportError([string] $Path, [hashtable] $With = @{}) {
            $good = Write-TestFile good.csv $comma
            $data = @(Import-SneData -LiteralPath $Path, $good @With -ErrorVariable failed -ErrorAction SilentlyContinue)
            $failed | Should -HaveCount 1
            $data | Should -HaveCount 1 # the other file went through
            $failed[0]
        }
    }

    Context 'the columns of a file' {
        It 'are its numbers; text rides along' {
            $iris = Import-SneData "$dataFolder/iris.csv"
            $iris | Should -BeOfType ([SneTools.Dataset])
            $iris.Count | Should -Be 150
            $iris.Dimension | Should -Be 4
            $iris.Columns | Should -Be 'sepal_length', 'sepal_width', 'petal_length', 'petal_width'
            $iris.Values.Values[0..3] | Should -Be 5.1, 3.5, 1.4, 0.2
            $iris.Values.Values[596..599] | Should -Be 5.9, 3, 5.1, 1.8
            $iris.Labels | Should -HaveCount 1
            $iris.Labels[0].Name | Should -Be 'species'
            $iris.Labels[0].Values[0, 50, 149] | Should -Be 'setosa', 'versicolor', 'virginica'
        }

        It 'named by -Label ride along though they hold numbers' {
            $wine = Import-SneData "$dataFolder/wine.csv" -Label cultivar
            $wine.Dimension | Should -Be 13
            $wine.Columns | Should -Not -Contain 'cultivar'
            $wine.Labels[0].Name | Should -Be 'cultivar'
            $wine.Labels[0].Values[0, 177] | Should -Be '1', '3'
        }

        It 'of 64 pixels and a digit are read' {
            $digits = Import-SneData "$dataFolder/digits.csv" -Label digit
            $digits.Count, $digits.Dimension | Should -Be 1797, 64
            $digits.Labels[0].Values[0..9] -join '' | Should -Be '0123456789'
        }

        It 'are chosen by -Property <Property>, without <Exclude>: <Expected>' -ForEach @(
            @{ Property = 'petal_*'; Exclude = $null; Expected = 'petal_length', 'petal_width' }
            @{ Property = '*_LENGTH'; Exclude = $null; Expected = 'sepal_length', 'petal_length' }
            @{ Property = '[p-s]*_w?dth'; Exclude = $null; Expected = 'sepal_width', 'petal_width' }
            @{ Property = 'petal_width', 'sepal_width'; Exclude = 'sepal*'; Expected = 'petal_width' }
            @{ Property = $null; Exclude = 'petal_*', 'species'; Expected = 'sepal_length', 'sepal_width' }
            @{ Property = $null, 'petal_width'; Exclude = $null; Expected = 'petal_width' }
        ) {
            (Import-SneData "$dataFolder/iris.csv" -Property $Property -ExcludeProperty $Exclude).Columns | Should -Be $Expected
        }

        It 'left out are gone, and text that was not excluded rides along' {
            (Import-SneData "$dataFolder/iris.csv" -Property petal_width).Labels.Name | Should -Be 'species'
            (Import-SneData "$dataFolder/iris.csv" -ExcludeProperty species).Labels | Should -HaveCount 0
        }

        It 'may have brackets in their names' {
            (Import-SneData (Write-TestFile x.csv "a[1],a1,b`n1,2,3`n4,5,6`n") -Property 'a[1]').Columns | Should -Contain 'a[1]'
        }

        It 'keep the text of a label as it was' {
            $path = Write-TestFile x.csv "id,a,blank`n007,1,`n1e3,2,`"  `"`n,3, x `n"
            $data = Import-SneData $path -Label id, blank
            $data.Labels.Name | Should -Be 'id', 'blank'
            $data.Labels[0].Values | Should -Be '007', '1e3', $null
            $data.Labels[1].Values | Should -Be $null, '  ', ' x '
        }

        It 'come in the order of -Label, and before other text' {
            $path = Write-TestFile x.csv "u,v,a,w`nu1,v1,1,w1`nu2,v2,2,w2`n"
            (Import-SneData $path -Label w, v).Labels.Name | Should -Be 'w', 'v', 'u'
        }

        It 'without a name are called H1, H2, ... as Import-Csv calls them' {
            $data = Import-SneData (Write-TestFile x.csv "a,,`n1,2,x`n3,4,y`n")
            $data.Columns | Should -Be 'a', 'H2'
            $data.Labels.Name | Should -Be 'H3'
        }

        It 'take every spelling of a number' {
            $data = Import-SneData (Write-TestFile x.csv "a`n1`n-1.5`n+2`n 3 `n`"4`"`n5E-3`n.5`n1e+2`n")
            $data.Values.Values | Should -Be 1, -1.5, 2, 3, 4, 0.005, 0.5, 100
        }
    }

    Context 'the form of a file' {
        It 'may be <Name>' -ForEach @(
            @{ Name = 'comma-separated'; Text = "a,b,name`n1,2.5,x`n-3,4e2,y`n" }
            @{ Name = 'without a last line end'; Text = "a,b,name`n1,2.5,x`n-3,4e2,y" }
            @{ Name = 'of lines that end in CR LF'; Text = "a,b,name`r`n1,2.5,x`r`n-3,4e2,y`r`n" }
            @{ Name = 'of lines that end in CR'; Text = "a,b,name`r1,2.5,x`r-3,4e2,y`r" }
            @{ Name = 'separated by semicolons'; Text = "a;b;name`n1;2.5;x`n-3;4e2;y`n" }
            @{ Name = 'separated by tabs'; Text = "a`tb`tname`n1`t2.5`tx`n-3`t4e2`ty`n" }
            @{ Name = 'separated by bars'; Text = "a|b|name`n1|2.5|x`n-3|4e2|y`n" }
            @{ Name = 'quoted'; Text = "`"a`",`"b`",`"name`"`n`"1`",`"2.5`",`"x`"`n`"-3`",`"4e2`",`"y`"`n" }
            @{ Name = 'followed by blank lines'; Text = "a,b,name`n1,2.5,x`n-3,4e2,y`n`n`r`n   `n" }
            @{ Name = 'broken by blank lines'; Text = "a,b,name`n`n1,2.5,x`n`n`n-3,4e2,y`n" }
            @{ Name = 'preceded by blank lines'; Text = "`n`r`na,b,name`n1,2.5,x`n-3,4e2,y`n" }
            @{ Name = 'preceded by the type that Windows PowerShell writes'; Text = "#TYPE System.Object`r`na,b,name`r`n1,2.5,x`r`n-3,4e2,y`r`n" }
            @{ Name = 'UTF-8 with a byte order mark'; Text = "a,b,name`n1,2.5,x`n-3,4e2,y`n"; Encoding = [System.Text.UTF8Encoding]::new($true) }
            @{ Name = 'UTF-16'; Text = "a,b,name`n1,2.5,x`n-3,4e2,y`n"; Encoding = [System.Text.UnicodeEncoding]::new($false, $true) }
            @{ Name = 'UTF-16, big-endian'; Text = "a,b,name`n1,2.5,x`n-3,4e2,y`n"; Encoding = [System.Text.UnicodeEncoding]::new($true, $true) }
        ) {
            $path = if ($_.Encoding) { Write-TestFile x.csv $Text $_.Encoding } else { Write-TestFile x.csv $Text }
            Assert-SameTable (Import-SneData $path)
        }

        It 'may be told with -Delimiter: <_>' -ForEach ':', ' ', '~', ',' {
            Assert-SameTable (Import-SneData (Write-TestFile x.dat $comma.Replace(',', $_)) -Delimiter $_)
        }

        It 'with .tsv is separated by tabs even where commas are as many' {
            $data = Import-SneData (Write-TestFile x.tsv "a,x`tb`n1`t2`n3`t4`n")
            $data.Dimension | Should -Be 2
        }

        It 'is not misread for delimiters between quotes' {
            (Import-SneData (Write-TestFile x.csv "`"a;b;c;d`",e`n1,2`n3,4`n")).Columns | Should -Be 'a;b;c;d', 'e'
        }

        It 'may hold commas, line breaks, quotes and emoji in labels' {
            $path = Write-TestFile x.csv "name,a`n`"x, y`",1`n`"two`nlines`",2`n`"`"`"q`"`"`",3`n`u{1F98A}`u{FE0F} fuchs,4`n"
            (Import-SneData $path).Labels[0].Values | Should -Be 'x, y', "two`nlines", '"q"', "`u{1F98A}`u{FE0F} fuchs"
        }

        It 'keeps rows whose first cell begins with a #' {
            $data = Import-SneData (Write-TestFile x.csv "#id,a,b`n#1,1,2`n#2,3,4`nx,5,6`n")
            $data.Count | Should -Be 3
            $data.Labels[0].Name | Should -Be '#id'
            $data.Labels[0].Values | Should -Be '#1', '#2', 'x'
        }

        It 'is read the same where numbers are written with a comma' {
            Assert-SameTable (Invoke-WithComma { Import-SneData (Write-TestFile x.csv $comma) })
        }

        It 'may be long: 100 000 rows' {
            $text = [System.Text.StringBuilder]::new("a,b,name`n")
            for ($i = 0; $i -lt 100000; $i++) { $null = $text.Append($i).Append('.5,').Append($i % 7).Append(',r').Append($i).Append("`n") }
            $data = Import-SneData (Write-TestFile x.csv $text.ToString())
            $data.Count | Should -Be 100000
            $data.Values.Values[199998], $data.Values.Values[199999] | Should -Be 99999.5, 4
            $data.Labels[0].Values[99999] | Should -Be 'r99999'
        }
    }

    Context 'what separates cells and decimals' {
        It 'is found: <Name>' -ForEach @(
            @{ Name = 'semicolons and decimal commas'; Text = "a;b;name`n1;2,5;x`n-3;4e2;y`n" }
            @{ Name = 'commas and decimal commas in quotes'; Text = "`"a`",`"b`",`"name`"`n`"1`",`"2,5`",`"x`"`n`"-3`",`"4e2`",`"y`"`n" }
            @{ Name = 'blanks'; Text = " a     b name`n 1   2.5 x`n-3   4e2 y`n" }
            @{ Name = 'blanks and decimal commas'; Text = "a b name`n1 2,5 x`n-3 4e2 y`n" }
            @{ Name = 'tabs and decimal commas'; Text = "a`tb`tname`n1`t2,5`tx`n-3`t4e2`ty`n" }
        ) {
            Assert-SameTable (Import-SneData (Write-TestFile x.txt $Text))
            Assert-SameTable (Invoke-WithComma { Import-SneData (Write-TestFile x.txt $Text) })
        }

        It 'is found without a header, too' {
            $data = Import-SneData (Write-TestFile x.txt "1,5;2,5`n3,5;4`n") -NoHeader
            $data.Values.Values | Should -Be 1.5, 2.5, 3.5, 4
        }

        It 'is asked for where numbers may mean two, and may be said' {
            $path = Write-TestFile x.csv "a;b`n1;2,500`n3;4,250`n"
            $failed = Get-ImportError $path
            $failed.FullyQualifiedErrorId | Should -Be "AmbiguousNumber,$class"
            $failed.CategoryInfo.Category | Should -Be 'InvalidData'
            $failed.TargetObject | Should -Be $path
            $failed.Exception.Message | Should -BeLike "*Row 1, column 'b': '2,500' may be 2.500 or 2500.*-DecimalSeparator*"
            (Import-SneData $path -DecimalSeparator ',').Values.Values | Should -Be 1, 2.5, 3, 4.25
            (Import-SneData $path -Culture de-DE).Values.Values | Should -Be 1, 2.5, 3, 4.25
            $points = Import-SneData $path -DecimalSeparator '.' -WarningVariable warned -WarningAction SilentlyContinue
            $points.Labels.Name | Should -Be 'b'
            "$warned" | Should -BeLike "Column 'b' rides along as text*'2,500'*"
        }

        It 'of a culture gives way to what is given' {
            (Import-SneData (Write-TestFile x.csv "a`tb`n1`t2,500`n3`t4,250`n") -Culture de-DE -Delimiter "`t").Values.Values | Should -Be 1, 2.5, 3, 4.25
            (Import-SneData (Write-TestFile x.csv "a;b`n1;2.5`n3;4.5`n") -Culture de-DE -DecimalSeparator '.').Values.Values | Should -Be 1, 2.5, 3, 4.5
        }

        It 'is no letter and no sign' {
            foreach ($separator in 'x', '-', '"', '1') {
                { Import-SneData (Write-TestFile x.csv $comma) -DecimalSeparator $separator -ErrorAction Stop } | Should -Throw -ErrorId "InvalidOption,$class"
            }
        }

        It 'is found in what R writes; names of rows ride along' {
            $data = Import-SneData "$dataFolder/r-table.txt"
            $data.Columns | Should -Be 'mpg', 'disp', 'drat'
            $data.Labels[0].Name | Should -Be 'H1'
            $data.Labels[0].Values[0, 5] | Should -Be 'Mazda RX4', 'Valiant'
        }

        It 'leaves a first row that does not fit to be held against the header' {
            (Get-ImportError (Write-TestFile x.csv "a,b`n1,2,3,4`n5,6,7,8`n")).Exception.Message | Should -BeLike '*The header has 2 names and row 1 has 4 values.'
        }
    }

    Context 'the encoding of a file' {
        BeforeAll {
            $latin = Write-TestFile latin.csv "a,name`n1,f`u{FC}r`n2,x`n" ([System.Text.Encoding]::Latin1)
        }

        It 'may be said: <_>' -ForEach 'latin1', 'Latin1', '1252', 1252, 'windows-1252', 'iso-8859-1' {
            (Import-SneData $latin -Encoding $_).Labels[0].Values | Should -Be "f`u{FC}r", 'x'
        }

        It 'may be an Encoding, and that of UTF-16 without a mark' {
            (Import-SneData $latin -Encoding ([System.Text.Encoding]::Latin1)).Labels[0].Values | Should -Be "f`u{FC}r", 'x'
            $path = Write-TestFile x.csv "a,name`n1,f`u{FC}r`n2,x`n" ([System.Text.UnicodeEncoding]::new($false, $false))
            (Import-SneData $path -Encoding unicode).Labels[0].Values | Should -Be "f`u{FC}r", 'x'
        }

        It 'is UTF-8 by default, and what is not is refused with its place' {
            $failed = Get-ImportError $latin
            $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$class"
            $failed.Exception.Message | Should -BeLike '*Row 1 has the byte FC at offset 10 of the text, which is not utf-8.*-Encoding*'
        }

        It 'is that of the labels, too' {
            $labels = Write-TestFile l.txt "f`u{FC}r`nx`n" ([System.Text.Encoding]::Latin1)
            (Import-SneData $latin -Encoding latin1 -LabelPath $labels).Labels[0].Values | Should -Be "f`u{FC}r", 'x'
            Import-SneData (Write-TestFile d.csv "a`n1`n2`n") -LabelPath $labels -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].Exception.Message | Should -BeLike '*l.txt: Line 1 has the byte FC at offset 1*'
        }

        It 'has a name that is completed' {
            (TabExpansion2 'Import-SneData x.csv -Encoding u').CompletionMatches.CompletionText | Should -Be 'unicode', 'utf32', 'utf8', 'utf8BOM', 'utf8NoBOM'
        }

        It 'must be one' {
            { Import-SneData $latin -Encoding nonsense } | Should -Throw -ExpectedMessage "*no encoding 'nonsense'*latin1*"
            { Import-SneData $latin -Encoding 0 } | Should -Throw -ExpectedMessage "*no encoding '0'*"
        }
    }

    Context 'the path of a file' {
        BeforeAll {
            $first = Write-TestFile first.csv $comma
            $second = Write-TestFile second.csv $comma
            $brackets = Write-TestFile 'x[1].csv' $comma
        }

        It 'comes by position, by name or down the pipeline' {
            Assert-SameTable (Import-SneData $first)
            Assert-SameTable (Import-SneData -Path $first)
            Assert-SameTable ($first | Import-SneData)
        }

        It 'may be several: one data set each' {
            Import-SneData $first, $second | Should -HaveCount 2
            $first, $second, $first | Import-SneData | Should -HaveCount 3
        }

        It 'may be a wildcard' {
            Import-SneData "$TestDrive/*.csv" | Should -HaveCount 3
            Import-SneData "$TestDrive/[fs]*.csv" | Should -HaveCount 2
        }

        It 'may be a file as Get-ChildItem gives it, brackets and all' {
            [System.IO.FileInfo] $first, [System.IO.FileInfo] $brackets | Import-SneData | Should -HaveCount 2
        }

        It 'may come by the name PSPath or LiteralPath' {
            Assert-SameTable ([pscustomobject]@{ PSPath = "Microsoft.PowerShell.Core\FileSystem::$brackets" } | Import-SneData)
            Assert-SameTable ([pscustomobject]@{ LiteralPath = $brackets } | Import-SneData)
        }

        It 'with brackets is taken literally with -LiteralPath only' {
            Assert-SameTable (Import-SneData -LiteralPath $brackets)
            Import-SneData -Path $brackets -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed[0].FullyQualifiedErrorId | Should -Be "PathNotFound,$class"
            $failed[0].Exception.Message | Should -BeLike '*-LiteralPath*'
        }

        It 'may be on a PowerShell drive, and relative to the location there' {
            Assert-SameTable (Import-SneData TestDrive:/first.csv)
            Assert-SameTable (Import-SneData -LiteralPath 'TestDrive:\x[1].csv')
            Push-Location TestDrive:/
            try {
                Assert-SameTable (Import-SneData first.csv)
                Assert-SameTable (Import-SneData ./second.csv)
                Set-Location $TestDrive
                Assert-SameTable (Import-SneData first.csv)
            }
            finally {
                Pop-Location
            }
        }

        It 'is refused if <Name>' -ForEach @(
            @{ Name = 'there is no such file'; Path = 'none.csv'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Name = 'there is no such folder'; Path = 'none/none.csv'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Name = 'nothing matches'; Path = '*.none'; Id = 'PathNotFound'; Category = 'ObjectNotFound' }
            @{ Name = 'it is a folder'; Path = ''; Id = 'PathIsFolder'; Category = 'ObjectNotFound' }
        ) {
            $path = "$TestDrive/$Path"
            $data = @(Import-SneData $path, $first -ErrorVariable failed -ErrorAction SilentlyContinue)
            $data | Should -HaveCount 1
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "$Id,$class"
            $failed[0].CategoryInfo.Category | Should -Be $Category
            $failed[0].TargetObject | Should -Be $path
            $failed[0].Exception.Message.Contains($path) | Should -BeTrue
        }

        It 'is refused if it is not in the file system: <_>' -ForEach 'Variable:HOME', 'NoSuchDrive:/x.csv', 'NoSuchProvider::x' {
            $failed = Get-ImportError $_
            $failed.FullyQualifiedErrorId | Should -BeIn "PathNotFile,$class", "PathNotFound,$class"
            $failed.TargetObject | Should -Be $_
        }

        It 'ends the command with -ErrorAction Stop' {
            { Import-SneData "$TestDrive/none.csv" -ErrorAction Stop } | Should -Throw -ErrorId "PathNotFound,$class"
        }

        It 'must not be empty' {
            { Import-SneData '' } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
            { Import-SneData -LiteralPath $null } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
        }
    }

    Context 'a file that cannot be used' {
        It 'is refused if it <Name>' -ForEach @(
            @{ Name = 'is empty'; Text = ''; Id = 'EmptyInput'; Message = '*no rows*empty*' }
            @{ Name = 'has blank lines only'; Text = "`n`r`n"; Id = 'EmptyInput'; Message = '*no rows*' }
            @{ Name = 'has a header only'; Text = "a,b`n"; Id = 'EmptyInput'; Message = '*no rows*' }
            @{ Name = 'has no column of numbers'; Text = "u,v`nx,y`nz,w`n"; Id = 'NoNumericColumn'; Message = "*'u', 'v'*" }
            @{ Name = 'has text among numbers'; Text = "a,b`n1,2`n3,many`n5,6`n"; Id = 'NotANumber'; Message = "*Row 2, column 'b': 'many' is not a number.*-MissingValue*" }
            @{ Name = 'has a decimal comma among decimal points'; Text = "a;b`n1;2.5`n3;4,5`n5;6.5`n"; Id = 'NotANumber'; Message = "*Row 2, column 'b': '4,5'*" }
            @{ Name = 'has an empty cell'; Text = "a,b`n1,2`n3,`n"; Id = 'MissingValue'; Message = "*Row 2, column 'b': the value is missing.*" }
            @{ Name = 'has a NaN'; Text = "a,b`n1,2`n3,4`nNaN,5`n"; Id = 'NonFiniteValue'; Message = "*Row 3, column 'a': NaN*" }
            @{ Name = 'has an infinity'; Text = "a,b`n1,2`n-Infinity,5`n"; Id = 'NonFiniteValue'; Message = "*Row 2, column 'a': -Infinity*" }
            @{ Name = 'has a number beyond all doubles'; Text = "a,b`n1,2`n3,1e400`n"; Id = 'NonFiniteValue'; Message = "*Row 2, column 'b': Infinity*" }
            @{ Name = 'has a short row'; Text = "a,b,c`n1,2,3`n4,5`n6,7,8`n"; Id = 'RaggedRow'; Message = '*Row 2 has 2 values*3*' }
            @{ Name = 'has a long row'; Text = "a,b`n1,2`n3,4`n5,6,7`n"; Id = 'RaggedRow'; Message = '*Row 3 has 3 values*2*' }
            @{ Name = 'has a column twice'; Text = "a,b,A`n1,2,3`n4,5,6`n"; Id = 'DuplicateColumn'; Message = "*two columns named 'a'*" }
            @{ Name = 'has a quote without its match'; Text = "a,b,name`n1,2,x`n3,4,`"y`n5,6,z`n"; Id = 'InvalidFile'; Message = '*Row 2*quote*' }
            @{ Name = 'has such a quote in the header'; Text = "a,`"b`n1,2`n"; Id = 'InvalidFile'; Message = '*header*quote*' }
            @{ Name = 'has text behind a quote'; Text = "a,name`n1,`"x`"y`n"; Id = 'InvalidFile'; Message = '*Row 1*quote*' }
            @{ Name = 'lacks the column asked for'; Text = "a,b`n1,2`n3,4`n"; Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; With = @{ Property = 'q' }; Message = "*'q'*'a', 'b'*" }
            @{ Name = 'lacks the label asked for'; Text = "a,b`n1,2`n3,4`n"; Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; With = @{ Label = 'q' }; Message = "*'q'*'a', 'b'*" }
            @{ Name = 'lacks the column to exclude'; Text = "a,b`n1,2`n3,4`n"; Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; With = @{ ExcludeProperty = 'q' }; Message = "*'q'*" }
            @{ Name = 'has but labels'; Text = "a,b`n1,2`n3,4`n"; Id = 'NoNumericColumn'; With = @{ Label = '*' }; Message = "*'a', 'b'*" }
        ) {
            $path = Write-TestFile bad.csv $Text
            if ($_.With) {
                $data = Import-SneData $path @With -ErrorVariable failed -ErrorAction SilentlyContinue
                $data | Should -BeNullOrEmpty
                $failed | Should -HaveCount 1
                $failed = $failed[0]
            }
            else {
                $failed = Get-ImportError $path
            }
            $failed.FullyQualifiedErrorId | Should -Be "$Id,$class"
            $failed.CategoryInfo.Category | Should -Be $(if ($_.Category) { $_.Category } else { 'InvalidData' })
            $failed.TargetObject | Should -Be $path
            $failed.Exception.Message | Should -BeLike $Message
            $failed.Exception.Message.StartsWith("${path}: ") | Should -BeTrue
        }

        It 'is refused if somebody has locked it' {
            $path = Write-TestFile bad.csv $comma
            $lock = [System.IO.File]::Open($path, 'Open', 'ReadWrite', 'None')
            try {
                $failed = Get-ImportError $path
            }
            finally {
                $lock.Dispose()
            }
            $failed.FullyQualifiedErrorId | Should -Be "FileUnreadable,$class"
            $failed.CategoryInfo.Category | Should -Be 'ReadError'
            $failed.Exception.Message.Contains($path) | Should -BeTrue
        }

        It 'is refused with the delimiter <_>' -ForEach '"', 'a', '7', "`n" {
            $path = Write-TestFile bad.csv $comma
            Import-SneData $path -Delimiter $_ -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "InvalidOption,$class"
            $failed[0].Exception.Message | Should -BeLike '*delimiter*'
        }

        It 'blames a text that comes late' {
            $text = [System.Text.StringBuilder]::new("a,b`n")
            for ($i = 1; $i -le 5000; $i++) { $null = $text.Append($i).Append($(if ($i -eq 4321) { ",oops`n" } else { ",1`n" })) }
            (Get-ImportError (Write-TestFile bad.csv $text.ToString())).Exception.Message | Should -BeLike "*Row 4321, column 'b': 'oops'*"
        }
    }

    Context 'gaps' {
        BeforeAll { $gaps = "a,b,name`n1,2,v`nNaN,4,w`n3,NA,x`n,Infinity,y`n5,6,z`n" }

        It 'are left out with their rows, with a count, by -MissingValue Drop' {
            $data = Import-SneData (Write-TestFile x.csv $gaps) -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue
            $data.Values.Values | Should -Be 1, 2, 5, 6
            $data.Labels[0].Values | Should -Be 'v', 'z'
            $data.DroppedRows | Should -Be 1, 2, 3
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike '3 rows were left out*the first is row 2.'
        }

        It 'are filled with the mean, with a count, by -MissingValue Mean' {
            $data = Import-SneData (Write-TestFile x.csv $gaps) -MissingValue Mean -WarningVariable warned -WarningAction SilentlyContinue
            $data.Values.Values | Should -Be 1, 2, 3, 4, 3, 4, 3, 4, 5, 6
            $data.ReplacedCells | Should -Be 4
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike '4 values were missing*'
        }

        It 'are no reason to warn where there are none' {
            $null = Import-SneData (Write-TestFile x.csv $comma) -MissingValue Drop -WarningVariable warned
            $warned | Should -HaveCount 0
        }

        It 'that leave no row are refused' {
            Import-SneData (Write-TestFile x.csv "a,b`n1,`n,2`n") -MissingValue Drop -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -Be "EmptyInput,$class"
            $failed[0].Exception.Message | Should -BeLike '*all 2*'
        }

        It 'that leave nothing to take a mean of are refused' {
            $path = Write-TestFile x.csv "a,b`n1,`n2,`n"
            Import-SneData $path -Property a, b -MissingValue Mean -ErrorVariable failed -ErrorAction SilentlyContinue
            $failed[0].FullyQualifiedErrorId | Should -Be "NoNumericColumn,$class"
            $failed[0].Exception.Message | Should -BeLike "*'b'*mean*"
        }
    }

    Context 'pictures as MNIST has them' {
        BeforeAll {
            # Three pictures of 2 x 2 pixels, and what they show.
            [byte[]] $pixels = 0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255, 12
            [byte[]] $shown = 0, 0, 8, 1, 0, 0, 0, 3, 7, 0, 9
            $images = Write-TestByte train-images-idx3-ubyte $pixels
            $labels = Write-TestByte train-labels-idx1-ubyte $shown
        }

        It 'are rows of pixels' {
            $data = Import-SneData $images
            $data.Count, $data.Dimension | Should -Be 3, 4
            $data.Columns | Should -Be 'X1', 'X2', 'X3', 'X4'
            $data.Values.Values | Should -Be 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 255, 12
            $data.Labels | Should -HaveCount 0
        }

        It 'may be compressed, whatever the name: <_>' -ForEach 'x.idx3-ubyte.gz', 'x.csv', 'x' {
            (Import-SneData (Write-TestByte $_ $pixels -Gzip)).Values.Values[10] | Should -Be 255
        }

        It 'get their labels with -LabelPath' {
            foreach ($path in $labels, (Write-TestByte labels.gz $shown -Gzip), (Write-TestFile labels.txt "7`n0`n9`n"), (Write-TestFile labels.csv "digit`n7`n0`n9`n")) {
                $data = Import-SneData $images -LabelPath $path
                $data.Labels | Should -HaveCount 1
                $data.Labels[0].Name | Should -Be 'Label'
                $data.Labels[0].Values | Should -Be '7', '0', '9'
                $data.Dimension | Should -Be 4
            }
        }

        It 'are read up to a row with -First, labels and all' {
            $data = Import-SneData $images -LabelPath $labels -First 2
            $data.Count | Should -Be 2
            $data.Labels[0].Values | Should -Be '7', '0'
            (Import-SneData $images -First 99).Count | Should -Be 3
            (Import-SneData "$dataFolder/iris.csv" -First 60).Labels[0].Values[59] | Should -Be 'versicolor'
        }

        It 'keep some columns with -Property, -ExcludeProperty and -Label' {
            (Import-SneData $images -Property X[23]).Values.Values | Should -Be 2, 3, 6, 7, 10, 255
            (Import-SneData $images -ExcludeProperty X1, X4).Columns | Should -Be 'X2', 'X3'
            $data = Import-SneData $images -Label X4
            $data.Dimension | Should -Be 3
            $data.Labels[0].Values | Should -Be '4', '8', '12'
        }

        It 'are embedded through the pipeline' {
            [byte[]] $numbers = foreach ($i in 0..119) { $i * $i * 31 % 251 }
            $path = Write-TestByte x.idx ([byte[]] (@(0, 0, 8, 2, 0, 0, 0, 20, 0, 0, 0, 6) + $numbers))
            $map = Import-SneData $path | Invoke-SneEmbedding -Method TSne -PrincipalComponent 5 -Perplexity 4 -MaxIteration 5 -AsEmbedding
            $map.Count | Should -Be 20
            $map.Affinities.Data.Columns | Should -Be 'PC1', 'PC2', 'PC3', 'PC4', 'PC5'
        }

        It 'without as many labels are refused' {
            foreach ($path in (Write-TestFile two.txt "7`n0`n"), (Write-TestFile four.txt "7`n0`n9`n1`n")) {
                Import-SneData $images -LabelPath $path -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
                $failed | Should -HaveCount 1
                $failed[0].FullyQualifiedErrorId | Should -Be "RowCountMismatch,$class"
                $failed[0].Exception.Message | Should -BeLike "${path}: There are ? labels for 3 rows."
            }
        }

        It 'whose labels are missing are refused' {
            Import-SneData $images -LabelPath "$TestDrive/none" -ErrorVariable failed -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
            $failed | Should -HaveCount 1
            $failed[0].FullyQualifiedErrorId | Should -Be "PathNotFound,$class"
            $failed[0].TargetObject | Should -Be "$TestDrive/none"
        }

        It 'are read from a row on with -Skip, labels and all, and keep their numbers' {
            $data = Import-SneData $images -LabelPath $labels -Skip 1 -First 1
            $data.Count | Should -Be 1
            $data.FirstRow | Should -Be 1
            $data.Labels[0].Values[0] | Should -Be (Import-SneData $images -LabelPath $labels).Labels[0].Values[1]
            $whole = Import-SneData $images
            Format-Bit @(0..($whole.Dimension - 1) | ForEach-Object { $data.Values[0, $_] }) | Should -Be (Format-Bit @(0..($whole.Dimension - 1) | ForEach-Object { $whole.Values[1, $_] }))
            (Import-SneData "$dataFolder/iris.csv" -Skip 50 -First 1).Labels[0].Values[0] | Should -Be 'versicolor'
            @(Import-SneData "$dataFolder/iris.csv" -Skip 140 -Stream -BatchSize 7).FirstRow | Should -Be 140, 147
            { Import-SneData "$dataFolder/iris.csv" -Skip 150 -ErrorAction Stop } | Should -Throw '*There is no row behind the first 150*' -ErrorId "EmptyInput,$class"
            { Import-SneData $images -Skip -1 } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
        }

        It 'have no -First below 1' {
            { Import-SneData $images -First 0 } | Should -Throw -ErrorId "ParameterArgumentValidationError,$class"
        }
    }

    Context 'arrays as NumPy saves them' {
        It 'are rows: <Shape>' -ForEach @(
            @{ Shape = '(4,)'; Rows = 4; Columns = 1 }
            @{ Shape = '(2, 2)'; Rows = 2; Columns = 2 }
            @{ Shape = '(1, 2, 2)'; Rows = 1; Columns = 4 }
        ) {
            foreach ($gzip in $false, $true) {
                $data = Import-SneData (Write-TestByte x.npy (Get-NpyByte $Shape 1, 2, 3, 4) -Gzip:$gzip)
                $data.Count, $data.Dimension | Should -Be $Rows, $Columns
                $data.Values.Values | Should -Be 1, 2, 3, 4
            }
        }

        It 'may have gaps, with -MissingValue' {
            $numbers = foreach ($x in 1, 2, [single]::NaN, 4, 5, 6) { [System.BitConverter]::GetBytes([single] $x) }
            $path = Write-TestByte x.npy (Get-NpyByte '(3, 2)' $numbers '<f4')
            $failed = Get-ImportError $path
            $failed.FullyQualifiedErrorId | Should -Be "NonFiniteValue,$class"
            $failed.Exception.Message | Should -BeLike "${path}: Row 2, column 'X1': NaN is not a finite number. Use -MissingValue*"
            $dropped = Import-SneData $path -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue
            $dropped.Values.Values | Should -Be 1, 2, 5, 6
            "$warned" | Should -BeLike '1 row was left out*row 2.'
            $filled = Import-SneData $path -MissingValue Mean -WarningVariable warned -WarningAction SilentlyContinue
            $filled.Values.Values | Should -Be 1, 2, 3, 4, 5, 6
            "$warned" | Should -BeLike '1 value was missing*'
        }
    }

    Context 'a binary file that cannot be used' {
        BeforeAll {
            $files = @{
                'x.npy' = Get-NpyByte '(2, 2)' 1, 2, 3
                'long.npy' = Get-NpyByte '(2, 2)' 1, 2, 3, 4, 5
                'huge.npy' = [byte[]] (@(0x93) + [System.Text.Encoding]::ASCII.GetBytes('NUMPY') + @(2, 0, 0, 0, 0, 0x80) + @(0) * 8)
                'product.npy' = Get-NpyByte '(4294967296, 4294967296)' 1
                'object.npy' = Get-NpyByte '(2,)' 1, 2 '|O'
                'name.npy' = [byte[]] (97, 44, 98, 10, 49, 44, 50, 10)
                'cut-idx2-ubyte' = [byte[]] (0, 0, 8, 2, 0, 0, 0, 9)
                'huge.idx' = [byte[]] (0, 0, 14, 3, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 1, 0)
                'type.idx' = [byte[]] (0, 0, 10, 1, 0, 0, 0, 1, 0)
                'empty.idx' = [byte[]] (0, 0, 8, 1, 0, 0, 0, 0)
                'x.parquet' = [byte[]] (80, 65, 82, 49, 21, 4, 0, 0)
            }
        }

        It 'is refused: <File>' -ForEach @(
            @{ File = 'x.npy'; Message = '*promises 2 x 2 numbers of 1 bytes from offset * to *; the file ends at *' }
            @{ File = 'long.npy'; Message = '*the file goes on to *' }
            @{ File = 'huge.npy'; Message = '*2147483648 bytes*' }
            @{ File = 'product.npy'; Message = '*larger than any file*' }
            @{ File = 'object.npy'; Message = "*elements of type '|O'*" }
            @{ File = 'name.npy'; Message = '*begins with 61 2C 62 0A*' }
            @{ File = 'cut-idx2-ubyte'; Message = '*cut off within its header*' }
            @{ File = 'huge.idx'; Message = '*larger than any file*' }
            @{ File = 'type.idx'; Message = "*this one's is 0A.*" }
            @{ File = 'empty.idx'; Id = 'EmptyInput'; Message = '*no rows*' }
            @{ File = 'x.parquet'; Message = '*The Parquet file is cut off*' }
        ) {
            $path = Write-TestByte $File $files[$File]
            $failed = Get-ImportError $path
            $failed.FullyQualifiedErrorId | Should -Be "$(if ($_.Id) { $_.Id } else { 'InvalidFile' }),$class"
            $failed.CategoryInfo.Category | Should -Be 'InvalidData'
            $failed.TargetObject | Should -Be $path
            $failed.Exception.Message | Should -BeLike $Message
            $failed.Exception.Message.StartsWith("${path}: ") | Should -BeTrue
        }

        It 'is refused if it is a gzip that was cut off' {
            $path = Write-TestByte x.csv.gz ([System.Text.Encoding]::ASCII.GetBytes("a,b`n" + "1,2`n" * 1000)) -Gzip
            (Import-SneData $path).Count | Should -Be 1000
            $whole = Get-Content $path -AsByteStream -Raw
            foreach ($length in 5, 20, ($whole.Count - 8), ($whole.Count - 1)) {
                Set-Content $path $whole[0..($length - 1)] -AsByteStream
                $failed = Get-ImportError $path
                $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$class"
                $failed.Exception.Message | Should -BeLike '*truncated*'
            }
        }
    }

    Context 'a file of another format' {
        It 'says what to do: <Name>' -ForEach @(
            @{ Name = 'book.xlsx'; Bytes = 0x50, 0x4B, 3, 4, 0, 0; Message = '*Excel workbook: save the sheet as CSV.' }
            @{ Name = 'arrays.npz'; Bytes = 0x50, 0x4B, 3, 4, 0, 0; Message = '*NPZ archive*numpy.save*' }
            @{ Name = 'x.zip'; Bytes = 0x50, 0x4B, 3, 4, 0, 0; Message = '*ZIP archive*Expand-Archive*' }
            @{ Name = 'x.feather'; Bytes = 0x41, 0x52, 0x52, 0x4F, 0x57, 0x31, 0, 0; Message = '*Arrow*to_parquet*' }
            @{ Name = 'x.csv.bz2'; Bytes = 0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0; Message = '*bzip2: decompress it first*' }
            @{ Name = 'x.csv.xz'; Bytes = 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0, 0; Message = '*xz: decompress it first*' }
            @{ Name = 'x.csv.zst'; Bytes = 0x28, 0xB5, 0x2F, 0xFD, 4, 0; Message = '*Zstandard: decompress it first*' }
            @{ Name = 'x.h5ad'; Bytes = 0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0; Message = '*AnnData*to_parquet*' }
            @{ Name = 'x.h5'; Bytes = 0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10, 0; Message = '*HDF5*' }
            @{ Name = 'x.rds'; Bytes = 0x58, 0x0A, 0, 0, 0, 3, 0; Message = "*R's objects*write.csv*" }
            @{ Name = 'x.pkl'; Bytes = 0x80, 4, 0x95, 0, 0; Message = '*Python pickle*' }
        ) {
            $failed = Get-ImportError (Write-TestByte $Name ([byte[]] $Bytes))
            $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$class"
            $failed.Exception.Message | Should -BeLike "*$($Name): $Message"
        }
    }

    Context 'a text without a header' {
        It 'is read with -NoHeader: the columns are X1, X2, ...' {
            $data = Import-SneData (Write-TestFile bare.csv "1,2.5,x`n-3,4e2,y`n") -NoHeader
            $data.Columns | Should -Be 'X1', 'X2'
            $data.Values.Values | Should -Be 1, 2.5, -3, 400
            $data.Labels[0].Name | Should -Be 'X3'
            $data.Labels[0].Values | Should -Be 'x', 'y'
        }

        It 'is warned of when it is read with one' {
            Import-SneData (Write-TestFile bare.csv "5.1,3.5,setosa`n4.9,3,setosa`n4.7,3.2,setosa`n") -WarningVariable warned -WarningAction SilentlyContinue
            $warned | Should -HaveCount 1
            "$warned" | Should -BeLike '*first line looks like a row (5.1, 3.5, setosa)*-NoHeader.'
        }

        It 'is none where whole numbers name the columns, and nothing the first' {
            # write.csv(as.matrix(dist(iris[c(1, 6, 11), 1:4]))) in R
            $text = "`"`",`"1`",`"6`",`"11`"`n`"1`",0,0.616441400296898,0.374165738677394`n`"6`",0.616441400296898,0,0.33166247903554`n`"11`",0.374165738677394,0.33166247903554,0`n"
            $data = Import-SneData (Write-TestFile dist.csv $text) -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike "The column 'H1' looks like a row index*"
            $data.Columns | Should -Be '1', '6', '11'
        }

        It 'is told from one with a header when its first line cannot be a header' {
            $failed = Get-ImportError (Write-TestFile bare.csv "1,1,2`n3,4,5`n")
            $failed.FullyQualifiedErrorId | Should -Be "DuplicateColumn,$class"
            $failed.Exception.Message | Should -BeLike '*NoHeader*'
        }
    }

    Context 'Parquet' {
        BeforeAll {
            $gaps = "$dataFolder/nulls.parquet" # a: 1, null, 3, 4.5; b: 1, 2, null, 8; name: a text, null, z, an emoji
        }

        It 'with nulls is refused, with the row and the column of the first' {
            $failed = Get-ImportError $gaps
            $failed.FullyQualifiedErrorId | Should -Be "MissingValue,$class"
            $failed.Exception.Message | Should -BeLike "*nulls.parquet: Row 2, column 'a': the value is missing.*"
        }

        It 'with nulls loses their rows by -MissingValue Drop' {
            $data = Import-SneData $gaps -MissingValue Drop -WarningVariable warned -WarningAction SilentlyContinue
            $data.Values.Values | Should -Be 1, 1, 4.5, 8
            $data.Labels[0].Values | Should -Be "x, `"y`"`n<script>", "`u{1F9A0}"
            $data.DroppedRows | Should -Be 1, 2
            $warned | Should -HaveCount 1
        }

        It 'with nulls gets means by -MissingValue Mean, and keeps null for a text' {
            $data = Import-SneData $gaps -MissingValue Mean -WarningAction SilentlyContinue
            Measure-Difference $data.Values.Values (1, 1, (8.5 / 3), 2, 3, (11 / 3), 4.5, 8) | Should -BeLessThan 1e-15
            $data.Labels[0].Values[1] | Should -BeNullOrEmpty
        }

        It 'may be compressed, named otherwise, and read in part' {
            $bytes = Get-Content $gaps -AsByteStream -Raw
            $data = Import-SneData (Write-TestByte x.bin $bytes -Gzip) -First 1 -Property b -Label name
            $data.Columns | Should -Be 'b'
            $data.Values.Values | Should -Be 1
            $data.Labels.Name | Should -Be 'name'
        }

        It 'of DuckDB has labels that are what they were, and names what it leaves out' {
            $data = Import-SneData $dataFolder/parquet/types.parquet -Property f4 -Label i8, u8, large, day, ns, instant, clock, kind, list
            $data.Labels[0..8] | ForEach-Object { $_.Values[3] } | Should -BeExactly @(
                '9007199254740996', '18446744073709551612', '3703703670370368.7500000000', '1970-01-03', '2024-07-01T12:00:00.123456789',
                '2024-07-01T12:00:00Z', '23:59:59.25', 'b', '[0.3, null, 2.5]')
            $null = Import-SneData $dataFolder/parquet/types.parquet -ExcludeProperty list -WarningVariable warned -WarningAction SilentlyContinue
            "$warned" | Should -BeLike "*'nested' (it holds lists of lists)*'texts' (it holds lists of texts)*"
        }

        It 'that was cut off is refused' {
            $bytes = Get-Content $gaps -AsByteStream -Raw
            foreach ($length in 4, 11, 300, ($bytes.Count - 1)) {
                $failed = Get-ImportError (Write-TestByte cut.parquet $bytes[0..($length - 1)])
                $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$class"
                $failed.Exception.Message | Should -BeLike '*cut.parquet: *Parquet*'
            }
        }
    }

    Context 'JSON' {
        BeforeAll {
            $rows = 0..4 | ForEach-Object { [pscustomobject] @{ a = $_ * 0.37; b = 5 - $_; id = 9007199254740993 + $_; name = "row `"$_`" é" } }

            # Passes if a data set is the table of $rows.
            function Assert-Rows($Data) {
                $Data.Columns | Should -Be 'a', 'b'
                $Data.Values.Values | Should -Be @($rows | ForEach-Object { $_.a; $_.b })
                $Data.Labels.Name | Should -Be 'id', 'name'
                $Data.Labels[0].Values | Should -Be $rows.id.ForEach([string])
                $Data.Labels[1].Values | Should -Be $rows.name
            }
        }

        It 'as ConvertTo-Json writes it is read: <Name>' -ForEach @(
            @{ Name = 'x.json'; Write = { ConvertTo-Json $rows } }
            @{ Name = 'x.json'; Write = { ConvertTo-Json $rows -Compress -EscapeHandling EscapeNonAscii } }
            @{ Name = 'x.jsonl'; Write = { ($rows | ForEach-Object { ConvertTo-Json $_ -Compress }) -join "`n" } }
            @{ Name = 'x.json'; Write = { ($rows | ForEach-Object { ConvertTo-Json $_ }) -join "`r`n" } }
            @{ Name = 'x.txt'; Write = { ConvertTo-Json $rows } }
            @{ Name = 'x.json'; Write = { ConvertTo-Json @{ value = $rows; count = 5 } } }
            @{ Name = 'x.json'; Write = { ConvertTo-Json ([ordered] @{ a = $rows.a; b = $rows.b; id = $rows.id; name = $rows.name }) } }
        ) {
            $text = & $Write
            Assert-Rows (Import-SneData (Write-TestFile $Name $text) -Label id -WarningAction SilentlyContinue)
            Assert-Rows (Import-SneData (Write-TestFile $Name $text ([System.Text.Encoding]::Unicode)) -Label id -WarningAction SilentlyContinue)
            Assert-Rows (Import-SneData (Write-TestByte "$Name.gz" ([System.Text.Encoding]::UTF8.GetBytes($text)) -Gzip) -Label id -WarningAction SilentlyContinue)
        }

        It 'as Import-Csv and ConvertTo-Json make it of a CSV is the CSV' {
            $data = Import-SneData (Write-TestFile iris.json (Import-Csv "$dataFolder/iris.csv" | ConvertTo-Json))
            $iris = Import-SneData "$dataFolder/iris.csv"
            $data.Columns | Should -Be $iris.Columns
            $data.Values.Values | Should -Be $iris.Values.Values
            $data.Labels[0].Values | Should -Be $iris.Labels[0].Values
        }

        It 'with vectors has a column for each element, and says what is not read' {
            $data = Import-SneData "$dataFolder/json/embeddings.json" -Property embedding -WarningVariable warned -WarningAction SilentlyContinue
            $data.Columns | Should -Be (1..8).ForEach({ "embedding[$_]" })
            $data.Values.Values | Should -Be @(Get-Content "$dataFolder/json/embeddings.csv" | ForEach-Object { $_ -split ',' } | ForEach-Object { [double]::Parse($_, [cultureinfo]::InvariantCulture) })
            $warned | Should -Be "The rows are those of the property 'data'; what stands beside is not read: 'object', 'model', 'usage'."
        }

        It 'whose rows lack a property is refused, and has gaps with -MissingValue' {
            (Get-ImportError "$dataFolder/json/r-rows.json").FullyQualifiedErrorId | Should -Be "RaggedRow,$class"
            (Import-SneData "$dataFolder/json/r-rows.json" -MissingValue Mean -WarningAction SilentlyContinue).Values.Values | Should -Be 1.5, 1, 2.25, 2, 3, 3
        }

        It 'with objects in its rows is refused by their name, unless they are left out' {
            $path = Write-TestFile nested.json (ConvertTo-Json @(@{ a = 1; o = @{ x = 1 } }, @{ a = 2; o = @{ x = 2 } }))
            $failed = Get-ImportError $path
            $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$class"
            $failed.Exception.Message | Should -BeLike "*nested.json: Row 1: the property 'o' is an object*"
            (Import-SneData $path -ExcludeProperty o).Values.Values | Should -Be 1, 2
            (Import-SneData $path -Property a).Values.Values | Should -Be 1, 2
        }

        It 'that is none is refused, with its line and byte' {
            $failed = Get-ImportError (Write-TestFile bad.json "[{`"a`": 1},`n{`"a`": 2,}]")
            $failed.FullyQualifiedErrorId | Should -Be "InvalidFile,$class"
            $failed.Exception.Message | Should -BeLike '*bad.json: Row 2 is no valid JSON, in line 2 at byte 9: *trailing comma*'
            $failed.Exception.Message | Should -Not -BeLike '*reader options*'
        }

        It 'may hold the labels of another file' {
            $labels = Write-TestFile labels.json (ConvertTo-Json @('p', 'q'))
            (Import-SneData (Write-TestFile two.csv "a,b`n1,2.5`n7,8`n") -LabelPath $labels).Labels[0].Values | Should -Be 'p', 'q'
        }
    }

    Context 'good files and bad ones together' {
        It 'give a data set for every good file and one error for every bad one' {
            $rows = "a,b`n" + "1,2`n" * 6 + "NaN,2`n" + "3,4`n"
            $gzip = Get-Content (Write-TestByte whole.csv.gz ([System.Text.Encoding]::ASCII.GetBytes("a,b`n" + "1,2`n" * 1000)) -Gzip) -AsByteStream -Raw
            $header = [byte[]] (@(0x93) + [System.Text.Encoding]::ASCII.GetBytes('NUMPY') + @(2, 0, 255, 255, 255, 127) + (1..8))
            $files = @(
                Write-TestFile quoted.csv "label,a,b`n`"x, y`n<script>alert(1)</script>`",1,2`nz,3,4`n"
                Write-TestFile nan.csv $rows
                Write-TestFile ragged.csv "a,b`n1,2`n3`n"
                Write-TestFile empty.csv ''
                Write-TestByte header.npy $header
                Write-TestByte cut.csv.gz $gzip[0..($gzip.Count - 9)]
                "$dataFolder/nulls.parquet"
                "$dataFolder/iris.csv"
            )
            $data = @(Import-SneData $files -ErrorVariable failed -ErrorAction SilentlyContinue)
            $data.Count | Should -Be 2
            $data[0].Labels[0].Values[0] | Should -BeExactly "x, y`n<script>alert(1)</script>"
            $data[1].Count | Should -Be 150
            $failed.FullyQualifiedErrorId | Should -Be @(
                foreach ($id in 'NonFiniteValue', 'RaggedRow', 'EmptyInput', 'InvalidFile', 'InvalidFile', 'MissingValue') { "$id,$class" }
            )
            $failed.TargetObject | Should -Be $files[1..6]
            $failed[0].Exception.Message | Should -BeLike "*Row 7, column 'a'*"
        }
    }
}
