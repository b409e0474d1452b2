namespace SneTools;

/// <summary>What a value is.</summary>
internal enum JsonKind : byte
{
    /// <summary>There is none: the row lacks the property.</summary>
    Absent,

    /// <summary>null.</summary>
    Null,

    /// <summary>true.</summary>
    True,

    /// <summary>false.</summary>
    False,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A text without escapes, kept without its quotes.</summary>
    Text,

    /// <summary>A text with escapes, kept with its quotes.</summary>
    EscapedText,

    /// <summary>A list of numbers, or nulls among them.</summary>
    Vector,

    /// <summary>A list with texts or truths in it.</summary>
    List,

    /// <summary>An object.</summary>
    Object,

    /// <summary>A list with lists or objects in it.</summary>
    NestedList,
}
