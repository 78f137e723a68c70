using Tito.Tests.Support;

namespace Tito.Tests.Integration.Outages;

/// <summary>A SQLite file that is moved away, and back; or removed with its log, and put back from them.</summary>
internal sealed class FileOutage : IOutage
{
    private readonly TempFolder _data = new();

    public string Name => "SQLite, file gone";

    public Task PrepareAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ProgramRun Start(params string[] more) =>
        ProgramRun.Start(BuiltProgram.Server, ["--port", "0", "--data", _data.Path, .. more]);

    public Task BeginAsync(CancellationToken cancellationToken)
    {
        File.Move(_data.File("sessions.db"), _data.File("elsewhere.db"));
        return Task.CompletedTask;
    }

    public Task EndAsync(CancellationToken cancellationToken)
    {
        File.Move(_data.File("elsewhere.db"), _data.File("sessions.db"));
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _data.Dispose();
        return ValueTask.CompletedTask;
    }
}
