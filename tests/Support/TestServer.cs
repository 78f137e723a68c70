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

/// <summary>The server in this process: the real pipeline on a loopback port, over a SQLite file of its own. Or elsewhere: <see cref="Front"/>.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly TempFolder? _folder;
    private readonly string? _file;
    private readonly WebApplication? _app;
    private readonly IServerElsewhere? _elsewhere;

    private TestServer(AskedServer asked)
    {
        _folder = asked.Data is null && asked.Journal is null ? new() : null;
        _file = asked.Journal is null ? (asked.Data ?? _folder!).File("sessions.db") : null;
        Journal = asked.Journal ?? SqliteJournal.Open(_file!);
        _app = TitoApp.Build(asked.Options, new(Journal, asked.Engine, asked.Model, asked.Clock));
    }

    private TestServer(IServerElsewhere elsewhere) => (_elsewhere, _file, Journal) = (elsewhere, elsewhere.File, SqliteJournal.Open(elsewhere.File));

    /// <summary>Where servers run instead of here; null, as without a word, for here. A suite sets it before its tests.</summary>
    public static IServerFront? Front { get; set; }

    /// <summary>Options that a test changes some of.</summary>
    public static ServerOptions Options { get; } = new() { Port = 0, LifetimeLogs = false };

    public IJournal Journal { get; }

    /// <summary>The services of a server in this process.</summary>
    public IServiceProvider Services => _app!.Services;

    /// <summary>The root, with a slash at its end.</summary>
    public Uri Root => _elsewhere?.Root
        ?? new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/");

    public static Task<TestServer> StartAsync(IInferenceEngine engine, CancellationToken cancellationToken) =>
        StartAsync(engine, ServedModel.Qwen3, Options, cancellationToken);

    public static Task<TestServer> StartAsync(
        IInferenceEngine engine, SessionModel model, ServerOptions options, CancellationToken cancellationToken) =>
        RunAsync(new(engine, model, options, TimeProvider.System), cancellationToken);

    /// <summary>A server over a journal of the test's.</summary>
    public static Task<TestServer> StartAsync(IInferenceEngine engine, IJournal journal, CancellationToken cancellationToken) =>
        RunAsync(new(engine, ServedModel.Qwen3, Options, TimeProvider.System) { Journal = journal }, cancellationToken);

    /// <summary>A server over the data folder of another one, with a clock of the test's.</summary>
    public static Task<TestServer> StartAsync(
        IInferenceEngine engine, TempFolder data, TimeProvider clock, CancellationToken cancellationToken) =>
        StartAsync(engine, data, clock, Options, cancellationToken);

    /// <summary>The same with options of the test's.</summary>
    public static Task<TestServer> StartAsync(
        IInferenceEngine engine, TempFolder data, TimeProvider clock, ServerOptions options, CancellationToken cancellationToken) =>
        RunAsync(new(engine, ServedModel.Qwen3, options, clock) { Data = data }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync().ConfigureAwait(false);
        }

        if (_elsewhere is not null)
        {
            await _elsewhere.DisposeAsync().ConfigureAwait(false);
        }

        if (_file is not null)
        {
            SqliteJournal.ReleaseFiles(_file);
        }

        _folder?.Dispose();
    }

    private static async Task<TestServer> RunAsync(AskedServer asked, CancellationToken cancellationToken)
    {
        if (Front is not null)
        {
            return new(await Front.StartAsync(asked, cancellationToken).ConfigureAwait(false));
        }

        var server = new TestServer(asked);
        await server._app!.StartAsync(cancellationToken).ConfigureAwait(false);
        return server;
    }
}
