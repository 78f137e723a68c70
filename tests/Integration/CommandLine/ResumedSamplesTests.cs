using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using Tito.Tests.Integration.Chaos;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.CommandLine;

/// <summary><c>tito samples</c> that is killed, or whose server is, and goes on: what comes out is what an undisturbed run makes.</summary>
public sealed class ResumedSamplesTests : IDisposable
{
    private const int Sessions = 40;
    private readonly TempFolder _folder = new();

    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("jsonl", 1)]
    [InlineData("jsonl", 17)]
    [InlineData("safetensors", 17)]
    [InlineData("parquet", 17)]
    [InlineData("parquet", 39)]
    public async Task Samples_KilledInTheMiddle_GoOnToWhatAnUndisturbedRunMakes(string format, int linesBefore)
    {
        await using var server = await SimulatedServer.StartAsync(seed: 5, ServedModel.Qwen3, Ends);
        await FillAsync(server.Root);
        using var relay = new SlowRelay(server.Root, linesBefore);
        var (whole, resumed) = (_folder.File($"whole.{format}"), _folder.File($"resumed.{format}"));
        Assert.Equal(0, (await RunAsync(relay.Through, whole)).ExitCode);

        relay.Hold();
        using (var killed = ProgramRun.Start(BuiltProgram.CommandLine, ["samples", "--url", relay.Through.ToString(), "--out", resumed]))
        {
            await relay.Held.WaitAsync(Ends);
            await WrittenAsync(resumed + ".part");
            Process.GetProcessById(killed.Id).Kill();
            await killed.EndAsync(Ends);
        }

        Assert.False(File.Exists(resumed));
        relay.LetGo();
        var end = await RunAsync(relay.Through, resumed, "--resume");

        Assert.Equal((0, ""), (end.ExitCode, end.Error));
        Assert.Contains("after=", relay.LastQuery, StringComparison.Ordinal);
        Assert.Equal(await File.ReadAllBytesAsync(whole, Ends), await File.ReadAllBytesAsync(resumed, Ends));
        Assert.Equal(new[] { whole, resumed }.Order(), Directory.GetFiles(_folder.Path).Order());
        Assert.StartsWith($"{Sessions} samples of {Sessions} sessions in {resumed} (", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Samples_WhoseServerGoesAway_KeepWhatCameAndSayHowToGoOn()
    {
        await using var server = await SimulatedServer.StartAsync(seed: 5, ServedModel.Qwen3, Ends);
        await FillAsync(server.Root);
        var (whole, resumed) = (_folder.File("whole.jsonl"), _folder.File("resumed.jsonl"));
        Assert.Equal(0, (await RunAsync(server.Root, whole)).ExitCode);
        using (var relay = new SlowRelay(server.Root, linesBefore: 9))
        {
            relay.Hold();
            relay.CutsOff = true;
            var cut = await RunAsync(relay.Through, resumed);
            Assert.Equal((2, ""), (cut.ExitCode, cut.Output));
            Assert.Contains("is kept: go on with --resume", Assert.Single(cut.Error.TrimEnd('\n').Split('\n')), StringComparison.Ordinal);

            relay.LetGo();
            var other = await RunAsync(relay.Through, resumed, "--resume", "--state", "complete");
            Assert.Equal(2, other.ExitCode);
            Assert.Contains("takes the options of the run that left", other.Error, StringComparison.Ordinal);
            Assert.Equal(0, (await RunAsync(relay.Through, resumed, "--resume")).ExitCode);
        }

        Assert.Equal(await File.ReadAllBytesAsync(whole, Ends), await File.ReadAllBytesAsync(resumed, Ends));
    }

    private static async Task FillAsync(Uri root)
    {
        using var client = new SessionClient(root, Ends);
        for (var number = 0; number < Sessions; number++)
        {
            var session = await client.OpenAsync($$"""{"id":"s{{number:00}}"}""");
            await client.TakeAsync(session, new Conversation().User($"{number} {new string('x', 9_000)}").Body());
        }
    }

    private static Task<ProgramResult> RunAsync(Uri root, string path, params string[] more) =>
        TitoCommand.RunAsync("", ["samples", "--url", root.ToString(), "--out", path, .. more]);

    /// <summary>
    /// Waits for the head and a session's whole line: a line is longer than the file's buffer, so that most of it may be there without its end.
    /// </summary>
    private static async Task WrittenAsync(string path)
    {
        while (!File.Exists(path) || await LinesAsync(path) < 2)
        {
            await Pause.ForAsync(TimeSpan.FromMilliseconds(5), Ends);
        }
    }

    /// <summary>By a program that asks for no lock: the run that writes the file shares it with none that does.</summary>
    private static async Task<int> LinesAsync(string path)
    {
        var counted = await ProgramRun.RunAsync("wc", ["-l", path], "", Ends);
        return int.Parse(counted.Output.Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Passes answers on, and holds one after some of its lines.</summary>
    private sealed class SlowRelay : IDisposable
    {
        private readonly HttpListener _listener = new();
        private readonly HttpClient _http;
        private readonly int _linesBefore;
        private TaskCompletionSource _go = new();
        private TaskCompletionSource _held = new();

        public SlowRelay(Uri root, int linesBefore)
        {
            _http = new() { BaseAddress = root };
            _linesBefore = linesBefore;
            Through = new($"http://127.0.0.1:{FreePort()}/");
            _listener.Prefixes.Add(Through.ToString());
            _listener.Start();
            _go.SetResult();
            _ = ServeAsync();
        }

        public Uri Through { get; }

        public Task Held => _held.Task;

        public bool CutsOff { get; set; }

        public string LastQuery { get; private set; } = "";

        public void Hold() => (_go, _held) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));

        public void LetGo()
        {
            CutsOff = false;
            _go.TrySetResult();
        }

        public void Dispose()
        {
            _go.TrySetResult();
            _listener.Close();
            _http.Dispose();
        }

        private static int FreePort()
        {
            using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private async Task ServeAsync()
        {
            while (_listener.IsListening)
            {
                try
                {
                    await PassAsync(await _listener.GetContextAsync());
                }
                catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
                {
                    // The client was killed, or the test is over.
                }
            }
        }

        private async Task PassAsync(HttpListenerContext context)
        {
            LastQuery = context.Request.Url!.Query;
            if (CutsOff && _held.Task.IsCompleted)
            {
                context.Response.Abort();
                return;
            }

            using var answer = await _http.GetAsync(new Uri(context.Request.RawUrl!.TrimStart('/'), UriKind.Relative));
            var lines = (await answer.Content.ReadAsStringAsync()).Split('\n');
            context.Response.SendChunked = true;
            foreach (var (index, line) in lines[..^1].Index())
            {
                if (index == _linesBefore && !_go.Task.IsCompleted)
                {
                    // Half a line, as a connection breaks.
                    await SendAsync(context, line[..(line.Length / 2)]);
                    _held.TrySetResult();
                    if (CutsOff)
                    {
                        context.Response.Abort();
                        return;
                    }

                    await _go.Task;
                }

                await SendAsync(context, line + "\n");
            }

            context.Response.Close();
        }

        private static async Task SendAsync(HttpListenerContext context, string text)
        {
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(text));
            await context.Response.OutputStream.FlushAsync();
        }
    }
}
