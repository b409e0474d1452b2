using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Reads a model from a file: Import-SneModel.</summary>
[Cmdlet(VerbsData.Import, "SneModel", DefaultParameterSetName = "Path", HelpUri = HelpAddress.Pages + "Import-SneModel.md")]
[OutputType(typeof(SneModel))]
public sealed class ImportSneModelCommand : SneCommand
{
    /// <summary>Files to read; wildcards are allowed.</summary>
    [Parameter(ParameterSetName = "Path", Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Files to read, as they are written.</summary>
    [Parameter(ParameterSetName = "LiteralPath", Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "LP", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == "LiteralPath";
        ReadFiles(isLiteral ? LiteralPath : Path, isLiteral, file =>
        {
            SneModel model = ModelFile.Read(file);
            Tell($"{file}: {model}, written by {model.Program}");
            WriteObject(model);
        });
    }
}
