using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Core.Sessions;
using Tito.Core.Turns;
using Tito.Core.Verification;

namespace Tito.Tests.Unit.Turns.Scripts;

/// <summary>The use cases of one process, over a journal that it shares with others.</summary>
internal sealed class ServedProcess : IDisposable
{
    private readonly IJournal _journal;
    private readonly SessionViewer _read;
    private readonly SessionVerifier _verify;
    private readonly SessionCollector _collect;

    public ServedProcess(IJournal journal, SessionModel model, TimeProvider clock)
    {
        _journal = journal;
        _read = new(journal, model, clock);
        _verify = new(journal, model);
        _collect = new(_read, model);
        Open = new(journal, model, clock);
        Take = new(journal, new HandEngine(), model, new(TimeSpan.FromSeconds(600)), clock);
    }

    public SessionOpener Open { get; }

    public TurnTaker Take { get; }

    public void Dispose() => (_journal as IDisposable)?.Dispose();

    public async Task<bool> DeleteAsync(string session) => await _journal.DeleteAsync(session, null, CancellationToken.None);

    public async Task<SessionView?> ReadAsync(string session) => await _read.RunAsync(session, CancellationToken.None);

    public async Task<SessionVerifier.Verdict?> VerifyAsync(string session) => await _verify.RunAsync(session, CancellationToken.None);

    public async Task<CollectOutcome> CollectAsync(string session) => await _collect.RunAsync(session, new(), CancellationToken.None);
}
