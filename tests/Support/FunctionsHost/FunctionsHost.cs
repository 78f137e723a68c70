using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tito.Tests.Support.FunctionsHost.Protocol;

namespace Tito.Tests.Support.FunctionsHost;

/// <summary>
/// Plays the Functions host for a published folder: starts its worker in an empty working directory, answers HTTP through it, and calls
/// its timers when a test says so. Durable Functions is in the process of <see cref="HostProcess"/> alone.
/// </summary>
internal sealed class FunctionsHost : IAsyncDisposable
{
    private const string TimerInfo = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""";

    private readonly TempFolder _workingFolder = new();
    private readonly RpcService _rpc = new();
    private readonly string _folder;
    private readonly ImmutableArray<(string Name, string Value)> _environment;
    private readonly WebApplication _rpcServer;
    private readonly HttpFront _front;
    private WebApplication? _webServer;

    private FunctionsHost(string folder, ImmutableArray<(string Name, string Value)> environment)
    {
        (_folder, _environment) = (folder, environment);
        _front = new(() => Worker, () => DurableClient);
        var builder = Builder(HttpProtocols.Http2);
        builder.Services.AddSingleton(_rpc).AddGrpc(options => options.MaxReceiveMessageSize = null);
        _rpcServer = builder.Build();
        _ = _rpcServer.MapGrpcService<RpcService>();
    }

    /// <summary>The worker of the moment.</summary>
    public WorkerProcess Worker { get; private set; } = null!;

    /// <summary>What functions are told that ask for the way to Durable Functions; by itself, to nowhere.</summary>
    public string DurableClient { get; set; } = """{"taskHubName":"none","connectionName":"Storage","rpcBaseUrl":"http://127.0.0.1:1/"}""";

    /// <summary>The root of what is served, with the prefix of host.json and a slash at its end.</summary>
    public Uri Root => new($"{AddressOf(_webServer!)}/{Prefix}/");

    private string Prefix => JsonElement.Parse(File.ReadAllBytes(Path.Combine(_folder, "host.json")))
        .GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString()!;

    /// <summary>Starts the host and a worker.</summary>
    /// <param name="folder">The published folder.</param>
    /// <param name="environment">The app's settings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="port">Where to serve; 0 is anywhere.</param>
    /// <param name="more">Maps more than the functions.</param>
    public static async Task<FunctionsHost> StartAsync(
        string folder,
        ImmutableArray<(string Name, string Value)> environment,
        CancellationToken cancellationToken,
        int port = 0,
        Action<FunctionsHost, IEndpointRouteBuilder>? more = null)
    {
        var host = new FunctionsHost(folder, environment);
        try
        {
            await host._rpcServer.StartAsync(cancellationToken).ConfigureAwait(false);
            await host.StartWorkerAsync(cancellationToken).ConfigureAwait(false);
            host._webServer = Builder(HttpProtocols.Http1, port).Build();
            host._front.Map(host._webServer, host.Prefix, host.Worker.Functions);
            more?.Invoke(host, host._webServer);
            await host._webServer.StartAsync(cancellationToken).ConfigureAwait(false);
            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a worker in the place of the one there was.</summary>
    public async Task StartWorkerAsync(CancellationToken cancellationToken)
    {
        Worker?.Dispose();
        Worker = await WorkerProcess.StartAsync(
            _rpc, new(AddressOf(_rpcServer)), _folder, _workingFolder.Path, _environment, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Calls a function whose timer is due.</summary>
    public async Task<StatusResult> TickAsync(string name, CancellationToken cancellationToken) =>
        (await InvokeAsync(name, new() { Json = TimerInfo }, cancellationToken).ConfigureAwait(false)).Result;

    /// <summary>Calls a function that is not of HTTP.</summary>
    /// <exception cref="IOException">The worker ended.</exception>
    public Task<InvocationResponse> InvokeAsync(string name, TypedData trigger, CancellationToken cancellationToken)
    {
        var worker = Worker;
        var function = worker.Functions.Single(function => !function.IsHttp && function.Name == name);
        return worker.InvokeAsync(function, Guid.NewGuid().ToString(), trigger, [], DurableClient, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Worker?.Dispose();
        if (_webServer is not null)
        {
            await _webServer.DisposeAsync().ConfigureAwait(false);
        }

        await _rpcServer.DisposeAsync().ConfigureAwait(false);
        _front.Dispose();
        _workingFolder.Dispose();
    }

    private static WebApplicationBuilder Builder(HttpProtocols protocols, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Critical);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false; // Whatever an answer has is the worker's.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, port, listen => listen.Protocols = protocols);
        });
        return builder;
    }

    private static string AddressOf(WebApplication server) =>
        server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
}
