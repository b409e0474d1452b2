using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SneTools.PlotsTests;

/// <summary>A page in Chromium without a window, driven by the DevTools protocol.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly string _profile;
    private readonly ClientWebSocket _socket = new();
    private readonly Dictionary<int, TaskCompletionSource<JsonNode>> _answers = [];
    private readonly CancellationTokenSource _end = new(TimeSpan.FromSeconds(60));
    private string? _session;
    private int _last;

    private Browser(Process process, string profile)
    {
        _process = process;
        _profile = profile;
    }

    /// <summary>What the page asked for, by address.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Errors in the page's console, and exceptions that nothing caught.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Finds a Chromium; null if this machine has none.</summary>
    public static string? Find()
    {
        string[] names = OperatingSystem.IsWindows()
            ? ["chrome.exe", "msedge.exe"]
            : ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/Applications/Google Chrome.app/Contents/MacOS", @"C:\Program Files\Google\Chrome\Application"];
        return folders.SelectMany(folder => names.Append("Google Chrome").Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }

    /// <summary>Opens a file.</summary>
    /// <param name="chromium">The browser.</param>
    /// <param name="file">The file.</param>
    /// <param name="ready">What is true when the page is.</param>
    public static async Task<Browser> OpenAsync(string chromium, string file, string ready = "document.getElementById('plot')?.dataset.ready === 'true'")
    {
        string profile = Directory.CreateTempSubdirectory("snetools-browser-").FullName;
        var start = new ProcessStartInfo(chromium) { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in new[]
        {
            "--headless=new", "--no-sandbox", "--remote-debugging-port=0", $"--user-data-dir={profile}", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader", "--window-size=1000,800", "about:blank",
        })
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        var browser = new Browser(process, profile);
        try
        {
            await browser.ConnectAsync(new Uri(file).AbsoluteUri, ready);
            return browser;
        }
        catch
        {
            await browser.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of an expression of JavaScript.</summary>
    public async Task<JsonNode?> EvaluateAsync(string expression)
    {
        JsonNode answer = await SendAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true });
        if (answer["exceptionDetails"] is { } exception)
            throw new InvalidOperationException(exception.ToJsonString());
        return answer["result"]!["value"];
    }

    /// <summary>Waits until an expression is true.</summary>
    public async Task WaitAsync(string expression)
    {
        var clock = Stopwatch.StartNew();
        while ((await EvaluateAsync($"!!({expression})"))!.GetValue<bool>() is false)
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException($"{expression} has not become true. Errors: {string.Join("; ", Errors)}");
            await Task.Delay(50);
        }
    }

    /// <summary>Moves the mouse, or presses or releases it.</summary>
    public Task MouseAsync(string type, double x, double y) => SendAsync(
        "Input.dispatchMouseEvent",
        new { type, x, y, button = type == "mouseMoved" ? "none" : "left", buttons = type == "mouseReleased" ? 0 : 1, clickCount = type == "mouseMoved" ? 0 : 1 });

    /// <summary>Clicks on the middle of an element.</summary>
    public async Task ClickAsync(string element)
    {
        JsonNode box = (await EvaluateAsync($"(({element}).getBoundingClientRect().toJSON())"))!;
        double x = box["x"]!.GetValue<double>() + (box["width"]!.GetValue<double>() / 2);
        double y = box["y"]!.GetValue<double>() + (box["height"]!.GetValue<double>() / 2);
        await MouseAsync("mousePressed", x, y);
        await MouseAsync("mouseReleased", x, y);
    }

    /// <summary>What the page looks like, as PNG.</summary>
    public async Task<byte[]> ScreenshotAsync() =>
        Convert.FromBase64String((await SendAsync("Page.captureScreenshot", new { format = "png" }))["data"]!.GetValue<string>());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _socket.Dispose();
        _end.Dispose();
        try
        {
            Directory.Delete(_profile, recursive: true);
        }
        catch (IOException)
        {
            // A child process is still closing its files; the folder lies with the temporary ones.
        }
    }

    private async Task ConnectAsync(string address, string ready)
    {
        string file = Path.Combine(_profile, "DevToolsActivePort");
        var clock = Stopwatch.StartNew();
        string[] lines;
        while ((lines = File.Exists(file) ? await File.ReadAllLinesAsync(file) : []).Length < 2)
        {
            if (clock.Elapsed > Patience)
                throw new TimeoutException("Chromium has not started.");
            await Task.Delay(50);
        }

        await _socket.ConnectAsync(new Uri($"ws://127.0.0.1:{lines[0]}{lines[1]}"), _end.Token);
        _ = Task.Run(ListenAsync);
        string target = (await SendAsync("Target.createTarget", new { url = "about:blank" }))["targetId"]!.GetValue<string>();
        _session = (await SendAsync("Target.attachToTarget", new { targetId = target, flatten = true }))["sessionId"]!.GetValue<string>();
        foreach (string domain in new[] { "Runtime", "Log", "Network", "Page" })
            await SendAsync($"{domain}.enable", new { });
        await SendAsync("Page.navigate", new { url = address });
        await WaitAsync(ready);
    }

    private async Task<JsonNode> SendAsync(string method, object parameters)
    {
        int id = ++_last;
        var answer = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_answers)
            _answers[id] = answer;
        JsonObject message = JsonSerializer.SerializeToNode(new { id, method, @params = parameters })!.AsObject();
        if (_session is not null)
            message["sessionId"] = _session;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, _end.Token);
        return await answer.Task.WaitAsync(Patience);
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[1 << 16];
        try
        {
            while (_socket.State == WebSocketState.Open)
            {
                using var message = new MemoryStream();
                ValueWebSocketReceiveResult part;
                do
                {
                    part = await _socket.ReceiveAsync(buffer.AsMemory(), _end.Token);
                    message.Write(buffer, 0, part.Count);
                }
                while (!part.EndOfMessage);
                Take(JsonNode.Parse(message.ToArray())!);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException or ObjectDisposedException or JsonException)
        {
            // The browser is closed.
        }
    }

    private void Take(JsonNode message)
    {
        if (message["id"]?.GetValue<int>() is int id)
        {
            lock (_answers)
            {
                if (message["error"] is { } error)
                    _answers[id].SetException(new InvalidOperationException(error.ToJsonString()));
                else
                    _answers[id].SetResult(message["result"]!);
            }

            return;
        }

        JsonNode? parameters = message["params"];
        switch (message["method"]?.GetValue<string>())
        {
            case "Network.requestWillBeSent":
                lock (Requests)
                    Requests.Add(parameters!["request"]!["url"]!.GetValue<string>());
                break;
            case "Runtime.exceptionThrown":
                AddError(parameters!["exceptionDetails"]!);
                break;
            case "Runtime.consoleAPICalled" when parameters!["type"]!.GetValue<string>() is "error" or "assert":
                AddError(parameters["args"]!);
                break;
            case "Log.entryAdded" when parameters!["entry"]!["level"]!.GetValue<string>() == "error":
                AddError(parameters["entry"]!);
                break;
            case "Page.javascriptDialogOpening":
                AddError(parameters!);
                break;
        }
    }

    private void AddError(JsonNode error)
    {
        lock (Errors)
            Errors.Add(error.ToJsonString());
    }
}
