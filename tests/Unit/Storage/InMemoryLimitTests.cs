using Tito.Core.Journals;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

public sealed class InMemoryLimitTests : LimitContract
{
    private InMemoryJournal? _journal;

    // It has no store but itself: the limits are those of the first one.
    protected override Task<IJournal> OpenAsync(JournalLimits limits) => Task.FromResult<IJournal>(_journal ??= new(limits));

    protected override async Task AssertEmptyAsync() => Assert.Empty(await _journal!.ListAsync(null, Token).ToListAsync(Token));
}
