using System.Management.Automation;

namespace SneTools.PowerShell.Commands;

/// <summary>Gives the rows of small real tables that travel with the module: Get-SneSample.</summary>
[Cmdlet(VerbsCommon.Get, "SneSample", HelpUri = HelpAddress.Pages + "Get-SneSample.md")]
[OutputType(typeof(PSObject), typeof(FileInfo), typeof(SneSample))]
public sealed class GetSneSampleCommand : SneCommand
{
    /// <summary>The tables whose rows are given; without it, a list of the tables.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SampleCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Return the table's CSV file and not its rows.</summary>
    [Parameter]
    public SwitchParameter AsFile { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Name.Length == 0)
        {
            foreach (SneSample sample in SneSample.All)
                Give(sample, !AsFile);
            return;
        }

        foreach (string name in Name)
        {
            foreach (SneSample sample in Find(name))
                Give(sample, isListed: false);
        }
    }

    private SneSample[] Find(string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        try
        {
            SneSample[] found = [.. SneSample.All.Where(sample => pattern.IsMatch(sample.Name))];
            if (found.Length > 0 || WildcardPattern.ContainsWildcardCharacters(name))
                return found;
        }
        catch (WildcardPatternException)
        {
            // A bracket that is not closed is no pattern, and no sample's name.
        }

        string message = $"There is no sample '{name}'; there are {string.Join(", ", SneSample.All.Select(sample => sample.Name))}.";
        WriteError(new ErrorRecord(new ItemNotFoundException(message), "SampleNotFound", ErrorCategory.ObjectNotFound, name));
        return [];
    }

    private void Give(SneSample sample, bool isListed)
    {
        try
        {
            if (isListed)
                WriteObject(sample);
            else if (AsFile)
                WriteObject(InvokeProvider.Item.Get([SampleRows.File(sample)], force: true, literalPath: true), enumerateCollection: true);
            else
                WriteObject(SampleRows.Read(sample), enumerateCollection: true);
        }
        catch (IOException error)
        {
            ThrowTerminatingError(new ErrorRecord(error, "FileUnreadable", ErrorCategory.ReadError, sample.Name));
        }
    }
}
