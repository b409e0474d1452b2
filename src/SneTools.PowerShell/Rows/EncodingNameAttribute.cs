using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace SneTools.PowerShell;

/// <summary>Takes encodings by the names that Import-Csv knows (utf8, unicode, ansi, ...), by any other name that they have (latin1,
/// windows-1252), and by the number of their code page.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class EncodingNameAttribute : ArgumentTransformationAttribute
{
    /// <summary>The names that are completed.</summary>
    internal static readonly string[] Names =
        ["ansi", "ascii", "bigendianunicode", "bigendianutf32", "latin1", "oem", "unicode", "utf32", "utf8", "utf8BOM", "utf8NoBOM"];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => InputRow.Unwrap(inputData) switch
    {
        string name => Named(name.Trim()) ?? throw Unknown(name),
        int page => OfPage(page) ?? throw Unknown(page),
        _ => inputData,
    };

    private static ArgumentTransformationMetadataException Unknown(object encoding) => new(
        $"There is no encoding '{encoding}'. It may be one of {string.Join(", ", Names)}, another name such as windows-1252, or the number of a code page.");

    private static Encoding? Named(string name)
    {
        TextInfo culture = CultureInfo.CurrentCulture.TextInfo;
        return name.ToUpperInvariant() switch
        {
            "ANSI" => OfPage(culture.ANSICodePage),
            "OEM" => OfPage(culture.OEMCodePage),
            "UNICODE" => Encoding.Unicode,
            "BIGENDIANUNICODE" => Encoding.BigEndianUnicode,
            "UTF32" => Encoding.UTF32,
            "BIGENDIANUTF32" => OfPage(12001),
            "UTF8" or "UTF8BOM" or "UTF8NOBOM" => Encoding.UTF8,
            _ when int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int page) => OfPage(page),
            _ => Find(() => Encoding.GetEncoding(name)) ?? CodePagesEncodingProvider.Instance.GetEncoding(name),
        };
    }

    private static Encoding? OfPage(int page) =>
        page == 0 ? null : Find(() => Encoding.GetEncoding(page)) ?? CodePagesEncodingProvider.Instance.GetEncoding(page);

    private static Encoding? Find(Func<Encoding> find)
    {
        try
        {
            return find();
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null; // It may be one of those that the runtime has apart.
        }
    }
}
