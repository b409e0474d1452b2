namespace SneTools;

/// <summary>How a number is stored in a binary file.</summary>
internal enum ElementType
{
    /// <summary>One byte, from 0 to 255.</summary>
    UInt8,

    /// <summary>One byte, 0 or 1, for false and true.</summary>
    Truth,

    /// <summary>One byte, from -128 to 127.</summary>
    Int8,

    /// <summary>Two bytes, without sign.</summary>
    UInt16,

    /// <summary>Two bytes, with sign.</summary>
    Int16,

    /// <summary>Four bytes, without sign.</summary>
    UInt32,

    /// <summary>Four bytes, with sign.</summary>
    Int32,

    /// <summary>Eight bytes, without sign. Numbers from 2⁵³ on are rounded to the next double.</summary>
    UInt64,

    /// <summary>Eight bytes, with sign. Numbers from 2⁵³ on are rounded to the next double.</summary>
    Int64,

    /// <summary>Floating point of two bytes.</summary>
    Half,

    /// <summary>Floating point of four bytes.</summary>
    Single,

    /// <summary>Floating point of eight bytes.</summary>
    Double,
}
