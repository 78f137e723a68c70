using System.Text.Json;

namespace Tito.Tests.Integration.Clients;

/// <summary>A tool call as an agent got it from its client library.</summary>
internal sealed record AgentCall(string Id, string Name, string Arguments)
{
    /// <summary>Reads OpenAI's form.</summary>
    public static AgentCall Of(JsonElement call)
    {
        var function = call.GetProperty("function");
        return new(call.GetProperty("id").GetString()!, function.GetProperty("name").GetString()!, function.GetProperty("arguments").GetString()!);
    }
}
