using Tito.Core.Journals;
using Tito.Storage.InMemory;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

public sealed class InMemoryJournalTests : HeadContract
{
    protected override IJournal Journal { get; } = new InMemoryJournal();
}
