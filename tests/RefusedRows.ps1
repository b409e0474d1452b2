# Input that every cmdlet refuses that takes rows: what it is, the rows (or the one cell that is wrong in them: b of row
# 3), further parameters, and how the error must look. `Blames` is the name of the row that is the error's target.

@{ Name = 'no rows'; Rows = { }; Id = 'EmptyInput'; Category = 'InvalidData'; Message = '*no rows*At least two*' }
@{ Name = 'one row'; Rows = { New-TestRow 1 }; Id = 'SingleRow'; Category = 'InvalidData'; Message = '*at least two*' }
@{
    Name = 'no column of numbers'; Id = 'NoNumericColumn'; Category = 'InvalidData'; Message = "*'first', 'second'*"
    Rows = { foreach ($i in 1..5) { [pscustomobject]@{ first = "x$i"; second = "y$i" } } }
}
@{
    Name = 'text among numbers'; Cell = 'many'; Id = 'NotANumber'; Category = 'InvalidData'
    Message = "Row 3, column 'b': 'many' is not a number.*-MissingValue Drop or Mean*-ExcludeProperty 'b'*"; Blames = 'row 3'
}
@{
    Name = 'a number with a decimal comma'; Cell = '1,5'; Id = 'NotANumber'; Category = 'InvalidData'
    Message = "Row 3, column 'b': '1,5' is not a number.*"; Blames = 'row 3'
}
@{
    Name = 'an empty cell'; Cell = ''; Id = 'MissingValue'; Category = 'InvalidData'
    Message = "Row 3, column 'b': the value is missing.*-MissingValue*"; Blames = 'row 3'
}
@{
    Name = 'a null'; Cell = $null; Id = 'MissingValue'; Category = 'InvalidData'
    Message = "Row 3, column 'b'*"; Blames = 'row 3'
}
@{
    Name = 'NaN'; Cell = ([double]::NaN); Id = 'NonFiniteValue'; Category = 'InvalidData'
    Message = "Row 3, column 'b': NaN is not a finite number.*"; Blames = 'row 3'
}
@{
    Name = 'NaN as text'; Cell = 'NaN'; Id = 'NonFiniteValue'; Category = 'InvalidData'
    Message = "Row 3, column 'b': NaN is not a finite number.*"; Blames = 'row 3'
}
@{
    Name = 'infinity'; Cell = ([double]::PositiveInfinity); Id = 'NonFiniteValue'
    Category = 'InvalidData'; Message = "Row 3, column 'b': Infinity is not a finite number.*"; Blames = 'row 3'
}
@{
    Name = 'minus infinity'; Cell = ([double]::NegativeInfinity); Id = 'NonFiniteValue'
    Category = 'InvalidData'; Message = "Row 3, column 'b': -Infinity is not a finite number.*"; Blames = 'row 3'
}
@{
    Name = 'a number too large for a double'; Cell = '1e999'; Id = 'NonFiniteValue'
    Category = 'InvalidData'; Message = "Row 3, column 'b'*"; Blames = 'row 3'
}
@{
    Name = 'a row that lacks a property'; Id = 'RaggedRow'; Category = 'InvalidData'
    Rows = { $rows = New-TestRow; foreach ($i in 4, 7) { $rows[$i].psobject.Properties.Remove('b') }; $rows }
    Message = "Row 5 has no column 'b', which other rows have."; Blames = 'row 5'
}
@{
    Name = 'a property that only a later row has'; Id = 'RaggedRow'; Category = 'InvalidData'
    Rows = { $rows = New-TestRow; $rows[3].psobject.Properties.Add([psnoteproperty]::new('z', 1)); $rows }
    Message = "Row 1 has no column 'z', which other rows have."; Blames = 'row 1'
}
@{
    Name = 'a hashtable that lacks a key'; Id = 'RaggedRow'; Category = 'InvalidData'
    Rows = { foreach ($i in 1..5) { @{ a = $i; b = $i * $i } }; @{ a = 7 } }; Message = "Row 6 has no column 'b'*"
}
@{
    Name = 'arrays of different length'; Rows = { , @(1, 2, 3); , @(4, 5); , @(6, 7, 8) }; Id = 'RaggedRow'
    Category = 'InvalidData'; Message = 'Row 2 is an array of 2 numbers; * 3 numbers.'
}
@{
    Name = 'an empty array behind a row'; Rows = { , @(1, 2, 3); , @(); , @(6, 7, 8) }; Id = 'RaggedRow'
    Category = 'InvalidData'; Message = 'Row 2 is an array of 0 numbers; * 3 numbers.'
}
@{
    Name = 'an empty array before a row'; Rows = { , @(); , @(6, 7, 8); , @(1, 2, 3) }; Id = 'RaggedRow'
    Category = 'InvalidData'; Message = 'Row 1 is an array of 0 numbers; * 3 numbers.'
}
@{
    Name = 'an object behind an array'; Rows = { , @(1, 2, 3); New-TestRow 1 }; Id = 'RaggedRow'; Category = 'InvalidData'
    Message = 'Row 2 is an object with properties; * 3 numbers.'; Blames = 'row 1'
}
@{
    Name = 'an array with a text'; Rows = { , @(1, 2, 3); , @(4, 'x', 6) }; Id = 'NotANumber'; Category = 'InvalidData'
    Message = "Row 2 is an array whose element 2, 'x', is not a number."
}
@{
    Name = 'an array with a null'; Rows = { , @(1, 2, 3); , @(4, 5, $null) }; Id = 'MissingValue'; Category = 'InvalidData'
    Message = "Row 2, column 'X3': the value is missing*"
}
@{
    Name = 'an array with NaN'; Rows = { , @(1, 2, 3); , @(4, [double]::NaN, 6); , @(1, 0, 0) }; Id = 'NonFiniteValue'
    Category = 'InvalidData'; Message = "Row 2, column 'X2': NaN*"
}
@{ Name = 'a null in the pipeline'; Rows = { New-TestRow 2; $null; New-TestRow 2 }; Id = 'NotARow'; Category = 'InvalidData'; Message = '*null*' }
@{ Name = 'text in the pipeline'; Rows = { 'iris.csv' }; Id = 'NotARow'; Category = 'InvalidData'; Message = "*'iris.csv'*Import-SneData*"; Target = 'iris.csv' }
@{ Name = 'single numbers'; Rows = { 1..5 }; Id = 'NotARow'; Category = 'InvalidData'; Message = '*single value 1*, @(1, 2, 3)*'; Target = 1 }
@{ Name = 'an array of three dimensions'; Rows = { , [double[, , ]]::new(2, 2, 2) }; Id = 'NotARow'; Category = 'InvalidData'; Message = '*two dimensions*' }
@{
    Name = 'two data sets'; Rows = { foreach ($i in 1, 2) { Import-SneData "$dataFolder/iris.csv" } }; Id = 'NotARow'
    Category = 'InvalidData'; Message = '*one data set at a time*'
}
@{
    Name = 'a row beside a data set'; Rows = { Import-SneData "$dataFolder/iris.csv"; New-TestRow 1 }; Id = 'NotARow'
    Category = 'InvalidData'; Message = '*one data set at a time*'; Blames = 'row 1'
}
@{
    Name = 'a property that is not there'; Rows = { New-TestRow }; With = @{ Property = 'a', 'q' }; Id = 'ColumnNotFound'
    Category = 'ObjectNotFound'; Message = "*no column 'q'; the columns are 'a', 'b', 'c', 'name'*"; Target = 'q'
}
@{
    Name = 'a pattern that matches no property'; Rows = { New-TestRow }; With = @{ Property = 'q*' }; Id = 'ColumnNotFound'
    Category = 'ObjectNotFound'; Message = "*no column 'q`*'*"; Target = 'q*'
}
@{
    Name = 'a property to exclude that is not there'; Rows = { New-TestRow }; With = @{ ExcludeProperty = 'q' }
    Id = 'ColumnNotFound'; Category = 'ObjectNotFound'; Message = "*no column 'q'*"; Target = 'q'
}
@{
    Name = 'nothing left of the properties'; Rows = { New-TestRow }; With = @{ ExcludeProperty = '*' }
    Id = 'NoNumericColumn'; Category = 'InvalidData'; Message = '*holds numbers*'
}
@{
    Name = 'a property of text that was asked for'; Rows = { New-TestRow }; With = @{ Property = 'a', 'name' }
    Id = 'NotANumber'; Category = 'InvalidData'; Message = "Row 1, column 'name': 'row 1' is not a number.*"; Blames = 'row 1'
}
@{
    Name = 'a label of text in a data set that was asked for'; Rows = { Import-SneData "$dataFolder/iris.csv" }
    With = @{ Property = 'species' }; Id = 'NotANumber'; Category = 'InvalidData'
    Message = "Row 1, column 'species': 'setosa' is not a number.*"
}
foreach ($perplexity in 12, 17, 1, 0, -2, [double]::NaN, [double]::PositiveInfinity) {
    @{
        Name = "perplexity $perplexity of 12 rows"; Rows = { New-TestRow }; With = @{ Perplexity = $perplexity }
        Id = 'PerplexityOutOfRange'; Category = 'InvalidArgument'; Target = $perplexity
        Message = "Perplexity * for 12 points: it must be greater than 1 and at most 11."
    }
}
@{
    Name = 'two rows, which no perplexity fits'; Rows = { New-TestRow 2 }; Id = 'PerplexityOutOfRange'; Target = 3
    Category = 'InvalidArgument'; Message = '*at least three are needed*'
}
foreach ($sigma in 0, -1, [double]::NaN, [double]::PositiveInfinity) {
    @{
        Name = "sigma $sigma"; Rows = { New-TestRow }; With = @{ Sigma = $sigma }; Id = 'SigmaOutOfRange'
        Category = 'InvalidArgument'; Target = $sigma; Message = 'Sigma *must be greater than 0 and finite*'
    }
}
@{
    Name = 'sigma beside perplexity'; Rows = { New-TestRow }; With = @{ Sigma = 1; Perplexity = 3 }
    Id = 'AmbiguousParameterSet'; Category = 'InvalidArgument'; Message = '*arameter set*'
}
foreach ($count in 0, -1, 4) {
    @{
        Name = "$count principal components of 3 columns"; Rows = { New-TestRow }; With = @{ PrincipalComponent = $count }
        Id = 'PrincipalComponentOutOfRange'; Category = 'InvalidArgument'; Target = $count
        Message = '* for data of 12 rows and 3 columns: the number must be from 1 to 3.'
    }
}
@{
    Name = 'no thread'; Rows = { New-TestRow }; With = @{ ThrottleLimit = 0 }; Id = 'ParameterArgumentValidationError'
    Category = 'InvalidData'; Message = '*ThrottleLimit*'
}
