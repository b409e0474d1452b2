using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>The terminal of the process.</summary>
/// <param name="writer">The stream that is shown on it.</param>
internal sealed class ConsoleTerminal(TextWriter writer) : ITerminal
{
    /// <inheritdoc/>
    public int Width => Console.WindowWidth > 0 ? Console.WindowWidth : 80;

    /// <inheritdoc/>
    public bool KeyAvailable => Console.KeyAvailable;

    /// <inheritdoc/>
    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    /// <inheritdoc/>
    public void Write(string text)
    {
        writer.Write(text);
        writer.Flush();
    }
}
