using Tito.Core.Inference;
using Tito.Core.Journals;
using Tito.Core.Models;
using Tito.Server.Options;

namespace Tito.Tests.Support;

/// <summary>The server that a test asks for.</summary>
/// <param name="Engine">Who samples.</param>
/// <param name="Model">The served model.</param>
/// <param name="Options">Its options, as changed from <see cref="TestServer.Options"/>.</param>
/// <param name="Clock">The time.</param>
internal sealed record AskedServer(IInferenceEngine Engine, SessionModel Model, ServerOptions Options, TimeProvider Clock)
{
    /// <summary>A data folder that outlives the server; null for one of its own.</summary>
    public TempFolder? Data { get; init; }

    /// <summary>A journal of the test's; null for a SQLite file.</summary>
    public IJournal? Journal { get; init; }
}
