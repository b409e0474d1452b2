using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace SneTools.Tests;

/// <summary>NPY and IDX files, byte by byte.</summary>
internal static class BinaryFile
{
    public static readonly byte[] NpySignature = [0x93, .. "NUMPY"u8];

    /// <summary>An NPY file of version 1 with the header that NumPy writes.</summary>
    public static byte[] Npy(string descr, string shape, byte[] numbers, bool isFortran = false, byte version = 1) =>
        NpyOf($"{{'descr': '{descr}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': {shape}, }}", numbers, version);

    /// <summary>An NPY file with a header of one's own.</summary>
    public static byte[] NpyOf(string header, byte[] numbers, byte version = 1)
    {
        byte[] text = Encoding.UTF8.GetBytes(header + "\n");
        var length = new byte[version == 1 ? 2 : 4];
        if (version == 1)
            BinaryPrimitives.WriteUInt16LittleEndian(length, (ushort)text.Length);
        else
            BinaryPrimitives.WriteInt32LittleEndian(length, text.Length);
        return [.. NpySignature, version, 0, .. length, .. text, .. numbers];
    }

    /// <summary>An IDX file.</summary>
    public static byte[] Idx(byte type, uint[] shape, byte[] numbers)
    {
        var sizes = new byte[4 * shape.Length];
        for (int d = 0; d < shape.Length; d++)
            BinaryPrimitives.WriteUInt32BigEndian(sizes.AsSpan(4 * d), shape[d]);
        return [0, 0, type, (byte)shape.Length, .. sizes, .. numbers];
    }

    /// <summary>Numbers as a file stores them.</summary>
    /// <param name="type">NumPy's code: i2, f8, ….</param>
    /// <param name="isBigEndian">True for the highest byte first.</param>
    /// <param name="numbers">The numbers.</param>
    public static byte[] Encode(string type, bool isBigEndian, params double[] numbers) => [.. numbers.SelectMany(x =>
    {
        byte[] bytes = type switch
        {
            "i1" => [unchecked((byte)(sbyte)x)],
            "u1" or "b1" => [(byte)x],
            "i2" => BitConverter.GetBytes((short)x),
            "u2" => BitConverter.GetBytes((ushort)x),
            "i4" => BitConverter.GetBytes((int)x),
            "u4" => BitConverter.GetBytes((uint)x),
            "i8" => BitConverter.GetBytes((long)x),
            "u8" => BitConverter.GetBytes((ulong)x),
            "f2" => BitConverter.GetBytes((Half)x),
            "f4" => BitConverter.GetBytes((float)x),
            "f8" => BitConverter.GetBytes(x),
            _ => throw new ArgumentException(type),
        };
        return isBigEndian ? bytes.Reverse() : bytes;
    })];

    public static byte[] Gzip(byte[] contents)
    {
        using var result = new MemoryStream();
        using (var gzip = new GZipStream(result, CompressionLevel.Optimal))
            gzip.Write(contents);
        return result.ToArray();
    }

    public static Dataset Read(byte[] contents, string name = "data", ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), contents);
        return DataFile.Read(folder.File(name), options ?? new ImportOptions());
    }

    /// <summary>The error that a file gives. Its message begins with the path.</summary>
    public static SneException Refused(byte[] contents, string name = "data", ImportOptions? options = null)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File(name), contents);
        SneException error = Assert.Throws<SneException>(() => DataFile.Read(folder.File(name), options ?? new ImportOptions()));
        Assert.StartsWith(folder.File(name) + ": ", error.Message);
        return error;
    }
}
