using Tito.Core.Journals;
using Tito.Storage.InMemory;

namespace Tito.Tests.Unit.Journals;

public sealed class InMemoryJournalTests : HeadContract
{
    protected override IJournal Journal { get; } = new InMemoryJournal();
}
