namespace SneTools;

/// <summary>Where the rows of a JSON file are.</summary>
internal enum JsonForm
{
    /// <summary>They are the values of the file, one behind the other: JSON Lines, or without line breaks.</summary>
    Lines,

    /// <summary>They are the elements of a list, or of several, one behind the other.</summary>
    List,

    /// <summary>They are the elements of a list that is a property of an object.</summary>
    Property,

    /// <summary>As <see cref="Property"/>, with the names of the columns in another property: pandas' split.</summary>
    Split,

    /// <summary>They are the properties of an object, named by numbers: pandas' index.</summary>
    KeyedRows,

    /// <summary>The columns are the properties of an object, and lists.</summary>
    Columns,

    /// <summary>The columns are the properties of an object, and objects whose properties are named by numbers: pandas' columns.
    /// </summary>
    KeyedColumns,
}
