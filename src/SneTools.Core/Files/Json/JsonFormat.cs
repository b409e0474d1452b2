using System.Text;
using System.Text.Json;

namespace SneTools;

/// <summary>JSON and JSON Lines. They have no signature, but a text that begins as they do is hardly anything else.</summary>
internal sealed class JsonFormat : IDataFormat
{
    /// <summary>Tokens that a list of single values is looked at for.</summary>
    private const int ProbedTokens = 1000;

    /// <inheritdoc/>
    public string Name => "JSON";

    /// <summary>True for a file that is named like one with a row in every line.</summary>
    /// <param name="name">The name without folder, and without the .gz of a compressed file.</param>
    public static bool IsLines(string name) => Ends(name, ".jsonl") || Ends(name, ".ndjson") || Ends(name, ".jsonlines");

    /// <summary>True for a text that begins as JSON does, with an object or a list. One of another kind may begin with the same character, as in
    /// a column with the name [x].</summary>
    /// <param name="head">The first bytes.</param>
    public static bool IsLike(ReadOnlySpan<byte> head)
    {
        byte[] bytes = JsonText.Announced(head) is { } encoding ? Encoding.UTF8.GetBytes(encoding.GetString(head)) : head.ToArray();
        if (bytes.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        int end = new JsonLiterals().Replace(bytes, 0, isEnded: false);
        var reader = new Utf8JsonReader(bytes.AsSpan(0, end), isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        try
        {
            for (int count = 0; count < ProbedTokens && reader.Read(); count++)
            {
                if (reader.TokenType == JsonTokenType.PropertyName || reader.CurrentDepth > 1)
                    return true;
                if (reader.CurrentDepth == 0 && reader.TokenType is not (JsonTokenType.StartArray or JsonTokenType.StartObject or JsonTokenType.EndArray or JsonTokenType.EndObject))
                    return false;
            }

            return reader.BytesConsumed > 0;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool HasSignature(ReadOnlySpan<byte> head) => false;

    /// <inheritdoc/>
    public bool HasName(string name) => Ends(name, ".json") || IsLines(name);

    /// <inheritdoc/>
    public void Read(
        DataSource source,
        ImportOptions options,
        DatasetBatches batches,
        Action<double>? progress,
        CancellationToken cancellation)
    {
        var target = new JsonTableTarget(options, batches) { Skip = options.Skip, Most = options.End };
        JsonTable.Read(source, target, progress, cancellation);
        target.Finish();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadColumns(DataSource source, ImportOptions options, CancellationToken cancellation) =>
        JsonTable.ReadNames(source, cancellation);

    /// <inheritdoc/>
    public long CountRows(DataSource source, ImportOptions options, CancellationToken cancellation) => JsonTable.CountRows(source, cancellation);

    /// <inheritdoc/>
    public IEnumerable<string?> ReadLabels(DataSource source, ImportOptions options, CancellationToken cancellation)
    {
        var target = new JsonLabelTarget { Most = options.First ?? int.MaxValue };
        JsonTable.Read(source, target, null, cancellation);
        return target.Labels;
    }

    private static bool Ends(string name, string extension) => name.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
