namespace SneTools.Shell.Editing;

/// <summary>How the editing of a line ended.</summary>
internal enum EditOutcome
{
    /// <summary>The line was entered.</summary>
    Entered,

    /// <summary>The line was given up with Ctrl-C.</summary>
    Canceled,

    /// <summary>There is no more input: Ctrl-D in an empty line.</summary>
    EndOfInput,
}
