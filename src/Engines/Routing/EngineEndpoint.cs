using Tito.Core.Inference;

namespace Tito.Engines.Routing;

/// <summary>One of several engines that serve the same model.</summary>
/// <param name="Address">
/// Where it is, as it may be shown and logged: without credentials. It is also the name by which sessions are spread, so every server
/// that is to send a session to the same engine must spell it alike.
/// </param>
/// <param name="Engine">Its client, which the caller disposes.</param>
/// <param name="Probe">Asks how it is; null where nobody can.</param>
public sealed record EngineEndpoint(string Address, IInferenceEngine Engine, IEndpointProbe? Probe)
{
    /// <summary>An address as it may be shown: scheme, host, port and path, no user, no query, no slash at the end.</summary>
    /// <param name="address">An absolute address.</param>
    public static string Shown(Uri address) =>
        address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');
}
