using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tito.Cli.Samples;

/// <summary>A session a line, as the server sent it.</summary>
internal sealed class JsonLinesFile(string path) : SampleFile(path)
{
    /// <inheritdoc/>
    public override Task AddFailedAsync(JsonElement session, CancellationToken cancellationToken) => TakeAsync(session, cancellationToken);

    /// <inheritdoc/>
    protected override Task TakeAsync(JsonElement session, CancellationToken cancellationToken)
    {
        Draft.Write(JsonMarshal.GetRawUtf8Value(session));
        Draft.WriteByte((byte)'\n');
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task CompleteAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
