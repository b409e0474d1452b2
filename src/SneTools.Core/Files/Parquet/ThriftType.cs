namespace SneTools;

/// <summary>The types of Thrift's compact protocol, as it numbers them.</summary>
internal enum ThriftType
{
    /// <summary>The end of a structure.</summary>
    Stop = 0,

    /// <summary>Yes: as a field it has no bytes.</summary>
    True = 1,

    /// <summary>No: as a field it has no bytes.</summary>
    False = 2,

    /// <summary>One byte.</summary>
    Byte = 3,

    /// <summary>A number in parts of seven bits.</summary>
    Int16 = 4,

    /// <summary>A number in parts of seven bits.</summary>
    Int32 = 5,

    /// <summary>A number in parts of seven bits.</summary>
    Int64 = 6,

    /// <summary>Eight bytes.</summary>
    Double = 7,

    /// <summary>Bytes or a text, behind their length.</summary>
    Binary = 8,

    /// <summary>A list.</summary>
    List = 9,

    /// <summary>A set, which looks like a list.</summary>
    Set = 10,

    /// <summary>Pairs.</summary>
    Map = 11,

    /// <summary>Fields up to a stop.</summary>
    Struct = 12,
}
