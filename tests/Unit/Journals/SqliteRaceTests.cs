using Tito.Core.Journals;

namespace Tito.Tests.Unit.Journals;

/// <summary>Two journals over one file.</summary>
public sealed class SqliteRaceTests : ContentionContract, IDisposable
{
    private readonly JournalFile _file = new();

    public void Dispose() => _file.Dispose();

    protected override Task<IJournal> OpenAsync() => Task.FromResult<IJournal>(_file.Open());
}
