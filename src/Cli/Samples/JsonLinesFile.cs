using System.Runtime.InteropServices;
using System.Text.Json;

namespace Tito.Cli.Samples;

/// <summary>A session a line, as the server sent it.</summary>
internal sealed class JsonLinesFile(string path) : SampleFile(path)
{
    /// <inheritdoc/>
    protected override void Take(JsonElement session)
    {
        Draft.Write(JsonMarshal.GetRawUtf8Value(session));
        Draft.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    protected override void Complete()
    {
    }
}
