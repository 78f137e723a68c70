using Tito.Core.Journals;
using Tito.Tests.Integration.Sessions;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Transfer;

/// <summary>The sessions of <see cref="SessionScripts"/>, taken once, with the journals that hold them.</summary>
public sealed class TakenSessions : IAsyncLifetime
{
    /// <summary>The names of the sessions.</summary>
    public static readonly string[] Names = ["linear", "tree", "cut-off", "experts", "loose", "race"];

    private readonly Dictionary<string, (IJournal Journal, string Id)> _sessions = [];
    private SimulatedServer _dense = null!;
    private SimulatedServer _experts = null!;
    private ScriptedSession _scripted = null!;

    public async ValueTask InitializeAsync()
    {
        var ends = TestContext.Current.CancellationToken;
        _dense = await SimulatedServer.StartAsync(7, ServedModel.Qwen3, ends);
        _experts = await SimulatedServer.StartAsync(7, ServedModel.Qwen3.Recording(new(Layers: 2, TopK: 2, Additive: true)), ends);
        _scripted = await ScriptedSession.OpenAsync();
        using var dense = new SessionClient(_dense.Root, ends);
        using var experts = new SessionClient(_experts.Root, ends);
        _sessions["linear"] = (_dense.Journal, await SessionScripts.TakeLinearAsync(dense));
        _sessions["tree"] = (_dense.Journal, await SessionScripts.TakeTreeAsync(dense));
        _sessions["cut-off"] = (_dense.Journal, await SessionScripts.TakeCutOffAsync(dense));
        _sessions["loose"] = (_dense.Journal, await SessionScripts.TakeLooseAsync(dense));
        _sessions["experts"] = (_experts.Journal, await SessionScripts.TakeTreeAsync(experts));
        _sessions["race"] = (_scripted.Journal, await SessionScripts.TakeRaceAsync(_scripted));
    }

    public async ValueTask DisposeAsync()
    {
        await _dense.DisposeAsync();
        await _experts.DisposeAsync();
        await _scripted.DisposeAsync();
    }

    /// <summary>A session's id.</summary>
    internal string IdOf(string name) => _sessions[name].Id;

    /// <summary>A session's rows.</summary>
    internal async Task<SessionRows> RowsAsync(string name) =>
        (await _sessions[name].Journal.ReadRowsAsync(IdOf(name), TestContext.Current.CancellationToken))!;

    /// <summary>A session as a file.</summary>
    internal Task<byte[]> ExportAsync(string name) => Transfer.ExportAsync(_sessions[name].Journal, IdOf(name));
}
