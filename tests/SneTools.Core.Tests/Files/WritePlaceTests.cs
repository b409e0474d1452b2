using System.Diagnostics;

namespace SneTools.Tests;

/// <summary>What a path means stays what it is when it is written.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public class WritePlaceTests
{
    private const UnixFileMode Secret = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public void A_link_stays_and_the_file_at_the_end_of_its_chain_is_written()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("real/deep"));
        folder.Write("real/a.txt", "old");
        File.CreateSymbolicLink(folder.File("second"), "real/a.txt");
        File.CreateSymbolicLink(folder.File("first"), folder.File("second"));
        Write(folder.File("first"));
        Assert.Equal("new", File.ReadAllText(folder.File("real/a.txt")));
        Assert.Equal(("real/a.txt", folder.File("second")), (new FileInfo(folder.File("second")).LinkTarget, new FileInfo(folder.File("first")).LinkTarget));
        Assert.Single(Directory.GetFiles(folder.File("real")));

        // A link goes on from the folder that it lies in, not from the one by way of which it was found.
        folder.Write("a.txt", "other");
        File.CreateSymbolicLink(folder.File("real/deep/up"), "../a.txt");
        Directory.CreateSymbolicLink(folder.File("way"), "real/deep");
        folder.Write("real/a.txt", "old");
        Write(folder.File("way/up"));
        Assert.Equal(("new", "other"), (File.ReadAllText(folder.File("real/a.txt")), File.ReadAllText(folder.File("a.txt"))));
    }

    [Fact]
    public void A_link_to_nothing_gets_its_target_and_one_to_itself_is_an_error()
    {
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(folder.File("link"), "made.txt");
        AtomicFile.Write(folder.File("link"), overwrite: false, stream => stream.Write("new"u8));
        Assert.Equal("new", File.ReadAllText(folder.File("made.txt")));
        Assert.Equal("made.txt", new FileInfo(folder.File("link")).LinkTarget);
        Assert.Throws<IOException>(() => AtomicFile.Write(folder.File("link"), overwrite: false, stream => stream.Write("x"u8)));

        File.CreateSymbolicLink(folder.File("here"), "there");
        File.CreateSymbolicLink(folder.File("there"), "here");
        Assert.Contains("back to itself", Assert.Throws<IOException>(() => Write(folder.File("here"))).Message);
        File.CreateSymbolicLink(folder.File("lost"), "none/a.txt");
        Assert.Throws<DirectoryNotFoundException>(() => Write(folder.File("lost")));
    }

    [Fact]
    public void The_mode_and_the_owner_of_a_file_are_kept()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no modes.");
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "old");
        File.SetUnixFileMode(folder.File("a.txt"), Secret | UnixFileMode.GroupExecute);
        bool isRoot = Environment.IsPrivilegedProcess;
        if (isRoot)
            Shell($"chown 4321:1234 '{folder.File("a.txt")}'");
        AtomicFile.Write(folder.File("a.txt"), overwrite: true, stream =>
        {
            stream.Write("new"u8);
            string half = Assert.Single(Directory.GetFiles(folder.Path), file => file.EndsWith(".tmp", StringComparison.Ordinal));
            Assert.Equal(Secret, File.GetUnixFileMode(half));
        });
        Assert.Equal("new", File.ReadAllText(folder.File("a.txt")));
        Assert.Equal(Secret | UnixFileMode.GroupExecute, File.GetUnixFileMode(folder.File("a.txt")));
        FileStatus status = FileStatus.Of(folder.File("a.txt"))!.Value;
        if (isRoot)
            Assert.Equal((4321u, 1234u), (status.Owner, status.Group));
        Assert.Equal((1, false), (status.Names, status.IsThrough));
    }

    [Fact]
    public void A_file_of_another_owner_or_in_a_closed_folder_is_rewritten_where_it_lies()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "It takes another user.");

        // Without its rights root is a user like others, who still reaches the program.
        const string Other = "setpriv --bounding-set=-all --inh-caps=-all env DOTNET_EnableDiagnostics=0";
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "old and longer");
        File.SetUnixFileMode(folder.File("a.txt"), Secret | UnixFileMode.OtherRead | UnixFileMode.OtherWrite);
        Shell($"chown -R 65534:65534 '{folder.Path}'");
        foreach (UnixFileMode mode in new[] { (UnixFileMode)0x1FF, (UnixFileMode)0x1ED })
        {
            File.SetUnixFileMode(folder.Path, mode);
            folder.Write("a.txt", "old and longer");
            Assert.Equal("written", WriterProcess.Run(folder.File("a.txt"), beginning: Other));
            Assert.Equal("new", File.ReadAllText(folder.File("a.txt")));
            Assert.Equal(65534u, FileStatus.Of(folder.File("a.txt"))!.Value.Owner);
            Assert.Single(Directory.GetFiles(folder.Path));
        }

        File.SetUnixFileMode(folder.File("a.txt"), Secret);
        Assert.Contains("denied", WriterProcess.Run(folder.File("a.txt"), beginning: Other));
    }

    [Fact]
    public void A_file_with_two_names_or_without_permission_is_refused_with_the_reason()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The names are made by ln.");
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "old");
        Shell($"ln '{folder.File("a.txt")}' '{folder.File("b.txt")}'");
        Assert.Contains("2 names (hard links)", Assert.Throws<IOException>(() => Write(folder.File("a.txt"))).Message);
        File.Delete(folder.File("b.txt"));
        File.SetUnixFileMode(folder.File("a.txt"), UnixFileMode.UserRead | UnixFileMode.GroupRead);
        File.CreateSymbolicLink(folder.File("link"), "a.txt");
        Assert.Contains("read-only", Assert.Throws<UnauthorizedAccessException>(() => Write(folder.File("link"))).Message);
        Assert.Equal("old", File.ReadAllText(folder.File("a.txt")));
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task A_pipe_is_written_through_whatever_the_format()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes in folders.");
        using var folder = new TemporaryFolder();
        Shell($"mkfifo '{folder.File("pipe.parquet")}'");
        File.CreateSymbolicLink(folder.File("link.parquet"), "pipe.parquet");
        var data = new Dataset(new Matrix(2, 1, [1.5, 2.5]), ["Y1"], [new LabelColumn("t", ["x", null])]);
        Task<byte[]> reader = Task.Run(() => File.ReadAllBytes(folder.File("pipe.parquet")), TestContext.Current.CancellationToken);
        AtomicFile.Write(folder.File("link.parquet"), overwrite: false, stream => ParquetTableWriter.Write(data, stream));
        byte[] file = await reader.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal([1.5, 2.5], BinaryFile.Read(file).Values.Values);
        Assert.True(FileStatus.Of(folder.File("pipe.parquet"))!.Value.IsThrough);
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void A_device_takes_what_is_written_and_stays()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Devices are files on Linux.");
        FileStatus before = FileStatus.Of("/dev/null")!.Value;
        Write("/dev/null");
        AtomicFile.Write("/dev/null", overwrite: false, stream => stream.Write("new"u8));
        Assert.Equal(before, FileStatus.Of("/dev/null"));
        Assert.True(before.IsThrough);
        Assert.Throws<IOException>(() => Write("/dev"));
    }

    [Theory]
    [InlineData("/dev/stdout", ">> out.txt")]
    [InlineData("/dev/fd/1", ">> out.txt")]
    [InlineData("/proc/self/fd/1", ">> out.txt")]
    [InlineData("/dev/fd/7", "7>> out.txt")]
    [InlineData("/dev/stdout", "| cat >> out.txt")]
    [InlineData("to-output", "| cat >> out.txt")]
    public void The_output_of_the_process_goes_on_behind_what_it_holds(string path, string ending)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Descriptors are files on Linux.");
        using var folder = new TemporaryFolder();
        folder.Write("out.txt", "old ");
        File.CreateSymbolicLink(folder.File("to-output"), "/dev/stdout");
        path = path[0] == '/' ? path : folder.File(path);
        Assert.Equal("written", WriterProcess.Run(path, ending.Replace("out.txt", $"'{folder.File("out.txt")}'", StringComparison.Ordinal)));
        Assert.Equal("old new", File.ReadAllText(folder.File("out.txt")));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void A_name_as_long_as_a_file_system_allows_is_written()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File(new string('n', 250));
        Write(path);
        Write(path);
        Assert.Equal("new", File.ReadAllText(path));
        Assert.NotNull(TemporaryName.Parse(TemporaryName.Own.For(Path.GetFileName(path)), Path.GetFileName(path)));
    }

    private static void Write(string path) => AtomicFile.Write(path, overwrite: true, stream => stream.Write("new"u8));

    private static void Shell(string line)
    {
        using var process = Process.Start("sh", ["-c", line]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
