namespace Tito.Replay.Plays;

/// <summary>How scenarios are played.</summary>
/// <param name="InProcess">Whether without sockets: neither between client and server nor between server and engine.</param>
/// <param name="Journal">Where sessions are kept.</param>
internal sealed record ReplayPlace(bool InProcess, JournalPlace Journal);
