using SneTools.ModuleTests.Running;

namespace SneTools.ModuleTests;

/// <summary>Tells xunit that a test of a test file has failed, with the lines of the script as its stack.</summary>
internal sealed class TestFailedException(IReadOnlyList<TestFailure> failures)
    : Exception(Text(failures))
{
    /// <inheritdoc/>
    public override string StackTrace => failures[0].Position;

    // A test can fail and its AfterEach as well; xunit knows one stack, so the others are part of the message.
    private static string Text(IReadOnlyList<TestFailure> failures) => string.Join(
        "\n\n",
        failures.Skip(1).Select(failure => $"{failure.Message}\n{failure.Position}").Prepend(failures[0].Message));
}
