using Tito.Server.Options;

namespace Tito.Server.Hosting;

/// <summary>What stands between a network and the endpoints.</summary>
/// <param name="Build">Makes it, of the options and of what the endpoints work with.</param>
/// <param name="Listens">Whether it listens at the address and port of the options, rather than where a host says.</param>
internal sealed record ServerFront(Func<ServerOptions, ServerParts, IHost> Build, bool Listens);
