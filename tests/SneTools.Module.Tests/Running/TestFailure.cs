using System.Management.Automation;
using SneTools.ModuleTests.Assertions;

namespace SneTools.ModuleTests.Running;

/// <summary>Why a test or a file failed.</summary>
/// <param name="Message">What went wrong.</param>
/// <param name="Position">Where: a line of the script for each call, the innermost first.</param>
public sealed record TestFailure(string Message, string Position)
{
    /// <summary>Describes an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="context">What failed, when it was not the test itself.</param>
    /// <returns>Its message and its position.</returns>
    public static TestFailure From(ErrorRecord error, string? context = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        string message = error.ErrorDetails?.Message ?? error.Exception.Message;
        // An assertion speaks for itself; with any other error its type is half of the message.
        if (error.Exception is not AssertionException) message = $"{error.Exception.GetType().Name}: {message}";
        if (context is not null) message = $"{context}. {message}";
        return new TestFailure(message, Calls(error));
    }

    private static string Calls(ErrorRecord error)
    {
        if (string.IsNullOrEmpty(error.ScriptStackTrace)) return error.InvocationInfo?.PositionMessage ?? string.Empty;
        IEnumerable<string> calls = error.ScriptStackTrace.Split('\n').Select(call => call.TrimEnd());
        return string.Join('\n', calls.Where(call => !call.Contains(EngineScripts.Folder, StringComparison.Ordinal)
            && !call.Contains("<No file>", StringComparison.Ordinal)));
    }
}
