using Xunit;

namespace SneTools.ShellTests;

public class PromptTests
{
    private const string Confirms = """
        function Remove-It { [CmdletBinding(SupportsShouldProcess)] param() if ($PSCmdlet.ShouldProcess('it')) { 'removed' } }
        Remove-It -Confirm
        """;

    [Theory]
    [InlineData("standard input is not a terminal")]
    [InlineData("-NonInteractive", "-NonInteractive")]
    public void A_question_that_nobody_can_answer_is_an_error_that_says_so(string reason, params string[] options)
    {
        using var script = new ScriptFile(Confirms);
        ShellResult result = ShellProcess.Run("y\n", [.. options, script.Path]);
        Assert.Equal("", result.Output);

        // The engine breaks the message at the width of the output.
        string error = string.Join(' ', result.Error.Split([' ', '\n', '|'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("A prompt cannot be answered, because", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_mandatory_parameter_is_an_error_and_no_prompt()
    {
        ShellResult result = ShellProcess.Command("function f { param([Parameter(Mandatory)] $Path) } f");
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Path", result.Error, StringComparison.Ordinal);
    }
}
