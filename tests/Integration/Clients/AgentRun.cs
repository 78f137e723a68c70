using System.Collections.Immutable;
using System.Text.Json;
using Tito.Core.Inference;
using Tito.Tests.Support;

namespace Tito.Tests.Integration.Clients;

/// <summary>An agent's conversation in a session of its own, from all sides.</summary>
/// <param name="Turns">What the agent got.</param>
/// <param name="Requests">What the engine got.</param>
/// <param name="Page">The session.</param>
/// <param name="Proof">Its proof.</param>
/// <param name="Verdict">What verifying it says.</param>
internal sealed record AgentRun(
    ImmutableArray<AgentTurn> Turns, ImmutableArray<InferenceRequest> Requests, SessionPage Page, JsonElement Proof, JsonElement Verdict);
