using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SneTools.Tests;

/// <summary>The parts of a model's file, to be changed; what is written of them has right checksums, as a forger would make them.</summary>
internal sealed class ModelForgery
{
    public ModelForgery(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            var bytes = new MemoryStream();
            using Stream stream = entry.Open();
            stream.CopyTo(bytes);
            Entries.Add((entry.FullName, bytes.ToArray()));
        }

        Json = JsonNode.Parse(this["model.json"])!.AsObject();
    }

    /// <summary>The entries, in order.</summary>
    public List<(string Name, byte[] Bytes)> Entries { get; } = [];

    /// <summary>What model.json says.</summary>
    public JsonObject Json { get; }

    /// <summary>What model.json says beside the parts.</summary>
    public JsonObject Contents => Json["contents"]!.AsObject();

    public byte[] this[string name] => Entries.First(entry => entry.Name == name).Bytes;

    /// <summary>What model.json says of a part.</summary>
    public JsonObject Part(string name) => Json["parts"]!.AsArray().Select(part => part!.AsObject()).First(part => (string?)part["name"] == name);

    /// <summary>Puts an array in the place of another one, or beside the others.</summary>
    public ModelForgery Set<T>(string name, T[] values, params int[] shape)
        where T : unmanaged
    {
        string type = ArchiveForm.TypeOf<T>();
        return SetBytes(name, type, shape, [.. ArchiveForm.Header(type, shape), .. System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(values)]);
    }

    /// <summary>Puts bytes in the place of an array's, and tells the truth of them.</summary>
    public ModelForgery SetBytes(string name, string type, int[] shape, byte[] bytes)
    {
        int place = Entries.FindIndex(entry => entry.Name == name + ".npy");
        if (place < 0)
        {
            Json["parts"]!.AsArray().Add(new JsonObject { ["name"] = name });
            place = Entries.Count;
            Entries.Add(default);
        }

        Entries[place] = (name + ".npy", bytes);
        JsonObject part = Part(name);
        part["type"] = type;
        part["shape"] = new JsonArray([.. shape.Select(size => (JsonNode)size)]);
        part["sha256"] = ArchiveForm.Digits(SHA256.HashData(bytes));
        return this;
    }

    /// <summary>The file, with checksums that are right.</summary>
    public byte[] Write()
    {
        byte[] json = Encoding.UTF8.GetBytes(Json.ToJsonString());
        return Write(json, Encoding.ASCII.GetBytes(ArchiveForm.Digits(SHA256.HashData(json))));
    }

    public byte[] Write(byte[] json, byte[] checksum)
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in Entries)
            {
                using Stream stream = zip.CreateEntry(name, CompressionLevel.Optimal).Open();
                stream.Write(name == "model.json" ? json : name == "model.sha256" ? checksum : bytes);
            }
        }

        return file.ToArray();
    }
}
