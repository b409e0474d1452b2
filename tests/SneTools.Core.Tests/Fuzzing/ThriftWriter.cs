using System.Runtime.InteropServices;
using System.Text;

namespace SneTools.Tests;

/// <summary>Writes Thrift's compact protocol into memory.</summary>
internal sealed class ThriftWriter
{
    private readonly List<byte> _bytes = [];
    private readonly Stack<int> _outer = new();
    private int _last;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Bytes => CollectionsMarshal.AsSpan(_bytes);

    /// <summary>Begins again with nothing.</summary>
    public void Clear()
    {
        _bytes.Clear();
        _last = 0;
    }

    /// <summary>Writes a number, if there is one.</summary>
    public void Int32(int id, int? number)
    {
        if (number is not { } value)
            return;
        Field(id, ThriftType.Int32);
        Number(value);
    }

    /// <summary>Writes a number.</summary>
    public void Int64(int id, long number)
    {
        Field(id, ThriftType.Int64);
        Number(number);
    }

    /// <summary>Writes one byte.</summary>
    public void Byte(int id, byte value)
    {
        Field(id, ThriftType.Byte);
        _bytes.Add(value);
    }

    /// <summary>Writes yes or no.</summary>
    public void Truth(int id, bool value) => Field(id, value ? ThriftType.True : ThriftType.False);

    /// <summary>Writes a text as a field.</summary>
    public void Text(int id, string text)
    {
        Field(id, ThriftType.Binary);
        Text(text);
    }

    /// <summary>Writes a text as an element of a list.</summary>
    public void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Varint((ulong)bytes.Length);
        _bytes.AddRange(bytes);
    }

    /// <summary>Begins a list, whose elements follow.</summary>
    public void List(int id, ThriftType type, int count)
    {
        Field(id, ThriftType.List);
        _bytes.Add((byte)((Math.Min(count, 15) << 4) | (int)type));
        if (count >= 15)
            Varint((ulong)count);
    }

    /// <summary>Writes a structure as a field.</summary>
    public void Struct(int id, Action fields)
    {
        Field(id, ThriftType.Struct);
        Struct(fields);
    }

    /// <summary>Writes a structure as an element of a list, or on its own.</summary>
    public void Struct(Action fields)
    {
        _outer.Push(_last);
        _last = 0;
        fields();
        _bytes.Add((byte)ThriftType.Stop);
        _last = _outer.Pop();
    }

    private void Field(int id, ThriftType type)
    {
        if (id - _last is var step and > 0 and < 16)
        {
            _bytes.Add((byte)((step << 4) | (int)type));
        }
        else
        {
            _bytes.Add((byte)type);
            Number(id);
        }

        _last = id;
    }

    private void Number(long number) => Varint((ulong)(number << 1) ^ (ulong)(number >> 63));

    private void Varint(ulong number)
    {
        for (; number >= 0x80; number >>= 7)
            _bytes.Add((byte)(number | 0x80));
        _bytes.Add((byte)number);
    }
}
