namespace SneTools;

/// <summary>What a property of the object is that a file may be.</summary>
internal enum JsonShape
{
    /// <summary>A text, a number, a truth or null.</summary>
    Single,

    /// <summary>A list without elements.</summary>
    EmptyList,

    /// <summary>A list that begins with a single value.</summary>
    List,

    /// <summary>A list that begins with a list.</summary>
    ListOfLists,

    /// <summary>A list that begins with an object.</summary>
    ListOfObjects,

    /// <summary>An object.</summary>
    Object,

    /// <summary>An object whose first property is named by a whole number.</summary>
    NumberedObject,
}
