using System.Collections.Immutable;
using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Tito.Tests.Support.FunctionsHost.Protocol;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>A worker that the host started from a function app's folder, as its worker.config.json says.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly ProgramRun _run;
    private readonly WorkerStream _stream;

    private WorkerProcess(ProgramRun run, WorkerStream stream) => (_run, _stream, Ended) = (run, stream, run.EndAsync(CancellationToken.None));

    /// <summary>The process's id.</summary>
    public int Id => _run.Id;

    /// <summary>How the process ended, once it has; its output is read meanwhile.</summary>
    public Task<ProgramResult> Ended { get; }

    /// <summary>What the app has.</summary>
    public ImmutableArray<LoadedFunction> Functions { get; private set; } = [];

    /// <summary>Where the worker takes the requests themselves.</summary>
    public Uri Http { get; private set; } = null!;

    /// <summary>What it logged, a line each.</summary>
    public IEnumerable<string> Logs => _stream.Logs.Select(log => $"{log.Category}: {log.Message} {log.Exception?.Message}".TrimEnd());

    /// <summary>Starts the process and has its functions loaded.</summary>
    /// <param name="rpc">Where the worker will call.</param>
    /// <param name="address">The address of that.</param>
    /// <param name="folder">The published folder.</param>
    /// <param name="workingFolder">The process's working directory.</param>
    /// <param name="environment">The app's settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<WorkerProcess> StartAsync(
        RpcService rpc,
        Uri address,
        string folder,
        string workingFolder,
        IEnumerable<(string Name, string Value)> environment,
        CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString();
        var stream = rpc.Expect(id);
        var worker = new WorkerProcess(
            ProgramRun.StartIn(
                workingFolder, Command(folder).Program, Arguments(folder, address, id), [.. environment, ("FUNCTIONS_APPLICATION_DIRECTORY", folder)]),
            stream);
        try
        {
            await worker.LoadAsync(folder, cancellationToken).ConfigureAwait(false);
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <summary>Lets a function run.</summary>
    /// <param name="function">Which.</param>
    /// <param name="id">The invocation's id.</param>
    /// <param name="trigger">What triggered it.</param>
    /// <param name="metadata">What is known of the trigger besides: of HTTP, the values of the route.</param>
    /// <param name="client">The way to Durable Functions, for a function that asks for it.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="IOException">The worker ended.</exception>
    public async Task<InvocationResponse> InvokeAsync(
        LoadedFunction function,
        string id,
        TypedData trigger,
        IEnumerable<KeyValuePair<string, string>> metadata,
        string client,
        CancellationToken cancellationToken)
    {
        var request = new InvocationRequest
        {
            InvocationId = id,
            FunctionId = function.Metadata.FunctionId,
            InputData = { new ParameterBinding { Name = function.Parameter, Data = trigger } },

            // Without these two the worker fails.
            TraceContext = new() { TraceParent = $"00-{Guid.NewGuid():N}-{Guid.NewGuid().ToString("N")[..16]}-00" },
            RetryContext = new(),
        };
        request.TriggerMetadata.Add(metadata.ToDictionary(pair => pair.Key, pair => new TypedData { String = pair.Value }));
        if (function.Client is { } parameter)
        {
            request.InputData.Add(new ParameterBinding { Name = parameter, Data = new() { String = client } });
        }

        return (await _stream.AskAsync(id, new() { InvocationRequest = request }, cancellationToken).ConfigureAwait(false)).InvocationResponse;
    }

    /// <summary>Tells the worker that nobody waits for an invocation any more.</summary>
    public Task CancelAsync(string id) => _stream.SayAsync(new() { InvocationCancel = new() { InvocationId = id } }, CancellationToken.None);

    /// <summary>SIGKILL, and waits for the end.</summary>
    public async Task KillAsync()
    {
        _run.Kill();
        _ = await Ended.ConfigureAwait(false);
    }

    public void Dispose()
    {
        _run.Dispose();
        _stream.Dispose();
    }

    private static (string Program, string Worker) Command(string folder)
    {
        var description = JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "worker.config.json"))).GetProperty("description");
        return (description.GetProperty("defaultExecutablePath").GetString()!, description.GetProperty("defaultWorkerPath").GetString()!);
    }

    /// <summary>The host says everything twice: in the words of its first protocol, and in those of today.</summary>
    private static IEnumerable<string> Arguments(string folder, Uri address, string id)
    {
        var (request, length) = (Guid.NewGuid().ToString(), int.MaxValue.ToString(CultureInfo.InvariantCulture));
        return
        [
            Path.Combine(folder, Command(folder).Worker),
            "--host", address.Host, "--port", address.Port.ToString(CultureInfo.InvariantCulture),
            "--workerId", id, "--requestId", request, "--grpcMaxMessageLength", length,
            "--functions-uri", address.AbsoluteUri,
            "--functions-worker-id", id, "--functions-request-id", request, "--functions-grpc-max-message-length", length,
        ];
    }

    private async Task LoadAsync(string folder, CancellationToken cancellationToken)
    {
        var started = Guid.NewGuid().ToString();
        var init = await AskAsync(
            started, new() { WorkerInitRequest = new() { HostVersion = "4.0.0.0", WorkerDirectory = folder, FunctionAppDirectory = folder } }, cancellationToken).ConfigureAwait(false);
        Check(init.WorkerInitResponse.Result);
        Http = new(init.WorkerInitResponse.Capabilities["HttpUri"]);

        var listed = await AskAsync(
            Guid.NewGuid().ToString(), new() { FunctionsMetadataRequest = new() { FunctionAppDirectory = folder } }, cancellationToken).ConfigureAwait(false);
        Check(listed.FunctionMetadataResponse.Result);
        Functions = [.. listed.FunctionMetadataResponse.FunctionMetadataResults.Select(LoadedFunction.Of)];
        foreach (var function in Functions)
        {
            var loaded = await AskAsync(
                function.Metadata.FunctionId,
                new() { FunctionLoadRequest = new() { FunctionId = function.Metadata.FunctionId, Metadata = function.Metadata } },
                cancellationToken).ConfigureAwait(false);
            Check(loaded.FunctionLoadResponse.Result);
        }

        await ConnectAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A process that ends before it calls would be waited for in vain.</summary>
    private async Task<StreamingMessage> AskAsync(string id, StreamingMessage question, CancellationToken cancellationToken)
    {
        var answer = _stream.AskAsync(id, question, cancellationToken);
        if (await Task.WhenAny(answer, Ended).ConfigureAwait(false) == Ended)
        {
            var end = await Ended.ConfigureAwait(false);
            throw new InvalidOperationException($"The worker ended with {end.ExitCode}: {end.Error}{end.Output}");
        }

        return await answer.ConfigureAwait(false);
    }

    /// <summary>The worker may name its address before it listens there.</summary>
    private async Task ConnectAsync(CancellationToken cancellationToken)
    {
        while (!Ended.IsCompleted)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(Http.Host, Http.Port, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SocketException)
            {
                await Task.Yield();
            }
        }
    }

    private static void Check(StatusResult result)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"The worker refuses: {result.Exception?.Message}");
        }
    }
}
