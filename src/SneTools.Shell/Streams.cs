using SneTools.Shell.Editing;

namespace SneTools.Shell;

/// <summary>Standard output, standard error, and the one line of progress that may stand below them on a terminal.</summary>
/// <remarks>Everything the shell prints goes through here, in the order in which it came, whatever thread it came from;
/// so the line of progress never gets into a line of text.</remarks>
internal sealed class Streams
{
    private readonly object _gate = new();
    private readonly bool _colorsOutput;
    private readonly bool _colorsError;
    private readonly ProgressLine _progress = new();
    private bool _progressIsDrawn;
    private bool _atLineStart = true;

    /// <summary>Takes over the streams of the process.</summary>
    public Streams()
    {
        bool colors = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        _colorsOutput = colors && !Console.IsOutputRedirected;
        _colorsError = colors && !Console.IsErrorRedirected;
        IsInteractive = !Console.IsInputRedirected && !(Console.IsOutputRedirected && Console.IsErrorRedirected);
        CanEdit = IsInteractive && (OperatingSystem.IsWindows()
            || Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));
        ShowsProgress = CanEdit && !Console.IsErrorRedirected;
        PromptWriter = Console.IsOutputRedirected ? Console.Error : Console.Out;
    }

    /// <summary>Whether a person can answer: input is a terminal, and so is an output.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether the terminal understands the control sequences that editing a line takes.</summary>
    public bool CanEdit { get; }

    /// <summary>Whether progress is drawn.</summary>
    public bool ShowsProgress { get; }

    /// <summary>Where a person sees what is asked.</summary>
    public TextWriter PromptWriter { get; }

    /// <summary>Whether either stream shows colors.</summary>
    public bool ShowsColors => _colorsOutput || _colorsError;

    /// <summary>Columns of a line of output: the terminal's, else COLUMNS, else 120.</summary>
    public static int Width
    {
        get
        {
            if (!Console.IsOutputRedirected && Console.WindowWidth > 0)
                return Console.WindowWidth;
            return int.TryParse(Environment.GetEnvironmentVariable("COLUMNS"), out int columns) && columns > 0 ? columns : 120;
        }
    }

    /// <summary>Writes to standard output.</summary>
    public void Write(string text) => Write(Console.Out, text, _colorsOutput);

    /// <summary>Writes to standard error.</summary>
    public void WriteError(string text) => Write(Console.Error, text, _colorsError);

    /// <summary>Writes a line to standard error, in a color where there are colors.</summary>
    /// <param name="text">The line, which may bring its own colors.</param>
    /// <param name="color">A control sequence, or nothing.</param>
    public void WriteErrorLine(string text, string color = "")
    {
        string reset = color.Length > 0 ? "\e[0m" : "";
        WriteError($"{color}{text}{reset}{Environment.NewLine}");
    }

    /// <summary>Shows where an activity stands, if it is time to show something new.</summary>
    public void ShowProgress(System.Management.Automation.ProgressRecord record)
    {
        if (!ShowsProgress)
            return;
        lock (_gate)
        {
            _progress.Update(record);
            if (_progress.IsEmpty)
                ClearProgressLine();
            else if (_atLineStart && _progress.IsDue(Environment.TickCount64))
            {
                Console.Error.Write($"\r{_progress.Render(Width - 1)}\e[K");
                _progressIsDrawn = true;
            }
        }
    }

    /// <summary>Forgets all activities and takes their line away.</summary>
    public void EndProgress()
    {
        lock (_gate)
        {
            _progress.Clear();
            ClearProgressLine();
        }
    }

    /// <summary>Begins a new line, unless the cursor is known to be at the beginning of one.</summary>
    public void BreakLine()
    {
        lock (_gate)
        {
            if (!_atLineStart)
                PromptWriter.WriteLine();
            _atLineStart = true;
        }
    }

    /// <summary>Says that something else wrote whole lines.</summary>
    public void MarkLineStart()
    {
        lock (_gate)
            _atLineStart = true;
    }

    private void Write(TextWriter writer, string text, bool colors)
    {
        if (text.Length == 0)
            return;
        lock (_gate)
        {
            ClearProgressLine();
            writer.Write(colors ? text : TextWidth.WithoutControlSequences(text));
            _atLineStart = text[^1] == '\n';
        }
    }

    private void ClearProgressLine()
    {
        if (_progressIsDrawn)
            Console.Error.Write("\r\e[K");
        _progressIsDrawn = false;
    }
}
