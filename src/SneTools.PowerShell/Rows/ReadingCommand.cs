using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace SneTools.PowerShell;

/// <summary>A cmdlet that reads files of data: how their texts are written, and how much of them is read.</summary>
public abstract class ReadingCommand : ColumnCommand
{
    /// <summary>The character between cells; by default found in the first lines.</summary>
    [Parameter]
    public char Delimiter { get; set; }

    /// <summary>The decimal separator; by default found in the first lines, a point or a comma.</summary>
    [Parameter]
    public char DecimalSeparator { get; set; }

    /// <summary>The culture whose separators the text has.</summary>
    [Parameter]
    [ValidateNotNull]
    public CultureInfo? Culture { get; set; }

    /// <summary>The encoding of the text; by default UTF-8.</summary>
    [Parameter]
    [EncodingName]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [ValidateNotNull]
    public Encoding? Encoding { get; set; }

    /// <summary>The first line of a text is a row, and the columns are named X1, X2, …</summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The most rows read.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <summary>Bytes that a file's contents may take; by default a thousand times its size, and 64 MB of any.</summary>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public long MaxExpandedSize { get; set; }

    /// <summary>How a file is read, beside which of its columns.</summary>
    private protected ImportOptions Reading()
    {
        var options = new ImportOptions
        {
            Delimiter = IsGiven(nameof(Delimiter)) ? Delimiter : null,
            DecimalSeparator = IsGiven(nameof(DecimalSeparator)) ? DecimalSeparator : null,
            Encoding = Encoding,
            NoHeader = NoHeader,
            First = IsGiven(nameof(First)) ? First : null,
            MaxExpandedSize = IsGiven(nameof(MaxExpandedSize)) ? MaxExpandedSize : null,
        };
        return Culture is null ? options : options.With(Culture);
    }
}
