using Azure;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Tito.Core.Journals;
using Tito.Storage.Outages;
using Tito.Storage.Sqlite;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>Which failures of a store are outages, and that none lasts longer than its limit.</summary>
public sealed class GuardedJournalTests
{
    private static CancellationToken Ends => TestContext.Current.CancellationToken;

    /// <summary>The numbers are SQLite's result codes and HTTP's statuses, from their own documents.</summary>
    public static TheoryData<string, Exception> Outages => new()
    {
        { "Another process holds the journal's lock.", new SqliteException("database is locked", 5) },
        { "The journal's disk is full.", new SqliteException("database or disk is full", 13) },
        { "The journal's disk fails.", new SqliteException("disk I/O error", 10) },
        { "The storage account cannot be reached.", new RequestFailedException("refused") },
        { "The storage account answers with status 503.", new RequestFailedException(503, "busy") },
        { "The storage account refuses this server with status 403.", new RequestFailedException(403, "key") },
        { "The storage account has no journal any more.", new RequestFailedException(404, "gone", "TableNotFound", null) },
        { "The storage account cannot be reached.", new AggregateException(new RequestFailedException("a"), new RequestFailedException("b")) },
        { "The journal does not answer in time.", new OperationCanceledException("the SDK's own limit") },
    };

    public static TheoryData<Exception> Defects =>
    [
        new SqliteException("constraint", 19), new SqliteException("no such table", 1), new RequestFailedException(400, "bad"),
        new RequestFailedException(404, "no entity", "ResourceNotFound", null), new InvalidOperationException("ours"),
        new JournalCorruptException("a", "head", "bad"),
    ];

    [Theory]
    [MemberData(nameof(Outages))]
    public async Task Journal_WhenItsStoreIsAway_SaysSoByOneName(string reason, Exception failure)
    {
        var journal = new GuardedJournal(new ThrowingJournal(failure), TimeProvider.System);

        var calls = new Func<Task>[]
        {
            async () => await journal.LoadAsync("a", Ends),
            async () => await journal.CreateAsync(Heads.Of("a"), Ends),
            async () => await journal.ListAsync(null, Ends).ToListAsync(Ends),
        };
        foreach (var call in calls)
        {
            Assert.Equal(reason, (await Assert.ThrowsAsync<JournalUnavailableException>(call)).Message);
        }
    }

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task Journal_WhenItIsADefect_LetsItThrough(Exception failure)
    {
        var journal = new GuardedJournal(new ThrowingJournal(failure), TimeProvider.System);

        Assert.Same(failure, await Assert.ThrowsAnyAsync<Exception>(async () => await journal.LoadAsync("a", Ends)));
    }

    [Fact]
    public async Task Journal_ThatDoesNotAnswer_IsNotWaitedForLongerThanTheLimit()
    {
        var clock = new FakeTimeProvider();
        var journal = new GuardedJournal(new ThrowingJournal(null), clock);
        (Task Call, TimeSpan Limit)[] calls =
        [
            (journal.LoadAsync("a", Ends).AsTask(), TurnLimits.Read),
            (journal.ListAsync(null, Ends).ToListAsync(Ends).AsTask(), TurnLimits.Read),
            (journal.CreateAsync(Heads.Of("a"), Ends).AsTask(), TurnLimits.Commit),
        ];

        clock.Advance(TurnLimits.Read);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => calls[0].Call);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => calls[1].Call);
        Assert.False(calls[2].Call.IsCompleted);
        clock.Advance(TurnLimits.Commit - TurnLimits.Read);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => calls[2].Call);
    }

    [Fact]
    public async Task Journal_WhoseCallerWentAway_LeavesItACancellation()
    {
        using var leaving = new CancellationTokenSource();
        var call = new GuardedJournal(new ThrowingJournal(null), TimeProvider.System).LoadAsync("a", leaving.Token).AsTask();

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    /// <summary>The real thing: another connection holds the lock.</summary>
    [Fact]
    public async Task Journal_WhoseLockIsHeld_SaysSoAndGoesOnWhenItIsFree()
    {
        using var file = new JournalFile();
        var journal = new GuardedJournal(SqliteJournal.Open(file.Path), TimeProvider.System);
        using var holder = new SqliteConnection($"Data Source={file.Path};Pooling=False");
        await holder.OpenAsync(Ends);
        await using var transaction = (SqliteTransaction)await holder.BeginTransactionAsync(System.Data.IsolationLevel.Serializable, Ends);

        var locked = await Assert.ThrowsAsync<JournalUnavailableException>(async () => await journal.CreateAsync(Heads.Of("a"), Ends));
        Assert.Equal("Another process holds the journal's lock.", locked.Message);
        Assert.Null(await journal.LoadAsync("a", Ends));

        await transaction.RollbackAsync(Ends);
        Assert.True(await journal.CreateAsync(Heads.Of("a"), Ends));
    }
}
