using Xunit;

namespace SneTools.ShellTests;

public class ScriptTests
{
    [Fact]
    public void Arguments_are_bound_to_the_param_block_of_a_file()
    {
        using var script = new ScriptFile("""
            param([string] $Name, [int] $Count = 1, [switch] $On, [switch] $Off, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name|$($Count + 1)|$On|$Off|$Rest"
            """);
        ShellResult result = ShellProcess.Run(
            "", "-File", script.Path, "-Name", "a b", "-On", "-Off:$false", "-Count", "-4", "x", "y z");
        Assert.Equal("a b|-3|True|False|x y z\n", result.Output);
    }

    [Fact]
    public void A_file_knows_its_own_path()
    {
        using var script = new ScriptFile("$PSScriptRoot\n$PSCommandPath\n$MyInvocation.MyCommand.Path", "with [odd] name.ps1");
        ShellResult result = ShellProcess.Run("", script.Path);
        Assert.Equal($"{script.Folder}\n{script.Path}\n{script.Path}\n", result.Output);
    }

    [Fact]
    public void A_file_is_looked_for_in_the_current_folder_and_runs_in_the_working_directory()
    {
        using var script = new ScriptFile("$PWD.Path");
        string relative = Path.GetRelativePath(Environment.CurrentDirectory, script.Path);
        ShellResult result = ShellProcess.Run("", "-WorkingDirectory", script.Folder, "-File", relative);
        Assert.Equal(script.Folder + "\n", result.Output);
    }

    [Theory]
    [InlineData]
    [InlineData("-Command", "-")]
    [InlineData("-")]
    public void A_script_on_standard_input_is_run(params string[] arguments)
    {
        ShellResult result = ShellProcess.Run("foreach ($i in 1..2) {\n  \"i=$i\"\n}\nexit 5\n", arguments);
        Assert.Equal((5, "i=1\ni=2\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public void Standard_input_reaches_a_script_that_asks_for_it()
    {
        ShellResult result = ShellProcess.Run("a\nb\n", "-Command", "$input | ForEach-Object { \"<$_>\" }");
        Assert.Equal("<a>\n<b>\n", result.Output);
    }

    [Fact]
    public void The_module_is_loaded_and_is_the_one_that_is_found()
    {
        ShellResult result = ShellProcess.Command(
            "(Get-Module).Name; (Import-Module SneTools -PassThru).ModuleBase; $Host.Name");
        string folder = Path.Combine(Path.GetFullPath(ShellProcess.Folder), "Modules", "SneTools");
        Assert.Equal($"SneTools\n{folder}\nSneTools\n", result.Output);
    }
}
