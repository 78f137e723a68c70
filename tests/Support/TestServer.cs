using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Server.Hosting;
using Tito.Server.Options;
using Tito.Storage.Sqlite;

namespace Tito.Tests.Support;

/// <summary>The server in this process: the real pipeline on a loopback port, over a SQLite file of its own.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TempFolder? _folder;
    private readonly WebApplication _app;

    private TestServer(IInferenceEngine engine, SessionModel model, ServerOptions options, TempFolder? data, TimeProvider clock)
    {
        _folder = data is null ? new() : null;
        Journal = SqliteJournal.Open((data ?? _folder!).File("sessions.db"));
        _app = TitoApp.Build(options, new(Journal, engine, model, clock));
    }

    private TestServer(IInferenceEngine engine, IJournal journal)
    {
        Journal = journal;
        _app = TitoApp.Build(Options, new(journal, engine, ServedModel.Qwen3, TimeProvider.System));
    }

    /// <summary>Options that a test changes some of.</summary>
    public static ServerOptions Options { get; } = new() { Port = 0, LifetimeLogs = false };

    public IJournal Journal { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The root, with a slash at its end.</summary>
    public Uri Root => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    public static Task<TestServer> StartAsync(IInferenceEngine engine, CancellationToken cancellationToken) =>
        StartAsync(engine, ServedModel.Qwen3, Options, cancellationToken);

    public static Task<TestServer> StartAsync(
        IInferenceEngine engine, SessionModel model, ServerOptions options, CancellationToken cancellationToken) =>
        ListenAsync(new(engine, model, options, null, TimeProvider.System), cancellationToken);

    /// <summary>A server over a journal of the test's.</summary>
    public static Task<TestServer> StartAsync(IInferenceEngine engine, IJournal journal, CancellationToken cancellationToken) =>
        ListenAsync(new(engine, journal), cancellationToken);

    /// <summary>A server over the data folder of another one, with a clock of the test's.</summary>
    public static Task<TestServer> StartAsync(
        IInferenceEngine engine, TempFolder data, TimeProvider clock, CancellationToken cancellationToken) =>
        StartAsync(engine, data, clock, Options, cancellationToken);

    /// <summary>The same with options of the test's.</summary>
    public static Task<TestServer> StartAsync(
        IInferenceEngine engine, TempFolder data, TimeProvider clock, ServerOptions options, CancellationToken cancellationToken) =>
        ListenAsync(new(engine, ServedModel.Qwen3, options, data, clock), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync().ConfigureAwait(false);
        SqliteJournal.ReleaseFiles();
        _folder?.Dispose();
    }

    private static async Task<TestServer> ListenAsync(TestServer server, CancellationToken cancellationToken)
    {
        await server._app.StartAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }
}
