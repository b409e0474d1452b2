using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace SneTools.Tests;

/// <summary>Files that are no models, or were made to harm: a refusal that says what is wrong, and little memory.</summary>
public class HostileModelTests
{
    /// <summary>Bytes that reading a small file may take, whatever it claims.</summary>
    private const long FewBytes = 48_000_000;

    private static readonly Lazy<byte[]> Small = new(() => Model.Bytes(SneModel.Fit(Model.Labeled(12), Model.Options(SneMethod.TSne, EngineKind.Exact, 3) with { NeighborCount = 5, Standardize = true, PrincipalComponent = 3, Descent = new DescentOptions { MaxIteration = 2 } })));

    [Fact]
    public void A_file_that_was_cut_off_anywhere()
    {
        for (int length = 0; length < Small.Value.Length; length++)
            Refused(Small.Value[..length]);
    }

    [Fact]
    public void A_byte_that_was_changed_is_found_or_changes_nothing()
    {
        byte[] whole = Small.Value;
        int found = 0;
        int places = 0;
        for (int place = 0; place < whole.Length; place += place > whole.Length - 6000 ? 3 : 23)
        {
            var changed = (byte[])whole.Clone();
            changed[place] ^= (byte)(1 << (place % 8));
            places++;
            try
            {
                Assert.Equal(whole, Model.Bytes(Model.Read(changed)));
            }
            catch (SneException error)
            {
                Assert.Equal(SneError.InvalidFile, error.Error);
                found++;
            }
        }

        Assert.InRange(found, places / 2, places);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n")]
    [InlineData("PK\u0003\u0004 is how a zip begins, and not all of it")]
    public void Something_else(string text) => Refused(Encoding.Latin1.GetBytes(text));

    [Fact]
    public void A_newer_version() => Refused(Change(file => file.Json["version"] = ModelFile.Version + 1), $"version {ModelFile.Version + 1}", $"up to {ModelFile.Version}");

    [Fact]
    public void A_version_that_is_none()
    {
        Refused(Change(file => file.Json["version"] = 0), "version");
        Refused(Change(file => file.Json["version"] = "one"), "version");
        Refused(Change(file => file.Json.Remove("version")), "version");
        Refused(Change(file => file.Json["format"] = "something else"), ModelFile.Format);
        Refused(Change(file => file.Json["format"] = 7), ModelFile.Format);
    }

    [Theory]
    [InlineData("../../evil.npy")]
    [InlineData("/evil.npy")]
    [InlineData("folder/map.npy")]
    [InlineData("C:evil.npy")]
    [InlineData("..\\evil.npy")]
    [InlineData("evil.exe")]
    [InlineData("folder/")]
    public void An_entry_whose_name_is_a_path_or_of_another_kind(string name) =>
        Refused(Change(file => file.Entries.Add((name, [1, 2, 3]))), name, "nothing but arrays");

    [Fact]
    public void Entries_that_are_twice_there_missing_or_unknown()
    {
        Refused(Change(file => file.Entries.Add(("map.npy", file["map.npy"]))), "two entries 'map.npy'");
        Refused(Change(file => file.Entries.Add(("other.npy", file["map.npy"]))), "'other.npy'", "says nothing");
        Refused(Change(file => file.Entries.RemoveAll(entry => entry.Name == "map.npy")), "lacks the part 'map'");
        Refused(Change(file => file.Entries.RemoveAll(entry => entry.Name == "model.json")), "lacks model.json");
        Refused(Change(file => file.Entries.RemoveAll(entry => entry.Name == "model.sha256")), "lacks model.sha256");
        Refused(Change(file => file.Json["parts"]!.AsArray().Add(file.Part("map").DeepClone())), "'map' twice");
        Refused(Change(file => file.Json["parts"]!.AsArray().Add(null)), "without type");
        Refused(Change(file => file.Set("other", [1.0, 2], 2)), "'other'", "belongs to no model");
        Refused(Change(file => file.Set("state.0.other", [1.0], 1, 1, 1, 1)), "without type or shape");
    }

    [Fact]
    public void Checksums_that_are_others()
    {
        Refused(Change(file => file["map.npy"][^3] ^= 1), "'map' is damaged", "SHA-256");
        Refused(Change(file => file["neighbors.indices.npy"][^1] ^= 1), "'neighbors.indices' is damaged");
        Refused(Change(file => file["label.1.values.npy"][^4] ^= 1), "'label.1.values' is damaged");
        var file = new ModelForgery(Small.Value);
        file.Json["program"] = "somebody";
        Refused(file.Write(Encoding.UTF8.GetBytes(file.Json.ToJsonString()), file["model.sha256"]), "model.json is damaged");
    }

    [Fact]
    public void Arrays_of_another_type_shape_or_length()
    {
        Refused(Change(file => file.Set("map", new int[24], 12, 2)), "'map' is <i4, 12 x 2", "<f8, 12 x 2 belongs");
        Refused(Change(file => file.Set("map", new double[24], 2, 12)), "'map' is <f8, 2 x 12");
        Refused(Change(file => file.Set("map", new double[24], 24)), "'map' is <f8, 24");
        Refused(Change(file => file.Set("map", new double[23], 12, 2)), "'map' has 184 bytes", "192");
        Refused(Change(file => file.Set("data.columns", new double[3], 3)), "'data.columns'", "3 texts belong");
        Refused(Change(file => file.Part("map")["shape"] = new JsonArray(int.MaxValue, int.MaxValue)), "'map'");
        Refused(Change(file => file.Part("map")["shape"] = new JsonArray(-12, -2)), "'map'");
        byte[] header = ArchiveForm.Header("<f8", [2, 12]);
        Refused(Change(file => file.SetBytes("map", "<f8", [12, 2], [.. header, .. new byte[192]])), "'map' does not begin");
    }

    [Fact]
    public void Numbers_that_are_not_finite_or_point_nowhere()
    {
        foreach (double bad in (double[])[double.NaN, double.PositiveInfinity, double.NegativeInfinity])
        {
            Refused(Change(file => file.Set("map", [.. Enumerable.Range(0, 24).Select(k => k == 7 ? bad : k)], 12, 2)), "number 7 of the part 'map'", "not finite");
            Refused(Change(file => file.Set("state.0.velocity", [.. Enumerable.Range(0, 24).Select(k => k == 7 ? bad : k)], 24)), "'state.0.velocity'");
        }

        Refused(Change(file => file.Set("neighbors.indices", Enumerable.Range(0, 60).Select(k => k == 9 ? 12 : k % 5).ToArray(), 12, 5)), "neighbors");
        Refused(Change(file => file.Set("label.1.codes", Enumerable.Repeat(3, 12).ToArray(), 12)), "'label.1.codes'", "there are 3 texts");
        Refused(Change(file => file.Set("label.0.values.ends", Enumerable.Repeat(999_999, 10).ToArray(), 10)), "'label.0.values.ends'");
        Refused(Change(file => file.Set("label.0.values.ends", [5, 4, 3, 2, 1, 1, 1, 1, 1, 1], 10)), "'label.0.values.ends'");
        Refused(Change(file => file.Set("bandwidth.precision", Enumerable.Repeat(-1.0, 12).ToArray(), 12)), "precision");
        Refused(Change(file => file.SetBytes("label.1.values", "<U2", [3], [.. ArchiveForm.Header("<U2", [3]), .. Enumerable.Repeat((byte)0xFF, 24)])), "'label.1.values'");
    }

    [Fact]
    public void Contents_that_are_none()
    {
        Refused(Change(file => file.Contents["count"] = int.MaxValue), "'map'");
        Refused(Change(file => file.Contents["count"] = -1));
        Refused(Change(file => file.Contents["count"] = "twelve"));
        Refused(Change(file => file.Contents["evil"] = 1), "evil");
        Refused(Change(file => file.Contents.Remove("run")), "run");
        Refused(Change(file => file.Contents["settings"]!["method"] = "Evil"));
        Refused(Change(file => file.Contents["settings"]!["method"] = 77));
        Refused(Change(file => file.Contents["settings"]!["descent"]!["maxIteration"] = -5), "MaxIteration");
        Refused(Change(file => file.Contents["settings"]!["initialization"] = "Evil"), "Evil");
        Refused(Change(file => file.Contents["affinities"]!["unit"] = 0), "unit");
        Refused(Change(file => file.Contents["affinities"]!["graph"]!["neighborCount"] = 11));
        Refused(Change(file => file.Contents["affinities"]!.AsObject().Remove("perplexity")), "perplexity");
        Refused(Change(file => file.Contents["preparation"]!["groups"]!.AsArray().Add(null)));
        Refused(Change(file => file.Contents["run"]!["crossEntropy"] = "NaN"), "cost");
        Refused(Change(file => file.Contents["state"]!["0.rows"] = "13"));
        Refused(Change(file => file.Contents["state"]!["descents"] = "7"));
        Refused(Change(file => file.Contents["state"]!["descents"] = "0"), "more descents than the 0");
        Refused(Change(file => file.Contents.Remove("state")), "state");
        var file = new ModelForgery(Small.Value);
        byte[] deep = Encoding.UTF8.GetBytes(new string('[', 100_000));
        Refused(file.Write(deep, Encoding.ASCII.GetBytes(ArchiveForm.Digits(System.Security.Cryptography.SHA256.HashData(deep)))), "model.json");
        Refused(file.Write(Encoding.UTF8.GetBytes($"{{\"format\":\"{new string(' ', ArchiveForm.MaxContents)}\"}}"), []), "model.json has", "no more than");
    }

    [Fact]
    public void Any_value_in_the_contents_gives_a_model_or_a_refusal()
    {
        string[] values = ["null", "-1", "0", "1", "2147483647", "-2147483648", "1e308", "\"NaN\"", "\"x\"", "\"Canberra, Precomputed\"", "true", "[]", "{}"];
        var file = new ModelForgery(Small.Value);
        int refused = 0;
        int read = 0;
        foreach ((JsonNode parent, string? name, int place) in Leaves(file.Contents).Concat(Leaves(file.Part("map"))).ToArray())
        {
            JsonNode? leaf = name is null ? parent[place] : parent[name];
            foreach (string value in values)
            {
                Set(JsonNode.Parse(value));
                try
                {
                    Model.Read(file.Write());
                    read++;
                }
                catch (SneException error)
                {
                    Assert.Equal(SneError.InvalidFile, error.Error);
                    refused++;
                }
            }

            Set(leaf);

            void Set(JsonNode? node)
            {
                if (name is null)
                    parent[place] = node;
                else
                    parent[name] = node;
            }
        }

        Assert.True(refused > read, $"{refused} refused, {read} read");
    }

    [Fact]
    public void A_small_file_that_would_become_a_large_one()
    {
        byte[] bomb = Change(file =>
        {
            file.Contents["count"] = 5_000_000;
            file.Set("map", new double[10_000_000], 5_000_000, 2);
        });
        Assert.InRange(bomb.Length, 0, 150_000);
        Refused(bomb, "'map.npy'", "MB of memory", "100 times");
    }

    [Fact]
    public void An_entry_that_holds_more_or_less_than_it_says()
    {
        byte[] more = Change(file => file.SetBytes("map", "<f8", [12, 2], [.. ArchiveForm.Header("<f8", [12, 2]), .. new byte[30_000_000]]));
        Patch(more, "map.npy", ArchiveForm.Header("<f8", [12, 2]).Length + 192);
        Refused(more, "'map'");
        byte[] less = Change(file => file.Contents["count"] = 1_000_000).ToArray();
        Patch(less, "map.npy", 60_000_000);
        Refused(less);
    }

    [Fact]
    public void Parts_that_share_their_bytes_are_larger_than_the_file()
    {
        // Every entry of the directory is that of the largest one.
        byte[] file = Change(forged => forged.Set("map", Samples.Normal(5000, 2, 1).Values, 5000, 2));
        int directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 6));
        int size = 0;
        for (int place = directory; place < file.Length - 22; place = Next(file, place))
            size = Math.Max(size, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(place + 20)));
        for (int place = directory; place < file.Length - 22; place = Next(file, place))
            BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place + 20), size);
        Refused(file, "larger than the file");
    }

    [Fact]
    public void A_directory_of_more_entries_than_there_are_parts()
    {
        var file = (byte[])Small.Value.Clone();
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(file.Length - 22 + 10), ushort.MaxValue);
        Refused(file, "65535 entries");
    }

    [Fact]
    public void The_message_begins_with_the_path()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("map.npz", "nothing");
        Assert.StartsWith($"{path}: This is no model", Assert.Throws<SneException>(() => ModelFile.Read(path)).Message);
    }

    /// <summary>Where the single values below an object or a list are.</summary>
    private static IEnumerable<(JsonNode Parent, string? Name, int Place)> Leaves(JsonNode node)
    {
        if (node is JsonArray list)
        {
            for (int k = 0; k < list.Count; k++)
            {
                foreach ((JsonNode, string?, int) leaf in list[k] is JsonObject or JsonArray ? Leaves(list[k]!) : [(list, null, k)])
                    yield return leaf;
            }

            yield break;
        }

        foreach ((string name, JsonNode? value) in node.AsObject())
        {
            foreach ((JsonNode, string?, int) leaf in value is JsonObject or JsonArray ? Leaves(value) : [(node, name, 0)])
                yield return leaf;
        }
    }

    private static int Next(byte[] file, int place) => place + 46
        + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(place + 28))
        + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(place + 30))
        + BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(place + 32));

    /// <summary>Makes the directory say that an entry has another size.</summary>
    private static void Patch(byte[] file, string name, int length)
    {
        int directory = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(file.Length - 6));
        for (int place = directory; place < file.Length - 22; place = Next(file, place))
        {
            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(file.AsSpan(place + 28));
            if (Encoding.UTF8.GetString(file, place + 46, nameLength) == name)
                BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(place + 24), length);
        }
    }

    private static byte[] Change(Action<ModelForgery> change)
    {
        var file = new ModelForgery(Small.Value);
        change(file);
        return file.Write();
    }

    private static byte[] Change(Func<ModelForgery, object?> change)
    {
        var file = new ModelForgery(Small.Value);
        change(file);
        return file.Write();
    }

    /// <summary>A file is refused, for the reasons given, without much memory.</summary>
    private static void Refused(byte[] file, params string[] parts)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<SneException>(() => Model.Read(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, FewBytes);
        Assert.Equal(SneError.InvalidFile, error.Error);
        Assert.EndsWith(".", error.Message);
        Assert.All(parts, part => Assert.Contains(part, error.Message));
    }
}
