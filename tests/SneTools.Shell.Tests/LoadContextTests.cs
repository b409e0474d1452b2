using System.Reflection;
using Xunit;

namespace SneTools.ShellTests;

/// <summary>The module beside other versions of the libraries that it uses.</summary>
public class LoadContextTests
{
    private static readonly string Other = typeof(LoadContextTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "OtherMathNet").Value!;

    [Fact]
    public void A_session_that_holds_another_MathNet_keeps_it_and_the_module_works()
    {
        // Principal components are MathNet's work in the module, the binomial is the session's.
        ShellResult result = ShellProcess.Command($$"""
            Remove-Module SneTools
            $other = [Reflection.Assembly]::LoadFrom('{{Other}}')
            'before', [MathNet.Numerics.SpecialFunctions]::Binomial(5, 2)
            Import-Module SneTools
            1..40 | ForEach-Object { [pscustomobject]@{ A = $_ % 7; B = $_ % 5; C = $_ % 3; D = $_ % 11 } } |
                Invoke-SneEmbedding -Perplexity 5 -PrincipalComponent 3 -AsEmbedding -WarningAction SilentlyContinue |
                ForEach-Object Count
            'after', [MathNet.Numerics.SpecialFunctions]::Binomial(5, 2)
            [MathNet.Numerics.SpecialFunctions].Assembly.GetName().Version.ToString()
            [AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName() } | Where-Object Name -EQ MathNet.Numerics |
                ForEach-Object { "loaded $($_.Version)" }
            """);
        Assert.Equal("", result.Error);
        Assert.Equal(
            ["before", "10", "40", "after", "10", "4.15.0.0", "loaded 4.15.0.0", "loaded 5.0.0.0"],
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, result.ExitCode);
    }
}
