using Tito.Core.Journals;
using Tito.Tests.Unit.Journals;

namespace Tito.Tests.Unit.Storage;

/// <summary>Two journals over one file.</summary>
public sealed class SqliteRaceTests : ContentionContract, IDisposable
{
    private readonly JournalFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override Task<IJournal> OpenAsync() => Task.FromResult<IJournal>(_file.Open());
}
