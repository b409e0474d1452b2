using System.Management.Automation.Host;
using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>The terminal's size and a few of its abilities, as scripts ask for them.</summary>
internal sealed class HostRawUI : PSHostRawUserInterface
{
    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => new(Streams.Width, Height);
        set => throw new NotSupportedException("The terminal decides on its size.");
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => BufferSize;
        set => BufferSize = value;
    }

    /// <inheritdoc/>
    public override Size MaxWindowSize => BufferSize;

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => BufferSize;

    /// <inheritdoc/>
    public override Coordinates WindowPosition { get; set; }

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get
        {
            if (Console.IsOutputRedirected)
                return default;
            (int left, int top) = Console.GetCursorPosition();
            return new Coordinates(left, top);
        }
        set
        {
            if (!Console.IsOutputRedirected)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    /// <inheritdoc/>
    public override int CursorSize { get; set; } = 25;

    /// <inheritdoc/>
    public override string WindowTitle
    {
        get => OperatingSystem.IsWindows() ? Console.Title : "";
        set
        {
            if (!Console.IsOutputRedirected)
                Console.Title = value;
        }
    }

    /// <inheritdoc/>
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    private static int Height => !Console.IsOutputRedirected && Console.WindowHeight > 0 ? Console.WindowHeight : 50;

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    /// <inheritdoc/>
    public override int LengthInBufferCells(char source) => TextWidth.Of(source.ToString());

    /// <inheritdoc/>
    public override int LengthInBufferCells(string source) => TextWidth.Of(source);

    /// <inheritdoc/>
    public override int LengthInBufferCells(string source, int offset) => TextWidth.Of(source[offset..]);

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected)
            throw new HostException("A key cannot be read: standard input is not a terminal.");
        ConsoleKeyInfo key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        return new KeyInfo((int)key.Key, key.KeyChar, default, keyDown: true);
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) =>
        throw new NotSupportedException("A terminal does not tell what is on it.");

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new NotSupportedException("A terminal does not move what is on it.");

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw new NotSupportedException("Text is written, not placed.");

    /// <summary>Clears the screen, whatever the rectangle: that is what scripts use it for.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (!Console.IsOutputRedirected)
            Console.Clear();
    }
}
