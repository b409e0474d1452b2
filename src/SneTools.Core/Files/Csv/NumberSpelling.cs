namespace SneTools;

/// <summary>How a text spells a number, if it does.</summary>
internal enum NumberSpelling
{
    /// <summary>It spells none.</summary>
    None,

    /// <summary>There is nothing but blanks.</summary>
    Empty,

    /// <summary>12 or 1e5: without a decimal separator.</summary>
    Whole,

    /// <summary>1.5: with a decimal point.</summary>
    Point,

    /// <summary>1,5: with a decimal comma.</summary>
    Comma,

    /// <summary>1,234: with a decimal comma, or with one between thousands.</summary>
    Either,

    /// <summary>1,234.5 or 1,234,567: with commas between thousands.</summary>
    GroupedByComma,

    /// <summary>1.234,5 or 1.234.567: with points between thousands.</summary>
    GroupedByPoint,
}
