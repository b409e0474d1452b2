using System.Globalization;
using System.Text.Json;

namespace SneTools;

/// <summary>What was given to Slurm at once; slurm/0001.json in the folder of a sweep.</summary>
internal sealed record SlurmSubmission
{
    /// <summary>When.</summary>
    public required DateTimeOffset Submitted { get; init; }

    /// <summary>The machine.</summary>
    public required string Machine { get; init; }

    /// <summary>The jobs that Slurm took.</summary>
    public required SlurmJob[] Jobs { get; init; }

    /// <summary>The folder of submissions.</summary>
    /// <param name="sweep">The folder of the sweep.</param>
    public static string Folder(string sweep) => Path.Combine(sweep, "slurm");

    /// <summary>The submissions of a sweep, the oldest first.</summary>
    /// <param name="sweep">The folder of the sweep.</param>
    /// <exception cref="SneException"><see cref="SneError.InvalidFile"/>.</exception>
    public static SlurmSubmission[] ReadAll(string sweep) =>
        Directory.Exists(Folder(sweep)) ? [.. Files(sweep).Select(file => Read(file.Path))] : [];

    /// <summary>The number that the next submission has.</summary>
    /// <param name="sweep">The folder of the sweep.</param>
    public static int Next(string sweep) => 1 + Files(sweep).Select(file => file.Number).LastOrDefault();

    /// <summary>Writes it.</summary>
    /// <param name="sweep">The folder of the sweep.</param>
    /// <param name="number">Its number.</param>
    public void Write(string sweep, int number) =>
        AtomicFile.Write(Path.Combine(Folder(sweep), Name(number) + ".json"), overwrite: true, stream => JsonSerializer.Serialize(stream, this, ArchiveForm.Json));

    /// <summary>How the files of a submission begin.</summary>
    public static string Name(int number) => number.ToString("D4", CultureInfo.InvariantCulture);

    private static (int Number, string Path)[] Files(string sweep) =>
    [
        .. Directory.EnumerateFiles(Folder(sweep), "*.json")
            .Select(path => (Number: int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0, path))
            .Where(file => file.Number > 0)
            .Order()
    ];

    private static SlurmSubmission Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            return JsonSerializer.Deserialize<SlurmSubmission>(stream, ArchiveForm.Json) ?? throw new JsonException("it is empty");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException)
        {
            throw new SneException(SneError.InvalidFile, $"{path}: this is no submission to Slurm: {error.Message.TrimEnd('.')}. Remove it to have it forgotten.", innerException: error);
        }
    }
}
