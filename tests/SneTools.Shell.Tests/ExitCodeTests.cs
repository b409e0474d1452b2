using Xunit;

namespace SneTools.ShellTests;

public class ExitCodeTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("nonexistent-command; 1")]
    public void A_command_whose_last_statement_succeeds_sets_exit_code_0(string script) =>
        Assert.Equal(0, ShellProcess.Command(script).ExitCode);

    [Fact]
    public void An_uncaught_error_sets_exit_code_1()
    {
        ShellResult result = ShellProcess.Command("'before'; throw 'boom'; 'after'");
        Assert.Equal((1, "before\n"), (result.ExitCode, result.Output));
        Assert.Contains("boom", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_command_whose_last_statement_fails_sets_exit_code_1() =>
        Assert.Equal(1, ShellProcess.Command("1; nonexistent-command").ExitCode);

    [Theory]
    [InlineData("$x = (", "Line |")]
    [InlineData("if (1) { }}", "Unexpected token '}'")]
    public void A_script_that_cannot_be_parsed_sets_exit_code_1_and_shows_where(string script, string message)
    {
        ShellResult result = ShellProcess.Command(script);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Exit_in_a_command_sets_the_exit_code()
    {
        ShellResult result = ShellProcess.Command("'a'; exit 7; 'b'");
        Assert.Equal((7, "a\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Exit_in_a_script_file_sets_the_exit_code()
    {
        using var script = new ScriptFile("'a'\nexit 9\n'b'");
        ShellResult result = ShellProcess.Run("", "-File", script.Path);
        Assert.Equal((9, "a\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Exit_in_a_script_file_that_the_script_calls_ends_only_that_file()
    {
        using var script = new ScriptFile("if ($args) { exit 9 }\n& $PSCommandPath inner\n\"code $LASTEXITCODE\"");
        ShellResult result = ShellProcess.Run("", "-File", script.Path);
        Assert.Equal((0, "code 9\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void A_script_file_with_errors_that_do_not_end_it_sets_exit_code_0()
    {
        using var script = new ScriptFile("'a'\nnonexistent-command");
        ShellResult result = ShellProcess.Run("", "-File", script.Path);
        Assert.Equal((0, "a\n"), (result.ExitCode, result.Output));
        Assert.Contains("nonexistent-command", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_script_file_with_an_uncaught_error_sets_exit_code_1_and_shows_the_line()
    {
        using var script = new ScriptFile("'a'\nthrow 'boom'");
        ShellResult result = ShellProcess.Run("", "-File", script.Path);
        Assert.Equal((1, "a\n"), (result.ExitCode, result.Output));
        Assert.Contains("script.ps1:2\nLine |\n   2 |  throw 'boom'", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_sets_exit_code_64()
    {
        ShellResult result = ShellProcess.Run("", "-File", "nowhere/missing.ps1");
        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.Contains("nowhere/missing.ps1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_option_sets_exit_code_64()
    {
        ShellResult result = ShellProcess.Run("", "-Zork");
        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.Contains("-Zork", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_that_cannot_be_loaded_sets_exit_code_70()
    {
        // A copy of the shell's own files, but not of the module.
        DirectoryInfo copy = Directory.CreateTempSubdirectory("SneTools.Shell.Tests.");
        try
        {
            foreach (string file in Directory.GetFiles(ShellProcess.Folder, "*", SearchOption.AllDirectories))
            {
                string relative = Path.GetRelativePath(ShellProcess.Folder, file);
                if (relative.StartsWith("Modules", StringComparison.Ordinal))
                    continue;
                string target = Path.Combine(copy.FullName, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }

            ShellResult result = ShellProcess.RunFrom(copy.FullName, "-Command", "1");
            Assert.Equal((70, ""), (result.ExitCode, result.Output));
            Assert.Contains("SneTools module", result.Error, StringComparison.Ordinal);
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }
}
