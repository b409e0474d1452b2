using System.Globalization;

namespace SneTools;

/// <summary>Text that a spreadsheet takes for text.</summary>
/// <remarks>A cell that begins as a formula does is one to Excel, LibreOffice and Google Sheets, whoever wrote it: "=HYPERLINK(…)" in a label of
/// somebody else's table is run when the map is opened. With an apostrophe before it, it is a text (OWASP, CSV injection).</remarks>
internal static class SpreadsheetText
{
    /// <summary>What formulas begin with; the last are the wide forms that spreadsheets take for the same.</summary>
    private const string Beginnings = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>A column whose name and cells are no formulas.</summary>
    public static LabelColumn Escape(LabelColumn column) => new(Escape(column.Name)!, [.. column.Values.Select(Escape)]);

    /// <summary>The text, with an apostrophe before it if it would be a formula. A number is none.</summary>
    private static string? Escape(string? text) =>
        text is { Length: > 0 } && Beginnings.Contains(text[0]) && !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{text}" : text;
}
